import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { countPledges } from '#server/boycotts/batches.ts';
import { REFUSED_RATE } from '#server/boycotts/pledge-routes.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledging,
  makeWorker,
  sendAct,
  sendPledge,
  signAct,
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
const countOf = (boycott: string) => countPledges(site.database.prisma, site.slots, boycott);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What else reads as the same bytes: the last letter has bits to spare. */
function otherSpellings(base64: string): string[] {
  const at = base64.indexOf('=') - 1;
  const respelled = [...LETTERS].map(
    (letter) => base64.slice(0, at) + letter + base64.slice(at + 1),
  );
  const same = (other: string): boolean =>
    Buffer.from(other, 'base64').equals(Buffer.from(base64, 'base64'));
  return respelled.filter((other) => other !== base64 && same(other));
}

test('a pledge and an act are refused in any other spelling of their bytes, under which one key would be several', async () => {
  const boycott = await makePledging(site);
  const pledger = await fetchPledge(site, boycott, await makeWorker(site));
  const { key, prefix, signature } = pledger.body;
  const act = signAct(pledger, WITHDRAW);
  let tried = 0;
  for (const changes of [
    ...otherSpellings(key).map((other) => ({ key: other })),
    ...otherSpellings(prefix).map((other) => ({ prefix: other })),
    ...otherSpellings(signature).map((other) => ({ signature: other })),
  ]) {
    const answer = await sendPledge(site, pledger, changes);
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'bad-input']);
    tried += 1;
  }
  expect(outcomeOf(await sendPledge(site, pledger))).toBe('kept');
  for (const changes of [
    ...otherSpellings(act.key).map((other) => ({ key: other })),
    ...otherSpellings(act.signature).map((other) => ({ signature: other })),
  ]) {
    const answer = await site.post(`/api/boycotts/${boycott}/acts`, { ...act, ...changes });
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'bad-input']);
    tried += 1;
  }
  // Two spare bits of 32 bytes, four of 64 and of 256.
  expect(tried).toBe(3 * 3 + 2 * 15);
  expect(await countOf(boycott)).toEqual({ established: 1, new: 0 });
});

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
