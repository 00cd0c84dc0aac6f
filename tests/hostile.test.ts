import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#server/accounts/passwords.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import {
  makeCheck,
  makeFinding,
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  type TestMember,
} from '#tests/support/factories.ts';
import { newId } from '#server/ids.ts';
import { makeClient, readHistory } from './api/clients.testing.ts';
import { makeCase } from './api/cases.testing.ts';
import { appeal, fillCommunity, makeContested, makeHidden } from './api/juries.testing.ts';
import { makeThread } from '#tests/support/forum.ts';
import { makeInboxLine } from './api/inbox.testing.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { LETTER_BOX } from '#tests/support/hostile-messages.ts';
import { WRITING_ROUTES } from '#tests/support/hostile.ts';
import { ROUNDS } from '#tests/support/hostile-rounds.ts';
import { findWriter, makeFlag, writeMessage } from '#tests/support/messages.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makePledging } from '#tests/support/pledges.ts';

/**
 * Whatever is sent into whichever text field of whichever form, it is taken as text or refused with
 * a reason: never an error of the server, never markup of somebody else's in a page.
 */

const PATHS = Object.keys(WRITING_ROUTES);
/** A page of this site, in plain signs. */
const OWN_ADDRESS = /^\/(fr|en)(\/|\?|$)[\u0021-\u007e]*$/;

type Property = { type?: string; items?: unknown };
type Described = { properties?: Record<string, Property>; anyOf?: Described[] };
type Operation = { requestBody?: { content: Record<string, { schema: Described }> } };

let site: TestApp;
let paths: Record<string, Record<string, Operation>>;
let passwordHash: string;

beforeAll(async () => {
  site = await createTestApp();
  passwordHash = await hashPassword(PASSWORD);
  await makeClient(site, { name: 'Clickworker' });
  ({ paths } = (await site.get('/api/openapi.json')).json<{ paths: typeof paths }>());
});

test('every writing route is tried', () => {
  const written = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).some((method) => method !== 'get') ? [path] : [],
  );
  expect(Object.keys(WRITING_ROUTES).toSorted()).toEqual(written.toSorted());
});

