import { beforeEach, describe, expect, test } from 'vitest';
import type { AppealResponse } from '#shared/governance/appeals.ts';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import type { OwnJuriesResponse } from '#shared/governance/juries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  dismissCaseAs,
  flagSubjectAs,
  findHidingDecision,
  makeFlaggedCase,
} from './cases.testing.ts';
import {
  APPEAL_TEXT,
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  makeEstablishedCommunity,
  findAskedJurors,
  findJuryOfCase,
  makeHiddenSubject,
  makeSittingJury,
  readJury,
  runMinuteJobs,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  if (site !== undefined) return;
  site = await createTestApp();
  await makeEstablishedCommunity(site);
});

const readAppeal = async (decision: string, member: TestMember): Promise<AppealResponse> =>
  (await site.get(`/api/decisions/${decision}/appeal`, member.cookie)).json<AppealResponse>();
const readDecision = async (id: string): Promise<DecisionResponse> =>
  (await site.get(`/api/decisions/${id}`)).json<DecisionResponse>();
const linesOf = async (member: TestMember) =>
  (await site.get('/api/me/inbox', member.cookie)).json<InboxResponse>().items;
const withdraw = (id: string, member: TestMember | null) =>
  site.post(`/api/appeals/${id}/withdraw`, {}, member?.cookie);

