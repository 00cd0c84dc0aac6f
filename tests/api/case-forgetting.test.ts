import { beforeEach, describe, expect, test } from 'vitest';
import { forgetHands } from '#server/moderation/forget-hands.ts';
import { forgetOldFlags } from '#server/moderation/forget.ts';
import { commit } from '#server/record/record.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import {
  castVote,
  drawJury,
  fillCommunity,
  giveWords,
  jurorsOf,
  makeWaiting,
  readJury,
} from './juries.testing.ts';
import { dismiss, flag, makeCase, makeSubjectPost } from './cases.testing.ts';

/** What is forgotten cannot be found again by whoever gets hold of the database. */

let site: TestApp;

beforeEach(async () => {
  if (site !== undefined) return;
  site = await createTestApp();
  await fillCommunity(site, 21);
});

/** Who did what to a subject, found by trying each member's id against the record, as a thief would. */
async function tryIds(subject: string, ids: readonly string[]): Promise<string[]> {
  const acts = await site.database.prisma.recordEntry.findMany({ where: { subject } });
  return acts.flatMap(({ kind, actorSalt, actor }) =>
    ids.some((id) => actorSalt !== null && commit(actorSalt, id) === actor) ? [kind] : [],
  );
}

const forget = () => site.database.prisma.$transaction((tx) => forgetOldFlags(tx, site.clock.now));

describe('a year after a case ended', () => {
  test('nobody finds in the record who flagged; what the act says can still be proved', async () => {
    const { caseId, flagger } = await makeCase(site);
    const moderator = await makeMember(site, { moderator: true });
    await dismiss(site, caseId, moderator);
    const subject = `case/${caseId}`;
    site.clock.advanceDays(364);
    await forget();
    expect(await tryIds(subject, [flagger.id])).toEqual(['flag-made']);
    site.clock.advanceDays(2);
    await forget();
    expect(await tryIds(subject, [flagger.id])).toEqual([]);
    const acts = await site.database.prisma.recordEntry.findMany({ where: { subject } });
    expect(acts.map(({ salt }) => salt === null)).toEqual([false, false, false]);
  });

  test('nor who appealed, nor who added words to a draw', async () => {
    const { jury, caseId, decision, author } = await makeWaiting(site);
    await giveWords(site, jury, author, { words: 'un héron sur le toit' });
    await drawJury(site, jury);
    for (const juror of (await jurorsOf(site, jury)).slice(0, 2)) await castVote(site, jury, juror);
    expect((await readJury(site, jury)).state).toBe('decided');
    const { id } = await site.database.prisma.appeal.findFirstOrThrow({
      where: { decisionId: decision },
    });
    expect(await tryIds(`appeal/${id}`, [author.id])).toEqual(['appeal-made']);
    expect(await tryIds(`jury/${jury}`, [author.id])).toEqual(['jury-nonce']);
    site.clock.advanceDays(366);
    await forget();
    expect(await tryIds(`appeal/${id}`, [author.id])).toEqual([]);
    expect(await tryIds(`jury/${jury}`, [author.id])).toEqual([]);
    const words = await site.database.prisma.juryNonce.findMany({ where: { juryId: jury } });
    expect(words.map(({ memberId }) => memberId)).toEqual([null]);
    expect(await site.database.prisma.flag.count({ where: { caseId, sentence: '' } })).toBe(1);
  });
});

test('who proposed, agreed and sat on a jury is forgotten once nobody can appeal, not before', async () => {
  const { jury, caseId, decision, author } = await makeWaiting(site);
  await drawJury(site, jury);
  for (const juror of (await jurorsOf(site, jury)).slice(0, 2)) await castVote(site, jury, juror);
  const { prisma } = site.database;
  const known = async (): Promise<number[]> => {
    await prisma.$transaction((tx) => forgetHands(tx, site.clock.now));
    const named = { NOT: { memberId: null } };
    return [
      await prisma.decisionHand.count({ where: { decision: { caseId }, ...named } }),
      await prisma.caseProposal.count({
        where: { caseId, OR: [named, { NOT: { secondId: null } }] },
      }),
      await prisma.juror.count({ where: { jury: { caseId }, ...named } }),
    ];
  };
  site.clock.advanceDays(180);
  const before = await known();
  expect(before.slice(0, 2)).toEqual([4, 1]);
  expect(before[2]).toBeGreaterThanOrEqual(3);
  // An appeal that is still open holds them.
  const { memberId } = await prisma.appeal.findFirstOrThrow({ where: { decisionId: decision } });
  expect(memberId).toBe(author.id);
  const set = (state: string) => prisma.appeal.updateMany({ where: { caseId }, data: { state } });
  await set('open');
  site.clock.advanceDays(8);
  expect(await known()).toEqual(before);
  await set('reversed');
  expect(await known()).toEqual([0, 0, 0]);
  const hands = await prisma.decisionHand.findMany({ where: { decision: { caseId } } });
  expect(hands.every(({ handle }) => handle !== '')).toBe(true);
});

test('who deletes her account is not found as the one who flagged, by an id known from before', async () => {
  const leaver = await makeRealMember(site, 'Lève-tôt');
  const stays = await makeMember(site);
  const { subject: about } = await makeSubjectPost(site);
  await flag(site, about, leaver);
  await flag(site, about, stays);
  const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject: about },
  });
  expect(await tryIds(`case/${id}`, [leaver.id])).toEqual(['flag-made']);
  const left = await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
  expect(left.statusCode).toBe(200);
  expect(await tryIds(`case/${id}`, [leaver.id])).toEqual([]);
  expect(await tryIds(`case/${id}`, [stays.id])).toEqual(['flag-made']);
});
