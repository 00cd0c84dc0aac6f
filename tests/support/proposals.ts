import type { LightMyRequestResponse } from 'fastify';
import { randomId } from '#server/core/ids.ts';
import { CHANGE_KINDS } from '#server/governance/change-kinds.ts';
import { runDueProposedChanges } from '#server/identity/two-person-approval/run-due-proposed-changes.ts';
import {
  proposedChangesResponse,
  proposedChange,
  type ProposedChangesResponse,
  type ProposedChange,
} from '#shared/identity/two-person-approval.ts';
import type { TestApp } from './app.ts';
import { makeThread } from './forum.ts';
import { makeMember, type TestMember } from './members.ts';

/** The proposals that a member may confirm, and her own. */
export async function actsOf(
  site: TestApp,
  { cookie }: TestMember,
): Promise<ProposedChangesResponse> {
  return proposedChangesResponse.parse((await site.get('/api/moderation/acts', cookie)).json());
}

/** Reads one proposal as a given visitor. */
export async function readAct(
  site: TestApp,
  id: string,
  by: TestMember | null = null,
): Promise<ProposedChange> {
  const response = await site.get(`/api/moderation/acts/${id}`, by?.cookie);
  if (response.statusCode !== 200) throw new Error(response.body);
  return proposedChange.parse(response.json());
}

/** Confirms or refuses a proposal; returns the status. */
export async function answerAct(
  site: TestApp,
  id: string,
  { cookie }: TestMember,
  body: object = { answer: 'confirm' },
): Promise<number> {
  return (await site.post(`/api/moderation/acts/${id}/answer`, body, cookie)).statusCode;
}

/** Runs the time-based steps of proposals. */
export async function tend(site: TestApp): Promise<void> {
  await runDueProposedChanges(site.database, CHANGE_KINDS, site.clock.now);
}

/**
 * Submits a moderator's proposal and confirms it as another moderator. Returns the response to the
 * proposal, or to the confirmation where that is refused.
 */
export async function decideByTwo(
  site: TestApp,
  path: string,
  body: object,
  { cookie }: Pick<TestMember, 'cookie'>,
): Promise<LightMyRequestResponse> {
  const proposed = await site.post(path, body, cookie);
  if (proposed.statusCode !== 201) return proposed;
  const { id } = proposed.json<{ id?: string }>();
  // Applied at once: slow mode changes no content.
  if (id === undefined) return proposed;
  const second = await makeMember(site, { moderator: true });
  const answer = { answer: 'confirm' };
  const confirmed = await site.post(`/api/moderation/acts/${id}/answer`, answer, second.cookie);
  return confirmed.statusCode === 200 ? proposed : confirmed;
}

/** Confirms all open proposals, as another moderator. */
export async function confirmAll(site: TestApp): Promise<void> {
  const second = await makeMember(site, { moderator: true });
  for (const { id } of (await actsOf(site, second)).waiting) await answerAct(site, id, second);
}

/** A moderator's renaming of a thread, waiting for confirmation or decided alone. */
export async function makeAct(
  site: TestApp,
  overrides: { state?: 'open' | 'alone'; memberId?: string } = {},
): Promise<string> {
  const { id: thread } = await makeThread(site, { title: 'Un ancien titre' });
  const memberId = overrides.memberId ?? (await makeMember(site, { moderator: true })).id;
  const { id } = await site.database.prisma.proposedChange.create({
    data: {
      id: randomId(),
      kind: 'rename-thread',
      subject: `thread/${thread}`,
      reason: 'Le titre accuse sans preuve.',
      payload: { title: 'Un nouveau titre' },
      memberId,
      handle: 'M-TEST1',
      proposedAt: site.clock.now,
      state: overrides.state ?? 'open',
      before: { title: 'Un ancien titre', category: 'paiements', closedRule: null },
    },
  });
  return id;
}
