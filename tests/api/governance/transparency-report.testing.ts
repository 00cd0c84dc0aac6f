import {
  registerLegalDemand,
  setLegalDemandOutcome,
} from '#server/governance/legal-demands/actions.ts';
import type { Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { endCase } from '#server/governance/case-decisions/end-case.ts';
import { liftExpiredVeils } from '#server/governance/case-decisions/lift-veils.ts';
import { makeCaseDecision } from '#server/governance/case-decisions/make-decision.ts';
import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { parseSubjectName } from '#shared/governance/cases.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  answerProposalAs,
  dismissCaseAs,
  giveCaseTo,
  makeFlaggedCase,
  proposeMeasureAs,
  veilSubjectAs,
  PROPOSAL_FIELDS,
} from './cases.testing.ts';

const HOUR_MS = 3_600_000;
const DECEMBER = new Date('2025-12-30T10:00:00Z');
const JANUARY = new Date('2026-01-05T10:00:00Z');
/** When the history has been lived through. */
export const END_OF_HISTORY = new Date('2026-01-20T10:00:00Z');
const THREAT = { reason: 'threat' };

type Case = Awaited<ReturnType<typeof makeFlaggedCase>>;

const act = <Made>({ database }: TestApp, run: (tx: Db) => Promise<Made>): Promise<Made> =>
  database.prisma.$transaction(run);

/** Does something so many hours after a moment. */
async function doAt(
  site: TestApp,
  start: Date,
  hours: number,
  run: () => Promise<unknown>,
): Promise<void> {
  site.clock.now = new Date(start.getTime() + hours * HOUR_MS);
  const done = (await run()) as { statusCode?: number; body?: string } | undefined;
  if ((done?.statusCode ?? 200) >= 400) throw new Error(done?.body);
}

/**
 * Two cases in December: A, hidden by two after 10 hours; B, flagged for who is rated, dismissed as
 * unfounded after 4. In January: C, a threat that was veiled and hidden by two after 3 hours; D, whose
 * veil ran out; E, which waits; F, which a jury decided after 25 hours; and three appeals.
 */
export async function makeModerationHistory(site: TestApp): Promise<TestMember> {
  const at = (start: Date, hours: number, run: () => Promise<unknown>): Promise<void> =>
    doAt(site, start, hours, run);
  const people: TestMember[] = [];
  site.clock.now = DECEMBER;
  for (let count = 0; count < 20; count += 1) {
    people.push(await makeMember(site, { established: true }));
  }
  const moderator = await makeMember(site, { moderator: true });
  const second = people[0] ?? moderator;

  const a = await makeFlaggedCase(site);
  const b = await makeFlaggedCase(site, { ratedParty: true });
  await at(DECEMBER, 4, () => dismissCaseAs(site, b.caseId, moderator, { unfounded: true }));
  await at(DECEMBER, 9, () => proposeMeasureAs(site, a.caseId, moderator));
  await at(DECEMBER, 10, () => answerProposalAs(site, a.caseId, second));

  site.clock.now = JANUARY;
  const c = await makeFlaggedCase(site, THREAT);
  const d = await makeFlaggedCase(site, THREAT);
  const f = await makeFlaggedCase(site);
  await at(JANUARY, 1, () => veilSubjectAs(site, c.caseId, moderator));
  await at(JANUARY, 1, () => veilSubjectAs(site, d.caseId, moderator));
  await at(JANUARY, 3, () => giveCaseTo(site, c.caseId, second));
  await at(JANUARY, 3, () => answerProposalAs(site, c.caseId, second));
  await at(JANUARY, 5, () => outside(site));
  await at(JANUARY, 25, () => juryDecides(site, f, people.slice(1)));
  await at(JANUARY, 40, () => decideReply(site, moderator));
  await at(JANUARY, 74, () => liftExpiredVeils(site.database, site.clock.now));
  await at(JANUARY, 100, async () => {
    await appeal(site, a, 'reversed');
    await appeal(site, b, 'open');
    await appeal(site, c, 'withdrawn');
  });
  await at(JANUARY, 200, () => makeFlaggedCase(site));
  site.clock.now = END_OF_HISTORY;
  return moderator;
}

