import { beforeEach, describe, expect, test } from 'vitest';
import { grantRole } from '#server/governance/moderators/grant-role.ts';
import { eraseOldDecisionMakers } from '#server/governance/moderators/erase-decision-makers.ts';
import { erasePartiesOfOldCases } from '#server/governance/cases/erase-parties-of-old-cases.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { findLinks } from '#tests/support/old-backup-thief.ts';
import {
  castVoteAs,
  drawJuryAfterHour,
  makeEstablishedCommunity,
  giveNonceAs,
  findAskedJurors,
  makeWaitingJury,
  readJury,
} from './juries.testing.ts';
import { dismissCaseAs, makeFlaggedCase } from './cases.testing.ts';

/** What is forgotten cannot be found again by whoever gets hold of the database. */

let site: TestApp;

beforeEach(async () => {
  if (site !== undefined) return;
  site = await createTestApp();
  await makeEstablishedCommunity(site, 21);
});

/** What of a case today's database still says of a member, to a thief who knows her id. */
async function linksTo(member: TestMember): Promise<string[]> {
  const links = await findLinks(site, [{ id: member.id }]);
  return [...new Set(links.map(({ table }) => table))].filter((table) => ABOUT_CASES.has(table));
}

const ABOUT_CASES = new Set([
  'appeal',
  'case_party',
  'case_proposal',
  'decision_hand',
  'flag',
  'juror',
  'jury',
  'jury_nonce',
  'record_entry',
]);

const forget = () =>
  site.database.prisma.$transaction((tx) => erasePartiesOfOldCases(tx, site.clock.now));

describe('a year after a case ended', () => {
  test('nobody finds in the record who flagged; what the act says can still be proved', async () => {
    const { caseId, flagger } = await makeFlaggedCase(site);
    const moderator = await makeMember(site, { moderator: true });
    await dismissCaseAs(site, caseId, moderator);
    const subject = `case/${caseId}`;
    site.clock.advanceDays(364);
    await forget();
    expect(await linksTo(flagger)).toEqual(['case_party', 'flag']);
    site.clock.advanceDays(2);
    await forget();
    expect(await linksTo(flagger)).toEqual([]);
    const acts = await site.database.prisma.recordEntry.findMany({ where: { subject } });
    expect(acts.map(({ salt }) => salt === null)).toEqual([false, false, false, false]);
  });

  test('nor who appealed, nor who added words to a draw', async () => {
    const { jury, caseId, author } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { words: 'un héron sur le toit' });
    await drawJuryAfterHour(site, jury);
    for (const juror of (await findAskedJurors(site, jury)).slice(0, 2))
      await castVoteAs(site, jury, juror);
    expect((await readJury(site, jury)).state).toBe('decided');
    expect(await linksTo(author)).toEqual(['appeal', 'case_party', 'jury_nonce']);
    site.clock.advanceDays(366);
    await forget();
    expect(await linksTo(author)).toEqual(['case_party']);
    const words = await site.database.prisma.juryNonce.findMany({ where: { juryId: jury } });
    expect(words.map(({ memberId }) => memberId)).toEqual([null]);
    expect(await site.database.prisma.flag.count({ where: { caseId, sentence: '' } })).toBe(1);
  });
});

test('who proposed, agreed and sat on a jury is forgotten once nobody can appeal, not before', async () => {
  const { jury, caseId, decision, author } = await makeWaitingJury(site);
  await drawJuryAfterHour(site, jury);
  for (const juror of (await findAskedJurors(site, jury)).slice(0, 2))
    await castVoteAs(site, jury, juror);
  const { prisma } = site.database;
  const known = async (): Promise<number[]> => {
    await prisma.$transaction((tx) => eraseOldDecisionMakers(tx, site.clock.now));
    const named = { NOT: { memberId: null } };
    return [
      await prisma.decisionHand.count({ where: { decision: { caseId }, ...named } }),
      await prisma.caseProposal.count({
        where: { caseId, OR: [named, { NOT: { secondId: null } }] },
      }),
      await prisma.juror.count({ where: { jury: { caseId }, ...named } }),
      await prisma.juryCandidate.count({ where: { jury: { caseId } } }),
    ];
  };
  site.clock.advanceDays(180);
  const before = await known();
  expect(before.slice(0, 2)).toEqual([4, 1]);
  expect(before[2]).toBeGreaterThanOrEqual(3);
  expect(before[3]).toBeGreaterThanOrEqual(3);
  // An appeal that is still open holds them.
  const { memberId } = await prisma.appeal.findFirstOrThrow({ where: { decisionId: decision } });
  expect(memberId).toBe(author.id);
  const set = (state: string) => prisma.appeal.updateMany({ where: { caseId }, data: { state } });
  await set('open');
  site.clock.advanceDays(8);
  expect(await known()).toEqual(before);
  await set('reversed');
  expect(await known()).toEqual([0, 0, 0, 0]);
  const hands = await prisma.decisionHand.findMany({ where: { decision: { caseId } } });
  expect(hands.every(({ handle }) => handle !== '')).toBe(true);
});

test('whose name a moderator had is forgotten six months after her role ended, not while she has it again', async () => {
  const { prisma } = site.database;
  const [former, renewed] = [
    await makeMember(site, { moderator: true }),
    await makeMember(site, { moderator: true }),
  ];
  site.clock.advanceDays(181);
  await prisma.$transaction((tx) => grantRole(tx, renewed.pseudonym, 'moderator', site.clock.now));
  const known = async (): Promise<number[]> => {
    await prisma.$transaction((tx) => eraseOldDecisionMakers(tx, site.clock.now));
    return Promise.all(
      [former, renewed].map(({ id }) => prisma.roleGrant.count({ where: { memberId: id } })),
    );
  };
  expect(await known()).toEqual([1, 2]);
  site.clock.advanceDays(186);
  expect(await known()).toEqual([0, 2]);
});

test('who was asked whether accounts are one person’s is forgotten at the same time, with her answer', async () => {
  const { prisma } = site.database;
  const { caseId } = await makeFlaggedCase(site);
  const moderator = await makeMember(site, { moderator: true });
  const path = `/api/moderation/cases/${caseId}/likeness`;
  await site.post(path, {}, moderator.cookie);
  await site.post(`${path}/answer`, { answer: 'one-person' }, moderator.cookie);
  await dismissCaseAs(site, caseId, moderator);
  const known = async (): Promise<number> => {
    await prisma.$transaction((tx) => eraseOldDecisionMakers(tx, site.clock.now));
    return prisma.likenessLook.count({ where: { caseId } });
  };
  site.clock.advanceDays(180);
  expect(await known()).toBe(1);
  site.clock.advanceDays(8);
  expect(await known()).toBe(0);
});
