import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  countRows,
  NO_ROWS,
  openBoycott,
  openPledging,
  passHours,
  pledgeAll,
  readBoycott,
  vote,
} from '#tests/support/boycott-life.ts';

/** The embedded database, with its one connection, takes boycotts through all their steps too. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

test('a boycott goes from its proposal to what its pledgers say of it', async () => {
  const { id, pledgers } = await openBoycott(site, { onDays: 3 });
  expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 10 });
  await passHours(site, 48);
  const [ballot] = (await readBoycott(site, id)).ballots;
  await vote(site, pledgers.slice(0, 5), ballot?.id ?? '', 'partly');
  await passHours(site, 24);
  expect(await readBoycott(site, id)).toMatchObject({ state: 'ended', outcome: 'partly' });
});

test('one that fails leaves nothing', async () => {
  const { id, workers } = await openPledging(site, 20);
  await pledgeAll(site, id, workers.slice(0, 9));
  await passHours(site, 72);
  expect(await readBoycott(site, id)).toMatchObject({ failure: 'too-few-pledges' });
  expect(await countRows(site, id)).toEqual(NO_ROWS);
});
