import { beforeAll, expect, test } from 'vitest';
import { runJobs } from '#server/jobs.ts';
import { nodeCrypto } from '#server/record/ed25519.ts';
import type { DecisionResponse } from '#shared/case-decisions.ts';
import { checkDraw } from '#shared/draw.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/record-tree.ts';
import { hiddenBy } from '../api/cases.testing.ts';
import {
  PARTY_WORDS,
  castVote,
  decline,
  fetchDraw,
  fillCommunity,
  giveWords,
  jurorsOf,
  makeWaiting,
  passHours,
  readJury,
} from '../api/juries.testing.ts';

/** The embedded database must draw, replace and decide like the large one, by the site's own jobs. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

const run = (): Promise<void> => {
  const { database, store } = site;
  const temporaryFolder = `${site.dataDir}/tmp`;
  return runJobs({ database, store, temporaryFolder, clock: () => site.clock.now });
};

test('an appeal is decided by a jury that the jobs drew, and whose silent one they replaced', async () => {
  await fillCommunity(site);
  const { jury, author, subject, decision } = await makeWaiting(site);
  expect((await giveWords(site, jury, author, { words: PARTY_WORDS })).statusCode).toBe(200);
  passHours(site, 25);
  // Who is established turned meanwhile: who was in the pool stays in it.
  await run();
  expect((await readJury(site, jury)).state).toBe('waiting');
  await sequence(site);
  await run();
  const draw = await fetchDraw(site, jury);
  expect(draw.words[0]?.words).toBe(PARTY_WORDS);
  expect(await checkDraw(nodeCrypto.sha256, draw)).toEqual([]);
  const [a = null, b = null] = await jurorsOf(site, jury);
  expect((await decline(site, jury, a)).statusCode).toBe(200);
  expect((await castVote(site, jury, b)).statusCode).toBe(200);
  passHours(site, 72);
  await run();
  const asked = await jurorsOf(site, jury);
  expect(asked).toHaveLength(2);
  expect(await hiddenBy(site, subject)).toBe(decision);
  expect((await castVote(site, jury, asked[0] ?? null)).statusCode).toBe(200);
  expect(await hiddenBy(site, subject)).toBeNull();
  const { decision: made } = await readJury(site, jury);
  const decided = await site.get(`/api/decisions/${made}`);
  expect(decided.json<DecisionResponse>()).toMatchObject({ kind: 'restore', stage: 'appeal' });
});
