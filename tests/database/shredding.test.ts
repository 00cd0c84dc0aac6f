import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePledging, makeWorker } from '#tests/support/pledges.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';

/** What the database does about keys of rows, whichever way a row goes. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** free_shredding_key, by its triggers. */
test.each<[string, string, PartialRow['columns']]>([
  ['private_message_key_freed', 'private_message', { id: 'one' }],
  ['message_flag_key_freed', 'message_flag', { id: 'one' }],
  ['private_evidence_key_freed', 'private_evidence', { id: 'one' }],
  ['member_key_freed', 'member_key', { member_id: 'one' }],
  ['payout_key_freed', 'payout', { id: 'one' }],
  ['survey_year_key_freed', 'survey_year', { year: 2026 }],
  ['boycott_phase_key_freed', 'boycott_phase_key', { boycott_id: 'one', phase: 'tokens' }],
])('%s: a row that goes, or gets another key, frees its own', async (_, table, columns) => {
  const { sql } = site.database;
  await sql('DELETE FROM shredding_key');
  await sql('INSERT INTO shredding_key (slot) VALUES (901), (902), (903)');
  await insertPartialRows(site, [{ table, columns: { ...columns, key_slot: 901 } }]);
  const freed = async (): Promise<number[]> => {
    const rows = await sql(
      statement(
        { slot: col.int },
        `SELECT slot FROM shredding_key WHERE state = 'freed' AND freed_at IS NOT NULL ORDER BY slot`,
      ),
    );
    return rows.map(({ slot }) => slot);
  };
  await sql(`UPDATE ${table} SET key_slot = key_slot WHERE key_slot = 901`);
  expect(await freed()).toEqual([]);
  await sql(`UPDATE ${table} SET key_slot = 902 WHERE key_slot = 901`);
  expect(await freed()).toEqual([901]);
  await sql(`DELETE FROM ${table} WHERE key_slot = 902`);
  expect(await freed()).toEqual([901, 902]);
});

test('refuse_old_token, by boycott_token_refused: no older version gives a token beside this one', async () => {
  const { prisma } = site.database;
  const boycottId = await makePledging(site);
  const { id: memberId } = await makeWorker(site);
  const data = { boycottId, memberId, rank: 'established', blindedHash: new Uint8Array(32) };
  await prisma.boycottToken.create({ data });
  await prisma.boycottToken.deleteMany();
  const key = { boycottId, phase: 'tokens', keySlot: 903, keyCheck: new Uint8Array(8) };
  await prisma.boycottPhaseKey.create({ data: key });
  await expect(prisma.boycottToken.create({ data })).rejects.toThrow('NC017');
});
