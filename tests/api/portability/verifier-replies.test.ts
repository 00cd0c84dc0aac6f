import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Whoever runs the site changes what a platform states of itself. */

const DOMAIN = 'clickworker.com';

let world: OtherDomains;
let site: TestApp;
let reply: string;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
  const asked = await site.post('/api/domains/code', { platform: 'clickworker', domain: DOMAIN });
  const { receipt, code } = asked.json<{ receipt: string; code: string }>();
  world.texts.set(DOMAIN, [`contrenote=${code}`]);
  await site.post('/api/domains/check', { receipt });
  const sent = await site.post('/api/replies', {
    platform: 'clickworker',
    signedAs: 'Clickworker GmbH',
    text: 'Nous avons payé tous les retraits de novembre le 3.',
    entitled: true,
    receipt,
    payoutDelay: '7 jours',
  });
  expect(sent.statusCode, sent.body).toBe(201);
  reply = sent.json<{ id: string }>().id;
});
afterAll(() => world.stop());

const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;
const state = (delay: string): Promise<number> =>
  site.database.sql(
    `UPDATE reply SET facts = jsonb_set(facts, '{payoutDelay}', to_jsonb($2::text))
    WHERE id = $1`,
    [reply, delay],
  );

test('while the reply is new, dumps have nothing of it to compare', async () => {
  expect(await faults()).toEqual([]);
});

test('what a platform states is compared with the record, also while the reply is hidden', async () => {
  site.clock.advanceDays(60);
  expect(await faults()).toEqual([]);
  await decide(site, await makeHands(site), { kind: 'reply', id: reply }, 'hide');
  expect(await faults()).toEqual([]);
  await state('90 jours');
  expect(await faults()).toEqual([`changed without an entry: reply/${reply}`]);
  await state('7 jours');
  expect(await faults()).toEqual([]);
});

test('it is gone from the dump with a reply that a decision removes', async () => {
  await decide(site, await makeHands(site), { kind: 'reply', id: reply }, 'remove');
  expect(await faults()).toEqual([]);
});
