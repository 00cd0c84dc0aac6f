import { beforeEach, describe, expect, test } from 'vitest';
import { revokeRole } from '#server/governance/moderators/grant-role.ts';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { dropWorkOfFormerModerators } from '#server/governance/moderators/drop-moderator-work.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  answerProposalAs,
  flagSubjectAs,
  findHidingDecision,
  makeFlaggedCase,
  proposeMeasureAs,
} from './cases.testing.ts';
import { makeEstablishedCommunity } from './juries.testing.ts';

/** A proposal is a moderator’s who is no party, for as long as it waits. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeEstablishedCommunity(site, 20);
  }
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const stateOf = async (caseId: string): Promise<unknown[]> => {
  const one = await site.database.prisma.moderationCase.findUniqueOrThrow({
    where: { id: caseId },
    include: { proposals: true },
  });
  return [one.state, one.takenBy, ...one.proposals.map(({ state }) => state)];
};

const runSite = () =>
  runHourlyJobs({
    database: site.database,
    store: site.store,
    clock: () => site.clock.now,
  });

describe('who proposed', () => {
  test('does not flag the same thing: the case could be decided by nobody then', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    expect((await flagSubjectAs(site, subject, moderator)).statusCode).toBe(409);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
  });

  test('takes her proposal back although she is a party by now, and the case is nobody’s', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    await site.database.prisma.caseParty.create({
      data: { caseId, memberId: moderator.id, role: 'rated' },
    });
    const withdraw = await site.post(
      `/api/moderation/cases/${caseId}/withdraw`,
      {},
      moderator.cookie,
    );
    expect(withdraw.statusCode).toBe(200);
    expect(await stateOf(caseId)).toEqual(['open', null, 'dropped']);
  });
});

describe('what a moderator proposed is dropped, and her cases are free,', () => {
  test('when her role is taken from her', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    const taken = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    await site.post(`/api/moderation/cases/${taken.caseId}/take`, {}, moderator.cookie);
    expect(await stateOf(taken.caseId)).toEqual(['open', moderator.id]);
    await site.database.prisma.$transaction((tx) =>
      revokeRole(tx, moderator.pseudonym, 'moderator', site.clock.now),
    );
    expect(await stateOf(caseId)).toEqual(['open', null, 'dropped']);
    expect(await stateOf(taken.caseId)).toEqual(['open', null]);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(409);
    expect(await findHidingDecision(site, subject)).toBeNull();
  });

  test('not while she is one', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    await site.database.prisma.$transaction((tx) => dropWorkOfFormerModerators(tx, site.clock.now));
    expect(await stateOf(caseId)).toEqual(['proposed', null, 'open']);
  });

  test('when it runs out; nobody agrees with her before the site noticed', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    site.clock.advanceDays(180);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(409);
    expect(await findHidingDecision(site, subject)).toBeNull();
    await runSite();
    expect(await stateOf(caseId)).toEqual(['open', null, 'dropped']);
  });
});
