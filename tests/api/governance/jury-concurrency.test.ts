import { beforeEach, describe, expect, test } from 'vitest';
import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import { makeCaseDecision } from '#server/governance/case-decisions/make-decision.ts';
import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { parseSubjectName } from '#shared/governance/cases.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { PROPOSAL_FIELDS, findHidingDecision } from './cases.testing.ts';
import {
  appealAs,
  castVoteAs,
  declineSeatAs,
  drawJuryAfterHour,
  makeEstablishedCommunity,
  findAskedJurors,
  findJuryOfCase,
  makeContestedCase,
  makeHiddenSubject,
  makeSittingJury,
  advanceClockHours,
  readJury,
  runMinuteJobs,
  statusCodesOf,
} from './juries.testing.ts';

/** Two acts at one moment, and a program gone wrong: the database holds who may decide. */

let site: TestApp;

beforeEach(async () => {
  site ??= await createTestApp();
  await makeEstablishedCommunity(site, 20);
});

const decisionsOf = (caseId: string, stage: string) =>
  site.database.prisma.decision.findMany({ where: { caseId, stage }, include: { hands: true } });

describe('at one moment', () => {
  test('two give the last vote: one decision is made, by votes that were there', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { jury, caseId, subject } = await makeSittingJury(site);
      const jurors = await findAskedJurors(site, jury);
      const answers = await Promise.all(jurors.map((juror) => castVoteAs(site, jury, juror)));
      expect(statusCodesOf(answers)).toEqual([200, 200, 409]);
      const [made, ...more] = await decisionsOf(caseId, 'appeal');
      expect(more).toEqual([]);
      expect(new Set(made?.hands.map(({ memberId }) => memberId)).size).toBe(2);
      expect(await findHidingDecision(site, subject)).toBeNull();
    }
  });

  test('one juror votes twice, and declines: one of them is done', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { jury } = await makeSittingJury(site);
      const [juror = null] = await findAskedJurors(site, jury);
      const answers = await Promise.all([
        castVoteAs(site, jury, juror),
        declineSeatAs(site, jury, juror),
        castVoteAs(site, jury, juror),
      ]);
      expect(statusCodesOf(answers)).toEqual([200, 409, 409]);
      // Whichever it was, three seats are held.
      const { order } = await readJury(site, jury);
      expect(order.filter(({ state }) => state === 'asked')).toHaveLength(3);
    }
  });

  test('author and flagger appeal, and the author twice: one jury is called', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { caseId, decision, author, flagger } = await makeHiddenSubject(site);
      const answers = await Promise.all([
        appealAs(site, decision, author),
        appealAs(site, decision, flagger),
        appealAs(site, decision, author),
      ]);
      expect(statusCodesOf(answers)).toEqual([201, 201, 409]);
      expect(await site.database.prisma.jury.count({ where: { caseId } })).toBe(1);
    }
  });

  test('the site draws twice, and two processes replace the silent: each is asked once', async () => {
    const { caseId, decision, author } = await makeHiddenSubject(site);
    await appealAs(site, decision, author);
    const jury = await findJuryOfCase(site, caseId);
    advanceClockHours(site, 26);
    await sequence(site);
    await Promise.all([runMinuteJobs(site), runMinuteJobs(site), runMinuteJobs(site)]);
    expect((await findAskedJurors(site, jury)).length).toBe(3);
    advanceClockHours(site, 72);
    await Promise.all([runMinuteJobs(site), runMinuteJobs(site), runMinuteJobs(site)]);
    const asked = await findAskedJurors(site, jury);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(3);
  });

  test('an appeal is taken back while the jury is drawn: it sits, or it is dropped', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { caseId, decision, author } = await makeHiddenSubject(site);
      const { id } = (await appealAs(site, decision, author)).json<{ id: string }>();
      const jury = await findJuryOfCase(site, caseId);
      advanceClockHours(site, 26);
      await sequence(site);
      const [taken] = await Promise.all([
        site.post(`/api/appeals/${id}/withdraw`, {}, author.cookie),
        runMinuteJobs(site),
      ]);
      const { state } = await readJury(site, jury);
      expect([taken.statusCode, state]).toEqual(
        taken.statusCode === 200 ? [200, 'dropped'] : [409, 'sitting'],
      );
      const made = await site.database.prisma.moderationCase.findUniqueOrThrow({
        where: { id: caseId },
      });
      expect(made.state).toBe(state === 'dropped' ? 'closed' : 'jury');
    }
  });
});

