import {
  makeCheck,
  makeFinding,
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  type TestMember,
} from './factories.ts';
import { randomId } from '#server/core/ids.ts';
import { readClientHistory } from '#tests/api/directory/clients.testing.ts';
import { makeFlaggedCase } from '#tests/api/governance/cases.testing.ts';
import {
  appealAs,
  makeEstablishedCommunity,
  makeContestedCase,
  makeHiddenSubject,
} from '#tests/api/governance/juries.testing.ts';
import { makeUnreadInboxItem } from '#tests/api/community/inbox.testing.ts';
import type { TestApp } from './app.ts';
import { makeAct } from './proposals.ts';
import { makeBoycott } from './boycotts.ts';
import { makeThread } from './forum.ts';
import { WRITING_ROUTES } from './hostile-values.ts';
import { LETTER_BOX } from './hostile-messages.ts';
import { findWriter, makeFlag, writeMessage } from './messages.ts';
import { makePledging } from './pledges.ts';
import { makeTaskReport } from './tasks.ts';

type Property = {
  readonly type?: string;
  readonly items?: unknown;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
};
type Described = { properties?: Record<string, Property>; anyOf?: Described[] };
type Operation = { requestBody?: { content: Record<string, { schema: Described }> } };

/** The `paths` of the OpenAPI document. */
export type DescribedPaths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** The text fields of a route, and fields with several texts or JSON. */
export function fieldsOf(paths: DescribedPaths, path: string): [string, Property][] {
  const content = paths[path]?.['post']?.requestBody?.content ?? {};
  const schema = Object.values(content)[0]?.schema;
  const properties = schema?.properties ?? schema?.anyOf?.[0]?.properties ?? {};
  return Object.entries(properties).filter(([, { type }]) => type !== 'boolean');
}

/**
 * Creates the subject of a writing route: a payout, an incident, a correction or a proof check, of the
 * member or of another one.
 */
