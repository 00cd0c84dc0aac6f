import { expect, test } from 'vitest';
import { countPledges } from '#server/collective/pledges/pledge-batches.ts';
import { createTestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledging,
  makeWorker,
  sendPledge,
  signAct,
} from '#tests/support/pledges.ts';

const site = await createTestApp();
const WITHDRAW = { purpose: 'withdraw', counter: 0, value: '' };
const codeOf = (answer: { json: () => unknown }) =>
  (answer.json() as { error: { code: string } }).error.code;

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
  expect((await sendPledge(site, pledger)).json()).toEqual({ kept: true });
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
  expect(await countPledges(site.database.prisma, site.slots, boycott)).toEqual({
    established: 1,
    new: 0,
  });
});