describe('the database itself refuses', () => {
  /** A decision of a jury as a faulty program would make it. */
  async function decide(
    { caseId, subject, jury }: { caseId: string; subject: string; jury: string | null },
    hands: readonly TestMember[],
    fields: { kind?: 'hide' | 'remove' | 'dismiss' | 'restore'; seat?: 'juror' | 'member' } = {},
  ): Promise<unknown> {
    const { kind: of, id } = parseSubjectName(subject);
    const { prisma } = site.database;
    const loaded = await loadFlaggableSubject(prisma, of, id);
    if (loaded === null) throw new Error('no subject');
    const { seat = 'juror', kind = 'hide' } = fields;
    return prisma
      .$transaction(async (tx) => {
        const made = await makeCaseDecision(
          tx,
          {
            caseId,
            subject: loaded,
            kind,
            ...PROPOSAL_FIELDS,
            origin: 'flag',
            stage: 'appeal',
            hands: hands.map(({ id: memberId }, nth) => ({ seat, handle: `J-${nth}`, memberId })),
          },
          site.clock.now,
        );
        if (jury !== null) {
          await tx.jury.update({ where: { id: jury }, data: { decisionId: made.id } });
        }
      })
      .then(() => null)
      .catch((error: unknown) => error);
  }

  test('one’s own appeal, who decided before, who was not drawn, and who voted otherwise', async () => {
    const made = await makeSittingJury(site);
    const { jury, author, flagger, moderator, second } = made;
    const { prisma } = site.database;
    const [a, b, c] = await findAskedJurors(site, jury);
    if (a === undefined || b === undefined || c === undefined) throw new Error('nobody asked');
    const vote = (members: TestMember[], voted: string) =>
      prisma.juror.updateMany({
        where: { juryId: jury, memberId: { in: members.map(({ id }) => id) } },
        data: { state: 'voted', vote: voted, reason: 'Voilà.' },
      });
    await vote([a, b], 'hide');
    await vote([c], 'restore');
    const faultOf = async (...attempt: Parameters<typeof decide>) =>
      classifyDatabaseError(await decide(...attempt));
    const stranger = await makeMember(site, { established: true });
    expect([
      // The author of the appeal, and a flagger.
      await faultOf(made, [a, author]),
      await faultOf(made, [a, flagger]),
      // Who proposed the decision, and who agreed.
      await faultOf(made, [a, moderator]),
      await faultOf(made, [a, second]),
      await faultOf(made, [a, stranger]),
      await faultOf(made, [a, c]),
      await faultOf(made, [a, b], { kind: 'remove' }),
      await faultOf(made, [a, b], { kind: 'restore' }),
      await faultOf(made, [a]),
      await faultOf(made, [c], { kind: 'restore' }),
      await faultOf(made, [a, b], { seat: 'member' }),
      await faultOf({ ...made, jury: null }, [a, b]),
      await faultOf(made, []),
    ]).toEqual([
      'not-theirs',
      'not-theirs',
      'not-theirs',
      'not-theirs',
      ...Array.from({ length: 9 }, () => 'refused'),
    ]);
    expect(await decide(made, [a, a])).not.toBeNull();
    expect(await decide(made, [a, b])).toBeNull();
    // As the program does in one go: nothing is left for the site to do.
    await prisma.jury.update({ where: { id: jury }, data: { state: 'decided' } });
  });

  test('a juror who became a party, and one who objected before', async () => {
    const made = await makeContestedCase(site);
    await drawJuryAfterHour(site, made.jury);
    const { prisma } = site.database;
    const [a, b] = await findAskedJurors(site, made.jury);
    if (a === undefined || b === undefined) throw new Error('nobody asked');
    const objector = { juryId: made.jury, place: 90, drawn: 'x', askedAt: site.clock.now };
    await prisma.juror.create({
      data: { ...objector, memberId: made.second.id, state: 'voted', vote: 'hide' },
    });
    await prisma.juror.updateMany({
      where: { juryId: made.jury, memberId: { in: [a.id, b.id] } },
      data: { state: 'voted', vote: 'hide' },
    });
    expect(classifyDatabaseError(await decide(made, [a, made.second]))).toBe('not-theirs');
    await prisma.caseParty.create({
      data: { caseId: made.caseId, memberId: b.id, role: 'flagger' },
    });
    expect(classifyDatabaseError(await decide(made, [a, b]))).toBe('not-theirs');
  });
});
