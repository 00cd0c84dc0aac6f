import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { fromWhereSql, jsonObjectSql, sqlOfDay } from '#server/public-schema/content-sql.ts';
import { IS_APPEAL_PUBLIC } from '#server/public-schema/moderation.ts';
import { IS_JURY_PUBLIC } from '#server/public-schema/juries.ts';
import type { PublicTable } from '#server/public-schema/public-table.ts';
import type { Db } from '#server/database/db.ts';
import { APART_FORM } from '#shared/transparency-log/commitments.ts';
import { isRemovedByDecisionSql } from '#server/database/predicates/content-visibility.ts';
import { entryKindsCommittingTo, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { today } from '#shared/core/days.ts';
import { readRowsFromCursor } from './database-cursor.ts';
import { openDumpFile, type DumpInProgress, type DumpFileWriter } from './dump-files.ts';

/**
 * The opening of a leaf: its salt; or the salt of its facts and the commitment to its words. Beside it,
 * for a leaf with an author, the salt of the commitment to her, or that commitment.
 */
type Opening =
  | RowOf<typeof ACTS>
  | ({ readonly leaf: number; readonly author?: string; readonly authorSalt?: string } & (
      { readonly salt: string } | { readonly facts: string; readonly words: string }
    ));
const ROW = { line: col.text, opening: col.json<Opening>().orNull } satisfies RowShape;

/** Writes each public table, with what opens the record's commitments to its rows. */
export async function writeTables(tx: Db, dump: DumpInProgress, now: Date): Promise<void> {
  const openings = await openDumpFile(dump, 'record/openings.jsonl', 'CC-BY-SA-4.0');
  for (const entry of DUMPED_TABLES) await writeTable(tx, dump, entry, openings, now);
  for await (const rows of readRowsFromCursor(tx, ACTS))
    await openings.write(linesOf(rows), rows.length);
  await openings.close();
}

async function writeTable(
  tx: Db,
  dump: DumpInProgress,
  entry: PublicTable,
  openings: DumpFileWriter,
  now: Date,
): Promise<void> {
  const file = await openDumpFile(dump, `whole/${entry.name}.jsonl`, 'CC-BY-SA-4.0');
  for await (const rows of readRowsFromCursor(tx, statement(ROW, rowsSql(entry, now)))) {
    await file.write(rows.map(({ line }) => `${line}\n`).join(''), rows.length);
    const opened = rows.flatMap(({ opening }) => opening ?? []);
    await openings.write(linesOf(opened), opened.length);
  }
  await file.close();
}

const linesOf = (rows: readonly Opening[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

// Discloses the salts of entries about rows that acts wrote besides their subject, since these rows are
// public as long as they exist; and of entries that say nothing beyond the public row of an ended jury
// or appeal.
const ACTS = statement(
  { leaf: col.int, salt: col.text },
  `
  SELECT o.leaf, o.salt FROM record_entry o
   WHERE o.salt <> '' AND o.leaf IS NOT NULL
     AND (o.kind IN (${kindListSql(entryKindsCommittingTo('row'))})
       OR o.kind IN (${kindListSql(['jury-called', 'jury-drawn', 'jury-decided', 'jury-failed'])})
         AND EXISTS (SELECT 1 FROM jury u WHERE o.subject = 'jury/' || u.id AND ${IS_JURY_PUBLIC})
       OR o.kind IN (${kindListSql(['appeal-made', 'appeal-ended'])})
         AND EXISTS (SELECT 1 FROM appeal x
           WHERE o.subject = 'appeal/' || x.id AND ${IS_APPEAL_PUBLIC}))
   ORDER BY o.leaf`,
);

/** SQL: `saltOfPart` of the facts, from the salt of the entry `done`. */
const FACTS_SALT_SQL = `left(encode(sha256(convert_to('facts ' || done.salt, 'UTF8')), 'hex'), 32)`;

/**
 * SQL: what opens the last commitment to a row, whether or not it still matches: its salt, or for
 * recent and unreadable rows what opens their facts alone. Null while the last act waits for its
 * leaf. The salt of an earlier state would let anybody guess what was corrected.
 */
function openingSql({ subject, id, columns: { hiddenBy, by } }: PublicTable): string {
  if (subject === null) return 'NULL::jsonb';
  const removed = hiddenBy === undefined ? 'false' : isRemovedByDecisionSql(hiddenBy.sql);
  const author =
    by?.author === true
      ? `CASE WHEN done.author IS NULL THEN '{}'::jsonb
           WHEN ${by.sql} IS NULL OR kept.salt IS NULL THEN jsonb_build_object('author', done.author)
           ELSE jsonb_build_object('authorSalt', kept.salt) END`
      : `'{}'::jsonb`;
  return `(
    SELECT CASE WHEN done.kind NOT IN (${kindListSql(entryKindsCommittingTo('content'))})
             OR done.salt = '' OR done.salt IS NULL OR done.leaf IS NULL THEN NULL
           WHEN NOT held.young AND NOT ${removed}
           THEN jsonb_build_object('leaf', done.leaf::float8, 'salt', done.salt) || ${author}
           WHEN done.form >= ${APART_FORM}
           THEN jsonb_build_object('leaf', done.leaf::float8,
             'facts', ${FACTS_SALT_SQL}, 'words', done.words) || ${author} END
      FROM record_entry done LEFT JOIN record_author_salt kept ON kept.commitment = done.author
     WHERE done.subject = '${subject}/' || ${id}
       AND done.kind IN (${kindListSql([...entryKindsCommittingTo('content'), ...entryKindsCommittingTo('end')])})
     ORDER BY done.leaf DESC NULLS FIRST LIMIT 1)`;
}

/** SQL: the public rows of a table as lines of JSON, in order, as dumped at `now`. */
export function rowsSql(entry: PublicTable, now: Date): string {
  const { young = 'false', order } = entry;
  const dumped = Object.entries(entry.columns).filter(([, { former }]) => former !== true);
  const columns = jsonObjectSql(dumped, ({ words }) => (words ? 'NOT held.young' : null));
  const sql = `
    SELECT (${columns} || CASE WHEN held.young THEN '{"young": true}' ELSE '{}' END::jsonb)::text AS line,
           ${openingSql(entry)} AS opening
      FROM ${fromWhereSql({ ...entry, from: `${entry.from} CROSS JOIN LATERAL (SELECT COALESCE(${young}, false) AS young OFFSET 0) held` })}
     ORDER BY ${order}`;
  return sqlOfDay(sql, today(now)).replaceAll(':now', `'${now.toISOString()}'`);
}