/** Six were drawn: one declined, one said nothing, one could not sit; the three others hid it. */
async function juryDecides(
  site: TestApp,
  { caseId, subject: name }: Case,
  jurors: readonly TestMember[],
): Promise<void> {
  const { now } = site.clock;
  const calledAt = new Date(now.getTime() - 24 * HOUR_MS);
  const states = ['declined', 'silent', 'voted', 'voted', 'voted', 'passed-over'];
  await act(site, async (tx) => {
    const { kind, id } = parseSubjectName(name);
    const subject = await loadFlaggableSubject(tx, kind, id);
    if (subject === null) throw new Error('no subject');
    await tx.moderationCase.update({ where: { id: caseId }, data: { state: 'jury' } });
    const of = { caseId, drawHour: calledAt, calledAt, pool: [], poolHash: '0' };
    const juryId = randomId();
    await tx.jury.create({
      data: {
        id: juryId,
        ...of,
        seats: 3,
        state: 'decided',
        endedAt: now,
        jurors: {
          create: jurors.slice(0, 6).map(({ id: memberId }, nth) => ({
            place: nth + 1,
            drawn: String(nth),
            memberId,
            state: states[nth] ?? 'asked',
            vote: states[nth] === 'voted' ? 'hide' : null,
            askedAt: calledAt,
          })),
        },
      },
    });
    // What did not decide is in no median.
    for (const state of ['failed', 'dropped']) {
      await tx.jury.create({ data: { id: randomId(), ...of, seats: 3, state, endedAt: calledAt } });
    }
    const hands = jurors
      .slice(2, 5)
      .map(({ id: memberId }, nth) => ({ seat: 'juror', handle: `J-${nth}`, memberId }) as const);
    const made = await makeCaseDecision(
      tx,
      { caseId, subject, kind: 'hide', ...PROPOSAL_FIELDS, origin: 'flag', stage: 'jury', hands },
      now,
    );
    await tx.jury.update({ where: { id: juryId }, data: { decisionId: made.id } });
    await endCase(tx, { caseId, subject, decision: { id: made.id, kind: 'hide' } }, now);
  });
}

async function appeal(
  site: TestApp,
  { caseId, author }: Case,
  state: 'open' | 'reversed' | 'withdrawn',
): Promise<void> {
  const { now } = site.clock;
  const { id } = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
  await site.database.prisma.appeal.create({
    data: {
      id: randomId(),
      caseId,
      decisionId: id,
      memberId: author.id,
      role: 'author',
      text: 'Je ne suis pas d’accord.',
      appealedAt: now,
      state,
      endedAt: state === 'open' ? null : new Date(now.getTime() + 36 * HOUR_MS),
    },
  });
}

/** A notice that nobody answered, a reply, and two demands, one of which is withheld. */
async function outside(site: TestApp): Promise<void> {
  const { now } = site.clock;
  const notice = await site.post('/api/notices', {
    url: 'http://localhost/fr/plateformes',
    reasons: 'Cette page entière est illicite, voici pourquoi.',
    name: 'Une société',
    email: 'droit@societe.example',
    goodFaith: 'on',
  });
  if (notice.statusCode !== 201) throw new Error(notice.body);
  const reply = await site.post('/api/replies', {
    platform: 'clickworker',
    signedAs: 'Une société',
    text: 'Nous payons tous les vendredis, comme annoncé.',
    entitled: 'on',
  });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  const receivedOn = '2026-01-05';
  const { id } = await act(site, (tx) =>
    registerLegalDemand(
      tx,
      { sender: 'police', receivedOn, asks: 'data', what: 'Des noms, des adresses.' },
      now,
    ),
  );
  await act(site, (tx) => setLegalDemandOutcome(tx, id, { outcome: 'refused', answer: null }, now));
  await act(site, (tx) =>
    registerLegalDemand(tx, { sender: 'court', receivedOn, asks: 'removal', what: null }, now),
  );
}

async function decideReply(site: TestApp, moderator: TestMember): Promise<unknown> {
  const { id } = await site.database.prisma.reply.findFirstOrThrow();
  return site.post(`/api/replies/${id}/decision`, { decision: 'publish' }, moderator.cookie);
}
