import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { changesSince, everythingKept } from '#tests/support/everything-kept.ts';
import {
  askForToken,
  findToken,
  makePledging,
  makeWorkers,
  sendPledge,
} from '#tests/support/pledges.ts';

/**
 * A thief has all that is kept, from before a pledge was carried to another device and from after: he
 * must not even see that somebody carried one.
 */

let site: TestApp;
let boycott: string;
beforeAll(async () => {
  site = await createTestApp();
  boycott = await makePledging(site);
});

test('carrying a pledge leaves nothing: rows, places, transactions and times of files stay', async () => {
  const [first, second, stranger] = await makeWorkers(site, 3);
  if (first === undefined || second === undefined || stranger === undefined)
    throw new Error('three');
  const token = await findToken(site, boycott, first);
  const waiting = await askForToken(site, boycott, first.cookie, token);
  const unsent = await askForToken(site, boycott, second.cookie, token);
  const other = await askForToken(site, boycott, stranger.cookie, token);
  expect((await sendPledge(site, waiting)).statusCode).toBe(200);
  const carry = async (): Promise<void> => {
    for (const { cookie } of [first, second]) {
      await findToken(site, boycott, { cookie });
      // The words of somebody else.
      await expect(askForToken(site, boycott, cookie, token)).rejects.toThrow('token-taken');
    }
    await waiting.again();
    await unsent.again();
    expect((await sendPledge(site, waiting)).statusCode).toBe(200);
  };
  // Readers tidy pages that were written before: they mark transactions as over, and drop dead rows.
  await carry();
  await site.database.sql('VACUUM');
  await everythingKept(site);
  const before = await everythingKept(site);
  await carry();
  expect(changesSince(before, await everythingKept(site))).toEqual([]);
  // The comparison sees a pledge, and a token.
  expect((await sendPledge(site, other)).statusCode).toBe(200);
  const [late] = await makeWorkers(site, 1);
  await askForToken(site, boycott, late?.cookie ?? '', token);
  const changed = changesSince(before, await everythingKept(site));
  expect(changed).toContain('boycott_token_holder');
  expect(changed).toContain(readdirSync(join(site.dataDir, 'pledges'))[0]);
});
