import { col, type RowOf } from '#server/database/sql.ts';
import { SHOWN_DAY_SQL } from '#server/public-schema/log-entry-day.ts';
import { writeLeaf } from '#shared/transparency-log/write-leaf.ts';
import { TEN_MINUTE_SUBJECTS } from '#shared/transparency-log/log-entries.ts';

/**
 * SQL: whether a pending entry `e` may be added to the tree; `over` is SQL for the last day that has
 * ended. Entries whose exact time was public may be added at once. All others wait for the end of their
 * day, because their neighbours in the tree would reveal their time, as do entries about platforms,
 * since a payout may have changed the standing.
 */
export function mayEnterTreeSql(over: string): string {
  return `(e.subject ~ '${TEN_MINUTE_SUBJECTS}' OR e.day <= ${over}::date)`;
}

/** SQL: the columns of `LEAF_ROW`, from an entry `e`. */
export const LEAF_COLUMNS = `e.kind, e.subject, ${SHOWN_DAY_SQL} AS day, e.commitment, e.actor, e.form`;

export const LEAF_ROW = {
  kind: col.text,
  subject: col.text,
  day: col.text,
  commitment: col.text,
  actor: col.text.orNull,
  form: col.int,
};
export type LeafRow = RowOf<typeof LEAF_ROW>;

/** An entry's leaf, as UTF-8. */
export function encodeLeaf(row: LeafRow): Buffer {
  return Buffer.from(writeLeaf(row));
}
