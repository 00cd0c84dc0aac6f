import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { REFUSED_RATE } from '#server/boycotts/pledge-routes.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledging,
  makeWorker,
  sendAct,
  sendPledge,
} from '#tests/support/pledges.ts';

/** What is sent without a session to jam what others send. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const WITHDRAW = { purpose: 'withdraw', counter: 0, value: '' };
const codeOf = (answer: { json: () => unknown }) =>
  (answer.json() as { error: { code: string } }).error.code;
const outcomeOf = (answer: { statusCode: number; json: () => unknown }) =>
  answer.statusCode === 200 ? 'kept' : codeOf(answer);

test('a pledge is taken from an address from which somebody sends rubbish until it is told to wait', async () => {
  const boycott = await makePledging(site);
  const pledger = await fetchPledge(site, boycott, await makeWorker(site));
  const rubbish = { key: randomBytes(32).toString('base64') };
  const answers: string[] = [];
  while (!answers.includes('too-many') && answers.length <= REFUSED_RATE.burst) {
    answers.push(outcomeOf(await sendPledge(site, pledger, rubbish)));
  }
  expect(answers.at(-1)).toBe('too-many');
  expect(outcomeOf(await sendPledge(site, pledger))).toBe('kept');
  expect(outcomeOf(await sendPledge(site, pledger))).toBe('kept');
  expect(outcomeOf(await sendAct(site, pledger, WITHDRAW))).toBe('kept');
});