export async function makeSubject(
  site: TestApp,
  path: string,
  member: TestMember,
): Promise<string> {
  const own = WRITING_ROUTES[path]?.subject;
  if (own !== undefined) return own(site, member);
  const { id, cookie } = member;
  if (path.startsWith('/api/private-evidence/')) return makePrivateSubject(site, path, member);
  if (/\/(confirm|doubt|voice)/.test(path))
    return (await makePayout(site, { screenshot: true })).id;
  if (path.startsWith('/api/forum/threads/')) return (await makeThread(site, { member })).id;
  if (path.startsWith('/api/forum/posts/')) return (await makeThread(site, { member })).postId;
  if (path.startsWith('/api/private-messages')) return makeMessageSubject(site, path, member);
  if (path.startsWith('/api/flagged-messages/')) return (await makeFlag(site)).id;
  if (path.startsWith('/api/ignores')) return (await findWriter(site, LETTER_BOX)).id;
  if (path.startsWith('/api/checks/')) return makeCheck(site);
  if (path.startsWith('/api/boycotts/')) return makeBoycottSubject(site, path, member);
  if (/^\/api\/(?:juries|decisions|appeals)\//.test(path)) return makeJurySubject(site, path);
  if (path.endsWith('/reverse')) return makeAct(site, { state: 'alone' });
  if (path.startsWith('/api/moderation/acts/')) {
    return makeAct(site, path.endsWith('/withdraw') ? { memberId: id } : {});
  }
  if (/^\/api\/moderation\/(?:cases|seconds)\//.test(path))
    return (await makeFlaggedCase(site)).caseId;
  if (path.startsWith('/api/me/inbox/')) return makeUnreadInboxItem(site, member);
  if (path.startsWith('/api/replies/')) return makeReply(site);
  if (path.startsWith('/api/findings/')) return makeFinding(site, 'clickworker');
  if (/^\/api\/(?:me\/)?payouts\//.test(path)) {
    return (await makePayout(site, { member, state: 'waiting' })).id;
  }
  if (path.startsWith('/api/tasks/')) return (await makeTaskReport(site)).taskId;
  if (path.startsWith('/api/client-')) return makeClientSubject(site, cookie);
  if (path.startsWith('/api/task-reports/')) return (await makeTaskReport(site, { member })).id;
  if (path.includes('/echo')) return (await makeIncident(site)).id;
  if (path.startsWith('/api/incidents/')) return (await makeIncident(site, { member })).id;
  if (!path.includes('/revisions/')) {
    if (!path.includes('{id}')) return '';
    throw new Error(`Nothing makes what ${path} is about: give its route a "subject".`);
  }
  await site.post(
    '/api/platforms/clickworker/corrections',
    { city: `Ville de ${id}`, source: 'Je le sais.' },
    cookie,
  );
  const { revisions } = (await site.get('/api/platforms/clickworker/revisions')).json<{
    revisions: { id: string }[];
  }>();
  return revisions[0]?.id ?? '';
}

/** A boycott that collects pledges, one of the member's in debate or ended, or another's proposal. */
async function makeBoycottSubject(
  site: TestApp,
  path: string,
  member: TestMember,
): Promise<string> {
  if (/\/(?:token|pledges|acts|cosignatures)$/.test(path))
    return makePledging(site, { told: false });
  if (/\/(?:outcome|look-back)$/.test(path)) {
    const endedOn = site.clock.now;
    return (await makeBoycott(site, { member, state: 'ended', outcome: 'unsaid', endedOn })).id;
  }
  if (path.endsWith('second')) return (await makeBoycott(site, { state: 'proposed' })).id;
  const { id } = await makeBoycott(site, { member, state: 'debated' });
  if (!path.endsWith('/keys')) return id;
  await site.database.prisma.boycottOrganiser.create({
    data: { boycottId: id, number: 1, memberId: member.id },
  });
  return id;
}

/** The member's own private evidence, or another's that she reviews. */
async function makePrivateSubject(
  site: TestApp,
  path: string,
  member: TestMember,
): Promise<string> {
  const sender = path.endsWith('/withdraw') ? member : await makeMember(site);
  const form = { platform: 'clickworker', text: 'Je transcris ici depuis deux ans.' };
  const sent = await site.post('/api/private-evidence', form, sender.cookie);
  return sent.json<{ id: string }>().id;
}

/** A waiting jury, a decision that its author may appeal, or the appeal. */
async function makeJurySubject(site: TestApp, path: string): Promise<string> {
  await makeEstablishedCommunity(site);
  if (path.startsWith('/api/juries/')) return (await makeContestedCase(site)).jury;
  const { decision, author } = await makeHiddenSubject(site);
  if (path.startsWith('/api/decisions/')) return decision;
  return (await appealAs(site, decision, author)).json<{ id: string }>().id;
}

/** A change by the member of the client named like a platform. */
async function makeClientSubject(site: TestApp, cookie: string): Promise<string> {
  const address = '/api/clients/clickworker';
  const name = { name: `Alias ${randomId()}`, reason: 'Je le sais.', notAPerson: true };
  await site.post(`${address}/names`, name, cookie);
  return (await readClientHistory(site, 'clickworker')).revisions[0]?.id ?? '';
}

/** A message sent or received by the member. */
async function makeMessageSubject(
  site: TestApp,
  path: string,
  member: TestMember,
): Promise<string> {
  const other = await findWriter(site, LETTER_BOX);
  const choices = { memberId: member.id, allowsMessages: true };
  await site.database.prisma.memberChoices.create({ data: choices });
  const id = await writeMessage(site, member, other, 'Es-tu payée en ce moment ?');
  if (!path.endsWith('/flag')) return id;
  await site.database.prisma.privateMessage.update({
    where: { id },
    data: { senderId: other.id, recipientId: member.id },
  });
  return id;
}
