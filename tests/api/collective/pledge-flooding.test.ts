import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { REFUSED_PLEDGE_RATE } from '#server/collective/blind-signing/refusal-limit.ts';
import { openSlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledging,
  makeWorker,
  sendAct,
  sendPledge,
  signAct,
  type Pledger,
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

/** Somebody with a key of her own, that no site signed. */
function nobody(boycott: string): Pledger {
  const { privateKey } = generateKeyPairSync('ed25519');
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = der.subarray(-32).toString('base64');
  return { boycott, privateKey, body: { rank: 'new', key, prefix: '', signature: '' } };
}

test('a pledge is taken from an address from which somebody sends rubbish until it is told to wait', async () => {
  const boycott = await makePledging(site);
  const pledger = await fetchPledge(site, boycott, await makeWorker(site));
  const rubbish = { key: randomBytes(32).toString('base64') };
  const answers: string[] = [];
  while (!answers.includes('too-many') && answers.length <= REFUSED_PLEDGE_RATE.burst) {
    answers.push(outcomeOf(await sendPledge(site, pledger, rubbish)));
  }
  expect(answers.at(-1)).toBe('too-many');
  expect(outcomeOf(await sendPledge(site, pledger))).toBe('kept');
  expect(outcomeOf(await sendPledge(site, pledger))).toBe('kept');
  expect(outcomeOf(await sendAct(site, pledger, WITHDRAW))).toBe('kept');
});

test('a pledge that waits with another process is withdrawn while rubbish is sent from many addresses', async () => {
  const boycott = await makePledging(site);
  const pledger = await fetchPledge(site, boycott, await makeWorker(site));
  const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
  const other = await openSlotStore(join(site.dataDir, 'pledges'), key, { slots: 16 });
  // Well signed, by keys that pledged nowhere: anybody can make as many as she likes.
  const answers = await Promise.all(
    Array.from({ length: 90 }, (_, nth) =>
      site.app.inject({
        method: 'POST',
        url: `/api/boycotts/${boycott}/acts`,
        payload: signAct(nobody(boycott), WITHDRAW),
        remoteAddress: `203.0.113.${nth}`,
        headers: { host: 'localhost', origin: ORIGIN },
      }),
    ),
  );
  expect(new Set(answers.map(outcomeOf))).toEqual(new Set(['unknown-pledge']));
  // After the rubbish, which would have taken what an address may still have looked up.
  await other.put({ is: 'pledge', boycott, ...pledger.body });
  expect(outcomeOf(await sendAct(site, pledger, WITHDRAW))).toBe('kept');
  await other.close();
});
