import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { errorCodesOf } from './error-codes.ts';

/** Whoever holds the database changes nothing of the public record by a statement. */

let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
  await makePayout(site);
  await sequence(site);
});

test('record_entry_kept (keep_record): a salt is erased, and nothing else', async () => {
  const refused = [
    `UPDATE record_entry SET kind = 'other'`,
    `UPDATE record_entry SET salt = 'other'`,
    'UPDATE record_entry SET leaf = NULL',
    'DELETE FROM record_entry',
  ];
  for (const statement of refused) expect(await errorCodesOf(site, [statement])).toContain('NC014');
  expect(await errorCodesOf(site, ['UPDATE record_entry SET salt = NULL'])).toEqual([]);
});

test('record_entry_not_emptied (keep_record)', async () => {
  expect(await errorCodesOf(site, ['TRUNCATE record_entry CASCADE'])).toContain('NC014');
});

test('record_tile_kept (keep_tile): a tile only grows', async () => {
  const shorter = 'UPDATE record_tile SET hashes = substring(hashes FROM 1 FOR 1)';
  expect(await errorCodesOf(site, [shorter])).toContain('NC015');
  expect(await errorCodesOf(site, ['DELETE FROM record_tile'])).toContain('NC015');
  const longer = `UPDATE record_tile SET hashes = hashes || '\\x00'::bytea`;
  expect(await errorCodesOf(site, [longer])).toEqual([]);
});

test('record_checkpoint_kept, record_log_kept (keep_signed)', async () => {
  for (const table of ['record_checkpoint', 'record_log']) {
    expect(await errorCodesOf(site, [`DELETE FROM ${table}`])).toContain('NC016');
  }
  expect(await errorCodesOf(site, [`UPDATE record_log SET origin = 'other'`])).toContain('NC016');
  expect(await errorCodesOf(site, [`UPDATE record_checkpoint SET root = 'other'`])).toContain(
    'NC016',
  );
});
