import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import { fromWhereSql, sqlOfDay } from '#server/public-schema/content-sql.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import type { PublicTable } from '#server/public-schema/public-table.ts';
import { today } from '#shared/core/days.ts';
import { entryKindsCommittingTo, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import { appendEntries, eraseSalts } from './append-entries.ts';

const AT_ONCE = 1_000;
const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];

/**
 * Records public rows that no act states, as their tables declare: each that has no entry, or whose entry
 * ended, and the end of each that is public no more. What changes a row records it itself.
 */
export async function stateFoundRows(tx: Db, now: Date): Promise<void> {
  for (const table of PUBLIC_TABLES) {
    if (table.stated === undefined) continue;
    const rows = await tx.sql(statement(SUBJECT, sqlOfDay(foundSql(table), today(now))));
    const found = rows.map(({ subject }) => subject);
    for (let at = 0; at < found.length; at += AT_ONCE) {
      const some = found.slice(at, at + AT_ONCE);
      await appendEntries(
        tx,
        now,
        some.map((subject) => ({ kind: 'content-stated', subject })),
      );
    }
    if (table.stated === 'found') continue;
    for (const { subject } of await tx.sql(statement(SUBJECT, lostSql(table, table.stated.lost))))
      await unlist(tx, subject, now);
  }
}

/** States a row as it is after an act that has an entry of its own; does nothing where it is not public. */
export async function stateIfPublic(tx: Db, subject: string, now: Date): Promise<void> {
  if (!(await loadCommittedContents(tx, [subject])).has(subject)) return;
  await appendEntries(tx, now, [{ kind: 'content-stated', subject }]);
}

/** Ends a subject that was stated, because its row goes; does nothing where it was not. */
export async function unlistIfStated(tx: Db, subject: string, now: Date): Promise<void> {
  const last = await tx.recordEntry.findFirst({
    where: { subject, kind: { in: [...CONTENT, ...END] } },
    orderBy: { id: 'desc' },
    select: { kind: true },
  });
  if (CONTENT.some((kind) => kind === last?.kind)) await unlist(tx, subject, now);
}

async function unlist(tx: Db, subject: string, now: Date): Promise<void> {
  await eraseSalts(tx, subject);
  await appendEntries(tx, now, [{ kind: 'content-unlisted', subject }]);
}

const SUBJECT = { subject: col.text };

function foundSql(table: PublicTable): string {
  const subject = `'${table.subject}/' || ${table.id}`;
  return `SELECT ${subject} AS subject
    FROM ${fromWhereSql(
      table,
      `COALESCE((SELECT e.kind FROM record_entry e WHERE e.subject = ${subject}
         AND e.kind IN (${kindListSql([...CONTENT, ...END])}) ORDER BY e.id DESC LIMIT 1)
       IN (${kindListSql(END)}), true)`,
    )}`;
}

function lostSql(table: PublicTable, isThere: string): string {
  return `
    SELECT lost.subject FROM (
      SELECT DISTINCT ON (e.subject) e.subject, e.kind, split_part(e.subject, '/', 2) AS id FROM record_entry e
       WHERE e.subject ~ '^${table.subject}/' AND e.kind IN (${kindListSql([...CONTENT, ...END])})
       ORDER BY e.subject, e.id DESC) lost
     WHERE lost.kind IN (${kindListSql(CONTENT)}) AND ${isThere} AND lost.subject NOT IN (
       SELECT '${table.subject}/' || ${table.id} FROM ${fromWhereSql(table)})
     ORDER BY 1`;
}