describe('an appeal', () => {
  test('opens a jury, is known without its text or author, and the decision holds meanwhile', async () => {
    const { caseId, subject, decision, author, flagger } = await makeHiddenSubject(site);
    expect(await readAppeal(decision, author)).toMatchObject({
      can: { appeal: true },
      why: null,
      mine: null,
    });
    const made = await appealAs(site, decision, author);
    expect(made.statusCode).toBe(201);
    const { id } = made.json<{ id: string }>();
    expect(await findHidingDecision(site, subject)).toBe(decision);
    const jury = await findJuryOfCase(site, caseId);
    const shown = await site.get(`/api/decisions/${decision}`);
    expect(shown.json<DecisionResponse>().appeals).toEqual([{ state: 'open', jury }]);
    expect(shown.body).not.toContain(APPEAL_TEXT);
    expect(shown.body).not.toContain(id);
    expect(await readAppeal(decision, author)).toMatchObject({
      can: { appeal: false },
      why: 'used',
      mine: { id, state: 'open', text: APPEAL_TEXT, jury, can: { withdraw: true } },
    });
    expect((await readAppeal(decision, flagger)).mine).toBeNull();
    expect(await kindsInRecord(site, `appeal/${id}`)).toEqual(['appeal-made']);
    expect(await kindsInRecord(site, `jury/${jury}`)).toEqual(['jury-called']);
    expect(await readJury(site, jury)).toMatchObject({
      appeal: true,
      against: decision,
      about: subject,
      state: 'waiting',
      seats: 3,
    });
    for (const member of [author, flagger]) {
      expect((await linesOf(member)).map(({ kind }) => kind)).toContain('jury-called');
    }
    const mine = await site.get('/api/me/juries', author.cookie);
    expect(mine.json<OwnJuriesResponse>()).toMatchObject({
      draws: [{ jury, role: 'author', can: { give: true, reveal: false } }],
      appeals: [{ id, decision, state: 'open', jury, can: { withdraw: true } }],
    });
  });

  test('is of author and flagger, who could gain by it; of nobody else', async () => {
    const { decision, author, flagger, moderator, second } = await makeHiddenSubject(site);
    expect((await appealAs(site, decision, null)).statusCode).toBe(401);
    for (const member of [moderator, second, await makeMember(site, { established: true })]) {
      expect((await appealAs(site, decision, member)).statusCode).toBe(403);
      expect((await readAppeal(decision, member)).why).toBe('not-concerned');
    }
    expect((await appealAs(site, 'zzzzzzzzzzzz', author)).statusCode).toBe(404);
    expect((await appealAs(site, decision, author, { text: 'Non.' })).statusCode).toBe(422);
    // Who flagged it may want it taken out of reading; its author has nothing to win where it stays.
    expect((await readAppeal(decision, flagger)).can.appeal).toBe(true);
    const left = await makeFlaggedCase(site);
    await dismissCaseAs(site, left.caseId, await makeMember(site, { moderator: true }));
    const { id } = await site.database.prisma.decision.findFirstOrThrow({
      where: { caseId: left.caseId },
    });
    expect((await readAppeal(id, left.author)).why).toBe('nothing-to-gain');
    expect((await appealAs(site, id, left.author)).statusCode).toBe(403);
    expect((await appealAs(site, id, left.flagger)).statusCode).toBe(201);
  });

  test('is not of who speaks for whom it rates, though she flagged it', async () => {
    const { caseId, flagger } = await makeFlaggedCase(site, { ratedParty: true });
    await dismissCaseAs(site, caseId, await makeMember(site, { moderator: true }));
    const { id } = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
    expect((await readAppeal(id, flagger)).why).toBe('not-concerned');
    expect((await appealAs(site, id, flagger)).statusCode).toBe(403);
  });

  test('is made once a case, and by one form once', async () => {
    const { caseId, decision, author } = await makeHiddenSubject(site);
    const twice = { _key: 'once-and-once-only' };
    const [one, two] = [
      await appealAs(site, decision, author, twice),
      await appealAs(site, decision, author, twice),
    ];
    expect([one.statusCode, two.statusCode]).toEqual([201, 201]);
    expect(two.json()).toEqual(one.json());
    expect((await appealAs(site, decision, author)).statusCode).toBe(409);
    expect(await site.database.prisma.jury.count({ where: { caseId } })).toBe(1);
  });

  test('comes within six months, to the day', async () => {
    const { decision, author } = await makeHiddenSubject(site);
    const { until } = await readAppeal(decision, author);
    const before = site.clock.now;
    try {
      site.clock.now = new Date(`${until}T23:59:00Z`);
      expect((await readAppeal(decision, author)).can.appeal).toBe(true);
      site.clock.advanceDays(1);
      expect((await readAppeal(decision, author)).why).toBe('too-late');
      expect((await appealAs(site, decision, author)).statusCode).toBe(409);
    } finally {
      site.clock.now = before;
    }
  });

  test('joins the jury of another one that waits, and waits for nothing once a jury sits', async () => {
    const { caseId, decision, author, flagger } = await makeHiddenSubject(site);
    await appealAs(site, decision, author);
    expect((await appealAs(site, decision, flagger)).statusCode).toBe(201);
    expect(await site.database.prisma.jury.count({ where: { caseId } })).toBe(1);
    const sitting = await makeSittingJury(site);
    expect((await readAppeal(sitting.decision, sitting.flagger)).why).toBe('jury-sits');
    expect((await appealAs(site, sitting.decision, sitting.flagger)).statusCode).toBe(409);
  });

  test('is taken back by who made it, until the jury is drawn', async () => {
    const { caseId, subject, decision, author, flagger } = await makeHiddenSubject(site);
    const { id } = (await appealAs(site, decision, author)).json<{ id: string }>();
    expect((await withdraw(id, null)).statusCode).toBe(401);
    expect((await withdraw(id, flagger)).statusCode).toBe(404);
    expect((await withdraw('zzzzzzzzzzzz', author)).statusCode).toBe(404);
    expect((await withdraw(id, author)).statusCode).toBe(200);
    expect((await withdraw(id, author)).statusCode).toBe(409);
    expect(await findHidingDecision(site, subject)).toBe(decision);
    const { state } = await site.database.prisma.moderationCase.findUniqueOrThrow({
      where: { id: caseId },
    });
    expect(state).toBe('closed');
    expect((await readJury(site, await findJuryOfCase(site, caseId))).state).toBe('dropped');
    expect(await kindsInRecord(site, `appeal/${id}`)).toEqual(['appeal-made', 'appeal-withdrawn']);
    expect((await readAppeal(decision, author)).why).toBe('used');
    // Another's is not lost with it.
    expect((await appealAs(site, decision, flagger)).statusCode).toBe(201);
    const sitting = await makeSittingJury(site);
    const { mine } = await readAppeal(sitting.decision, sitting.author);
    expect((await withdraw(mine?.id ?? '', sitting.author)).statusCode).toBe(409);
  });

  test('reverses a decision by a new one, with reasons, and tells all whom it concerns', async () => {
    const { caseId, jury, subject, decision, author, flagger } = await makeSittingJury(site);
    const [a, b] = await findAskedJurors(site, jury);
    await castVoteAs(site, jury, a ?? null, { reason: 'Ce sont des faits.' });
    expect(await findHidingDecision(site, subject)).toBe(decision);
    expect(
      (await castVoteAs(site, jury, b ?? null, { reason: 'Aucune insulte.' })).statusCode,
    ).toBe(200);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const former = await readDecision(decision);
    expect(former.appeals).toEqual([{ state: 'reversed', jury }]);
    const made = await readDecision(former.replacedBy ?? '');
    expect(made).toMatchObject({
      kind: 'restore',
      stage: 'appeal',
      replaces: decision,
      jury,
      alone: false,
      automated: false,
      hands: [{ seat: 'juror' }, { seat: 'juror' }],
    });
    expect(made.reason).toContain('Ce sont des faits.');
    expect(made.reason).toContain('Aucune insulte.');
    const told = await linesOf(author);
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'appeal', facts: { appeal: 'reversed' } }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'decision', facts: { measure: 'restore' } }),
    );
    expect(await linesOf(flagger)).toContainEqual(
      expect.objectContaining({
        kind: 'flag-decided',
        facts: { measure: 'restore', outcome: 'not-upheld' },
      }),
    );
    const { state } = await site.database.prisma.moderationCase.findUniqueOrThrow({
      where: { id: caseId },
    });
    expect(state).toBe('closed');
    expect((await kindsInRecord(site, `jury/${jury}`)).toSorted()).toEqual([
      'content-stated',
      'jury-called',
      'jury-decided',
      'jury-drawn',
    ]);
    // A flagger may ask others again, once; who decided before is in no pool of theirs.
    expect((await appealAs(site, made.id, flagger)).statusCode).toBe(201);
    const again = await findJuryOfCase(site, caseId);
    for (const juror of [a, b]) {
      const own = await site.get(`/api/juries/${again}/mine`, juror?.cookie);
      expect(own.json()).toMatchObject({ pool: null });
    }
  });

  test('confirms a decision by a new one, and flags keep what was said of them', async () => {
    const { caseId, flagger } = await makeFlaggedCase(site);
    const moderator = await makeMember(site, { moderator: true });
    await dismissCaseAs(site, caseId, moderator, { unfounded: true });
    const { id: decision } = await site.database.prisma.decision.findFirstOrThrow({
      where: { caseId },
    });
    await appealAs(site, decision, flagger);
    const jury = await findJuryOfCase(site, caseId);
    await drawJuryAfterHour(site, jury);
    for (const juror of (await findAskedJurors(site, jury)).slice(0, 2)) {
      expect((await castVoteAs(site, jury, juror, { vote: 'dismiss' })).statusCode).toBe(200);
    }
    const former = await readDecision(decision);
    expect(former.appeals).toEqual([{ state: 'upheld', jury }]);
    expect(await readDecision(former.replacedBy ?? '')).toMatchObject({
      kind: 'dismiss',
      stage: 'appeal',
    });
    const { outcome } = await site.database.prisma.flag.findFirstOrThrow({ where: { caseId } });
    expect(outcome).toBe('unfounded');
    expect(await linesOf(flagger)).toContainEqual(
      expect.objectContaining({ kind: 'appeal', facts: { appeal: 'upheld' } }),
    );
  });

  test('that no jury could decide leaves the decision, and can be made again', async () => {
    const { jury, subject, decision, author } = await makeSittingJury(site);
    // Nobody answers, however many are asked.
    for (let day = 0; day < 10; day += 1) {
      site.clock.advanceDays(1);
      await runMinuteJobs(site);
    }
    expect((await readJury(site, jury)).state).toBe('failed');
    expect(await findHidingDecision(site, subject)).toBe(decision);
    expect(await readAppeal(decision, author)).toMatchObject({
      can: { appeal: true },
      mine: { state: 'undecided' },
    });
    expect(await linesOf(author)).toContainEqual(
      expect.objectContaining({ kind: 'appeal', facts: { appeal: 'undecided' } }),
    );
    expect((await appealAs(site, decision, author)).statusCode).toBe(201);
    expect(await readAppeal(decision, author)).toMatchObject({ mine: { state: 'open' } });
  });

  test('waits while another case about the same thing is open', async () => {
    const { subject, decision, author } = await makeHiddenSubject(site);
    const third = await makeMember(site);
    expect((await flagSubjectAs(site, subject, third, { reason: 'advertising' })).statusCode).toBe(
      201,
    );
    expect((await readAppeal(decision, author)).why).toBe('case-open');
    expect((await appealAs(site, decision, author)).statusCode).toBe(409);
  });
});
