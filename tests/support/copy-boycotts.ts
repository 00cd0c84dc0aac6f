import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { col, statement } from '#server/database/sql.ts';
import type { TestApp } from './app.ts';

/** What belongs to a boycott: its table, and the columns that a copy has of its own. */
const PARTS: readonly (readonly [string, string])[] = [
  ['boycott', `'id', t.id || n, 'outcome', CASE WHEN t.outcome IS NOT NULL THEN 'unsaid' END`],
  ['boycott_key', `'boycott_id', t.boycott_id || n`],
  ['boycott_pledge', `'boycott_id', t.boycott_id || n`],
  // Nobody voted in a copy.
  [
    'boycott_ballot',
    `'id', t.id || n, 'boycott_id', t.boycott_id || n, 'result', NULL, 'counts',
      (SELECT jsonb_agg(jsonb_set(x.one, '{votes}', '0') ORDER BY x.nth)
         FROM jsonb_array_elements(t.counts) WITH ORDINALITY AS x(one, nth))`,
  ],
];

const STATED = statement(
  { subject: col.text },
  `SELECT 'boycott/' || id AS subject FROM boycott WHERE length(id) > 12
   UNION ALL SELECT 'ballot/' || id FROM boycott_ballot WHERE length(id) > 12
   UNION ALL SELECT 'boycott-keys/' || b.id FROM boycott b WHERE length(b.id) > 12
     AND b.pledging_from IS NOT NULL AND EXISTS (SELECT 1 FROM boycott_key k WHERE k.boycott_id = b.id)`,
);

/** Copies each boycott with its keys, pledges and ballots, but not the signed acts, `times` times, and records the copies. */
export async function copyBoycotts({ database, clock }: TestApp, times: number): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const [table, own] of PARTS) {
      await tx.$executeRawUnsafe(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${own}))).*
           FROM ${table} t, generate_series(1, ${times}) n`,
      );
    }
    const stated = await tx.sql(STATED);
    await appendEntries(
      tx,
      clock.now,
      stated.map(({ subject }) => ({ kind: 'content-stated', subject })),
    );
  });
}
