import { join } from 'node:path';
import { DUMPED_TABLES, PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import {
  restoredColumns,
  type PublicTable,
  type RestoreStep,
} from '#server/public-schema/public-table.ts';
import { logSubjectOf } from '#server/public-schema/load-committed-contents.ts';
import { restoredMemberIdSql } from '#server/public-schema/members-and-authors.ts';
import type { Db } from '#server/database/db.ts';
import { idColumnsOf } from './committed-tables.ts';
import { pathExists } from './dump-files.ts';
import { InvalidDump } from './invalid-dump.ts';
import { readLineBatches } from './read-rows.ts';

const fileOf = ({ name }: PublicTable): string => `whole/${name}.jsonl`;

/** Values that restored rows need and a dump lacks. */
type Given = { readonly passwordHash: string };

/**
 * Triggers to disable during a restore: they require the makers of earlier decisions, whom a dump
 * does not contain.
 */
const GUARDS = [
  ['decision', 'decision_hands_checked'],
  ['decision_hand', 'decision_hand_checked'],
] as const;

/** Inserts all rows of a dump into an empty database, and then the references to later rows. */
export async function restoreRows(tx: Db, folder: string, given: Given): Promise<void> {
  const { sql } = tx;
  for (const [table, trigger] of GUARDS) {
    await sql(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
  }
  await keepOpenings(tx, folder);
  await sql('CREATE TEMP TABLE dump_outdated (subject text PRIMARY KEY) ON COMMIT DROP');
  const tables: PublicTable[] = [];
  for (const entry of PUBLIC_TABLES) {
    if (entry.former !== true || (await pathExists(join(folder, fileOf(entry)))))
      tables.push(entry);
  }
  for (const entry of tables) {
    const steps = entry.restore.filter(({ later }) => later === undefined);
    await restoreEntry(tx, folder, entry, steps, given);
  }
  for (const entry of tables) {
    const steps = entry.restore.filter(({ later }) => later !== undefined);
    if (steps.length > 0) await restoreEntry(tx, folder, entry, steps, given);
  }
  await restoreAuthorSalts(tx, folder);
  for (const [table, trigger] of GUARDS) {
    await sql(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
  }
  await sql(
    `SELECT setval(pg_get_serial_sequence('client_revision', 'seq'),
       (SELECT COALESCE(max(seq), 0) + 1 FROM client_revision), false)`,
  );
}

/**
 * Loads the salts that the dump discloses into a temporary table, for the record rows inserted
 * next.
 */
async function keepOpenings(tx: Db, folder: string): Promise<void> {
  const { sql } = tx;
  await sql(
    `CREATE TEMP TABLE dump_opening (leaf bigint PRIMARY KEY, salt text, "authorSalt" text) ON COMMIT DROP`,
  );
  for await (const lines of readLineBatches(folder, 'record/openings.jsonl')) {
    await sql(
      `INSERT INTO dump_opening (leaf, salt, "authorSalt")
       SELECT leaf, salt, "authorSalt"
         FROM json_to_recordset($1::text::json) AS r(leaf bigint, salt text, "authorSalt" text)
        WHERE salt IS NOT NULL OR "authorSalt" IS NOT NULL`,
      [`[${lines.join(',')}]`],
    );
  }
}

/** Restores what opens the commitments to the authors that rows name. */
async function restoreAuthorSalts({ sql }: Db, folder: string): Promise<void> {
  for (const entry of DUMPED_TABLES) {
    if (entry.columns['by']?.author !== true) continue;
    const names = idColumnsOf(entry);
    const columns = [...names, 'by'].map((name) => `"${name}" text`).join(', ');
    const id = names.map((name) => `r."${name}"`).join(` || '-' || `);
    for await (const lines of readLineBatches(folder, fileOf(entry))) {
      await sql(
        `INSERT INTO record_author_salt (commitment, salt, member_id)
         SELECT e.author, o."authorSalt", m.id FROM json_to_recordset($1::text::json) AS r (${columns})
           JOIN member m ON m.id = ${restoredMemberIdSql('r.by')}
           JOIN record_entry e ON e.subject = '${logSubjectOf(entry)}/' || ${id}
           JOIN dump_opening o ON o.leaf = e.leaf
          WHERE e.author IS NOT NULL AND o."authorSalt" IS NOT NULL`,
        [`[${lines.join(',')}]`],
      );
    }
  }
}

async function restoreEntry(
  tx: Db,
  folder: string,
  entry: PublicTable,
  steps: readonly RestoreStep[],
  { passwordHash }: Given,
): Promise<void> {
  const { sql } = tx;
  const path = fileOf(entry);
  for await (const lines of readLineBatches(folder, path)) {
    const batch = `[${lines.join(',')}]`;
    await keepOutdated(tx, entry, batch);
    for (const step of steps) {
      const text = restoreSql(entry, step);
      try {
        await sql(text, text.includes('$2') ? [batch, passwordHash] : [batch]);
      } catch (error) {
        const why = error instanceof Error ? error.message.split('\n').at(-1) : String(error);
        throw new InvalidDump(`${path} cannot be restored into ${step.table}: ${why}`, {
          cause: error,
        });
      }
    }
  }
}

/**
 * Stores, in a temporary table, the subjects of an older dump's rows that have a value in a removed
 * column: their commitments no longer match, so they are restored unopened, and committed to anew.
 */
async function keepOutdated(
  { sql }: Db,
  { subject, columns }: PublicTable,
  batch: string,
): Promise<void> {
  const former = Object.entries(columns).filter(([, column]) => column.former === true);
  if (subject === null || former.length === 0) return;
  const types = former.map(([name, { type }]) => `"${name}" ${type}`).join(', ');
  await sql(
    `INSERT INTO dump_outdated (subject)
     SELECT '${subject}/' || r.id FROM json_to_recordset($1::text::json) AS r (id text, ${types})
      WHERE ${former.map(([name]) => `r."${name}" IS NOT NULL`).join(' OR ')}
     ON CONFLICT DO NOTHING`,
    [batch],
  );
}

/** SQL: inserts or updates rows of a table from `$1`, a batch of lines as JSON, in their order. */
function restoreSql(entry: PublicTable, step: RestoreStep): string {
  const { table, unfold, where, later } = step;
  const names = Object.entries(entry.columns);
  const types = names.map(([name, { type }]) => `"${name}" ${type}`).join(', ');
  const rows = `ROWS FROM (json_to_recordset($1::text::json) AS (${types}))
    WITH ORDINALITY AS r(${names.map(([name]) => `"${name}"`).join(', ')}, dump_line)`;
  const from = `${rows}${unfold === undefined ? '' : ` CROSS JOIN ${unfold}`}
    WHERE ${where ?? 'true'}`;
  const pairs = Object.entries(restoredColumns(entry, step));
  if (later === 'update') {
    return `UPDATE ${table} t SET ${pairs.map(([column]) => `${column} = v.${column}`).join(', ')}
      FROM (SELECT r.id AS dump_id, ${pairs.map(([column, value]) => `${value} AS ${column}`).join(', ')}
              FROM ${from}) v WHERE t.id = v.dump_id`;
  }
  return `INSERT INTO ${table} (${pairs.map(([column]) => `"${column}"`).join(', ')})
    SELECT ${pairs.map(([, value]) => value).join(', ')} FROM ${from} ORDER BY dump_line`;
}
