import type { LightMyRequestResponse } from 'fastify';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeCaseDecision } from '#server/governance/case-decisions/make-decision.ts';
import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import { parseSubjectName } from '#shared/governance/cases.ts';
import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import {
  PROPOSAL_FIELDS,
  answerProposalAs,
  dismissCaseAs,
  findHidingDecision,
  makeFlaggedCase,
  proposeMeasureAs,
  veilSubjectAs,
} from './cases.testing.ts';

/** Two people at one moment, one person twice, and the program itself gone wrong. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const statuses = (answers: readonly LightMyRequestResponse[]): number[] =>
  answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
const decisionsOf = (caseId: string) =>
  site.database.prisma.decision.findMany({ where: { caseId }, include: { hands: true } });

describe('at one moment', () => {
  test('two moderators propose, veil and dismiss: one of them does', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caseId } = await makeFlaggedCase(site, { reason: 'threat' });
      const others = await Promise.all(
        Array.from({ length: 3 }, () => makeMember(site, { moderator: true })),
      );
      const [a, b, c] = others;
      const answers = await Promise.all([
        proposeMeasureAs(site, caseId, a ?? null),
        veilSubjectAs(site, caseId, b ?? null),
        dismissCaseAs(site, caseId, c ?? null),
      ]);
      expect(statuses(answers)).toEqual([200, 409, 409]);
    }
  });

  test('two agree: one decides, and there is one decision', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caseId, subject } = await makeFlaggedCase(site);
      await proposeMeasureAs(site, caseId, moderator);
      const others = await Promise.all(
        Array.from({ length: 4 }, () => makeMember(site, { established: true })),
      );
      const answers = await Promise.all(
        others.map((member) => answerProposalAs(site, caseId, member)),
      );
      expect(statuses(answers)).toEqual([200, 409, 409, 409]);
      const [made, ...more] = await decisionsOf(caseId);
      expect(more).toEqual([]);
      expect(new Set(made?.hands.map(({ memberId }) => memberId)).size).toBe(2);
      expect(await findHidingDecision(site, subject)).toBe(made?.id);
    }
  });

  test('one agrees and one objects: the first is heard', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    const other = await makeMember(site, { established: true });
    const objection = 'Je ne le pense pas.';
    const answers = await Promise.all([
      answerProposalAs(site, caseId, second),
      answerProposalAs(site, caseId, other, { answer: 'object', objection }),
    ]);
    expect(statuses(answers)).toEqual([200, 409]);
  });

  test('one person answers twice, and the proposer agrees with herself', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    const answers = await Promise.all([
      answerProposalAs(site, caseId, second),
      answerProposalAs(site, caseId, second),
      answerProposalAs(site, caseId, moderator),
    ]);
    expect(answers[2].statusCode).toBeGreaterThanOrEqual(403);
    expect(statuses(answers.slice(0, 2))).toEqual([200, 409]);
    expect(await decisionsOf(caseId)).toHaveLength(1);
  });
});

describe('the database itself refuses', () => {
  /** A decision as a faulty program would make it. */
  async function decide(
    caseId: string,
    subject: string,
    hands: readonly TestMember[],
    fields: Partial<Parameters<typeof makeCaseDecision>[1]> = {},
  ): Promise<unknown> {
    const { kind, id } = parseSubjectName(subject);
    const { prisma } = site.database;
    const loaded = await loadFlaggableSubject(prisma, kind, id);
    if (loaded === null) throw new Error('no subject');
    return prisma
      .$transaction((tx) =>
        makeCaseDecision(
          tx,
          {
            caseId,
            subject: loaded,
            kind: 'hide',
            ...PROPOSAL_FIELDS,
            origin: 'flag',
            stage: 'first',
            hands: hands.map(({ id: memberId }, nth) => ({
              seat: nth === 0 ? 'moderator' : 'member',
              handle: `H-${nth}`,
              memberId,
            })),
            ...fields,
          },
          site.clock.now,
        ),
      )
      .then(() => null)
      .catch((error: unknown) => error);
  }

  test('one person twice, one alone, a party, and a veil that is too long', async () => {
    const { caseId, subject, author, flagger } = await makeFlaggedCase(site);
    const until = new Date(site.clock.now.getTime() + 73 * 3_600_000);
    const faultOf = async (...attempt: Parameters<typeof decide>) =>
      classifyDatabaseError(await decide(...attempt));
    const veiled = { kind: 'veil', stage: 'veil', until } as const;
    expect([
      await faultOf(caseId, subject, [moderator]),
      await faultOf(caseId, subject, [moderator], { alone: true }),
      await faultOf(caseId, subject, [moderator], veiled),
      await faultOf(caseId, subject, []),
      await faultOf(caseId, subject, [moderator, author]),
      await faultOf(caseId, subject, [moderator, flagger]),
    ]).toEqual(['refused', 'refused', 'refused', 'refused', 'not-theirs', 'not-theirs']);
    expect(await decide(caseId, subject, [moderator, moderator])).not.toBeNull();
    expect(await findHidingDecision(site, subject)).toBeNull();
    expect(await decide(caseId, subject, [moderator, second])).toBeNull();
  });
});