describe.each(Object.entries(WRITING_ROUTES))('POST %s', (path, route) => {
  let cookie = '';
  let address = '';
  let page = '';

  const makeSender = async (): Promise<void> => {
    const member = await makeMember(site, { moderator: true, established: true });
    await site.database.prisma.member.update({
      where: { id: member.id },
      data: { passwordHash },
    });
    ({ cookie } = member);
  };

  beforeAll(async () => {
    await makeSender();
    const id = await makeSubject(path, cookie);
    address = path.replace('{slug}', 'clickworker').replace('{id}', id);
    page = route.page.replace('{id}', id);
  });

  /** In time enough for no daily limit to hide what a value does. */
  const send = async (fields: object, html = false): Promise<LightMyRequestResponse> => {
    site.clock.advanceDays(1);
    if (route.freshMember === true) await makeSender();
    const body = { ...route.body(), ...fields };
    if (!html) return site.post(address, body, cookie);
    return site.post(address, {}, cookie, {
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        _from: page,
        _form: route.form,
        ...Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)])),
      }).toString(),
    });
  };

  // By a script field by field, so that each is taken where it can be; then all that is typed in one
  // form, whose page has to say it back, and what a form carries unseen.
  test.each(ROUNDS)('takes %s as text, or refuses it', async (_, round) => {
    const types = new Map(fieldsOf(path).map(([name, { type }]) => [name, type]));
    const isUnseen = (name: string): boolean => name.startsWith('_');
    const names = [...types.keys()];
    const { scripted, forms } = round(
      { typed: names.filter((name) => !isUnseen(name)), unseen: names.filter(isUnseen) },
      PATHS.indexOf(path),
    );
    for (const texts of scripted) {
      const sent = Object.entries(texts).map(([name, text]) => [
        name,
        types.get(name) === 'array' ? [text] : text,
      ]);
      const answer = await send(Object.fromEntries(sent));
      const what = JSON.stringify(texts).slice(0, 100);
      expect(answer.statusCode, `${what}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      expect(answer.headers['content-type']).toContain('application/json');
      const { path: leadsTo } = answer.json<{ path?: string }>();
      if (leadsTo !== undefined) expect(leadsTo, what).toMatch(OWN_ADDRESS);
    }
    for (const texts of forms) {
      const shown = await send(texts, true);
      const what = JSON.stringify(texts).slice(0, 100);
      expect(shown.statusCode, `${what}, as a form`).toBeLessThan(500);
      expectHarmless(shown, what);
    }
  });

  test('refuses what no database can keep, in each field', async () => {
    const texts = fieldsOf(path).filter(([, { type }]) => type === 'string');
    if (texts.length === 0) return;
    const each = <Value>(value: Value): Record<string, Value> =>
      Object.fromEntries(texts.map(([name]) => [name, value]));
    const answer = await send(each('abcdefgh\u0000'));
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ error: object }>().error).toMatchObject({
      fields: each({ code: 'invalid' }),
    });
  });
});

test('nothing of all that stands in a page, a feed or an answer as markup', async () => {
  const shown = [
    '/fr',
    '/fr/plateformes',
    '/fr/preuves',
    '/fr/registre',
    '/fr/plateformes/clickworker',
  ];
  shown.push('/fr/forum', '/fr/forum/rubriques/paiements', '/fr/boycotts');
  shown.push('/fr/clients', '/fr/clients/clickworker', '/fr/clients/clickworker/historique');
  shown.push('/fr/plateformes/clickworker/corrections', '/fr/plateformes/clickworker/statuts');
  for (const path of shown) {
    const page = await site.get(path);
    expect(page.statusCode, path).toBe(200);
    expectHarmless(page, path);
  }
});

/** The text fields of a route, and what holds several texts or JSON. */
function fieldsOf(path: string): [string, Property][] {
  const content = paths[path]?.['post']?.requestBody?.content ?? {};
  const schema = Object.values(content)[0]?.schema;
  const properties = schema?.properties ?? schema?.anyOf?.[0]?.properties ?? {};
  return Object.entries(properties).filter(([, { type }]) => type !== 'boolean');
}

/** What the route acts on: a pay-out, an incident, a correction or a question, hers or another's. */
async function makeSubject(path: string, cookie: string): Promise<string> {
  const [session] = cookie.split('=').slice(1);
  const me = (await site.get('/api/me', `session=${session}`)).json<{
    viewer: { pseudonym: string };
  }>();
  const { id, pseudonym } = await site.database.prisma.member.findFirstOrThrow({
    where: { pseudonym: me.viewer.pseudonym },
  });
  const member = { id, pseudonym, cookie };
  if (path.startsWith('/api/private-evidence/')) return makePrivateSubject(path, member);
  if (/\/(confirm|doubt|voice)/.test(path))
    return (await makePayout(site, { screenshot: true })).id;
  if (path.startsWith('/api/forum/threads/')) return (await makeThread(site, { member })).id;
  if (path.startsWith('/api/forum/posts/')) return (await makeThread(site, { member })).postId;
  if (path.startsWith('/api/private-messages')) return makeMessageSubject(path, member);
  if (path.startsWith('/api/flagged-messages/')) return (await makeFlag(site)).id;
  if (path.startsWith('/api/ignores')) return (await findWriter(site, LETTER_BOX)).id;
  if (path.startsWith('/api/checks/')) return makeCheck(site);
  if (path.startsWith('/api/boycotts/')) return makeBoycottSubject(path, member);
  if (/^\/api\/(?:juries|decisions|appeals)\//.test(path)) return makeJurySubject(path);
  if (path.startsWith('/api/moderation/cases/')) return (await makeCase(site)).caseId;
  if (path.startsWith('/api/me/inbox/')) return makeInboxLine(site, member);
  if (path.startsWith('/api/replies/')) return makeReply(site);
  if (path.startsWith('/api/findings/')) return makeFinding(site, 'clickworker');
  if (path.startsWith('/api/payouts/')) {
    return (await makePayout(site, { member, state: 'waiting' })).id;
  }
  if (path.startsWith('/api/tasks/')) return (await makeTaskReport(site)).taskId;
  if (path.startsWith('/api/client-')) return makeClientSubject(path, cookie);
  if (path.startsWith('/api/task-reports/')) return (await makeTaskReport(site, { member })).id;
  if (path.includes('/echo')) return (await makeIncident(site)).id;
  if (path.startsWith('/api/incidents/')) return (await makeIncident(site, { member })).id;
  if (!path.includes('/revisions/')) return '';
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

/** A boycott that is pledging, one of the member's that is debated or ended, or another's that is proposed. */
async function makeBoycottSubject(path: string, member: TestMember): Promise<string> {
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

/** Private evidence of the member's own, or another's that she checks. */
async function makePrivateSubject(path: string, member: TestMember): Promise<string> {
  const sender = path.endsWith('/withdraw') ? member : await makeMember(site);
  const form = { platform: 'clickworker', text: 'Je transcris ici depuis deux ans.' };
  const sent = await site.post('/api/private-evidence', form, sender.cookie);
  return sent.json<{ id: string }>().id;
}

/** A jury that waits, a decision that its author may appeal against, or the appeal. */
async function makeJurySubject(path: string): Promise<string> {
  await fillCommunity(site);
  if (path.startsWith('/api/juries/')) return (await makeContested(site)).jury;
  const { decision, author } = await makeHidden(site);
  if (path.startsWith('/api/decisions/')) return decision;
  return (await appeal(site, decision, author)).json<{ id: string }>().id;
}

/** A guess or a change of the member's about the client that is called like a platform. */
async function makeClientSubject(path: string, cookie: string): Promise<string> {
  const address = '/api/clients/clickworker';
  if (path.startsWith('/api/client-guesses/')) {
    const guess = { text: 'Une filiale.', source: 'https://lac.example/', notAPerson: true };
    return (await site.post(`${address}/guesses`, guess, cookie)).json<{ id: string }>().id;
  }
  const name = { name: `Alias ${newId()}`, reason: 'Je le sais.', notAPerson: true };
  await site.post(`${address}/names`, name, cookie);
  return (await readHistory(site, 'clickworker')).revisions[0]?.id ?? '';
}

/** A message between the member and one who takes messages: her own, or one that she got. */
async function makeMessageSubject(path: string, member: TestMember): Promise<string> {
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

function expectHarmless({ body, headers }: LightMyRequestResponse, what: string): void {
  expect(body, what).not.toMatch(/<script>|<img src=x|onerror=alert\(1\)>/);
  const { location } = headers;
  if (typeof location === 'string') {
    expect(new URL(location, ORIGIN).origin, what).toBe(ORIGIN);
    expect(location, what).toMatch(OWN_ADDRESS);
  }
}
