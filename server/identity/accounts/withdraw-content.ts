import type { Db } from '#server/database/db.ts';
import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import type { EntryKindCommittingTo } from '#server/transparency-log/entry-kinds.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { deleteIdempotencyKeys } from './idempotency.ts';

type WithdrawnBy<Act> = Act extends `${infer Kind}-withdrawn` ? Kind : never;

/** The tables of kinds whose rows are deleted on withdrawal, by kind. */
const TABLES: ReadonlyMap<string, string> = new Map(
  PUBLIC_TABLES.flatMap(({ subject, takenBack, restore: [own] }) =>
    subject !== null && takenBack === 'deleted' && own !== undefined ? [[subject, own.table]] : [],
  ),
);

/**
 * Deletes a thing for good with the keys of its author's forms, erases the salts of its acts, and records
 * that its author withdrew it.
 * @throws AppError not-found, or withdrawn if another request was faster.
 */
export async function withdrawContent(
  tx: Db,
  memberId: string,
  kind: WithdrawnBy<EntryKindCommittingTo<'end'>>,
  id: string,
  now: Date,
): Promise<void> {
  const subject = `${kind}/${id}`;
  const table = TABLES.get(kind);
  if (table === undefined) throw new Error(`the entry of ${kind} has no takenBack: 'deleted'`);
  const deleted = await tx.sql(`DELETE FROM ${table} WHERE id = $1`, [id]);
  if (deleted === 0) throw await notFoundOrWithdrawn(tx, subject);
  await deleteIdempotencyKeys(tx, memberId, id);
  await eraseSalts(tx, subject);
  await appendEntry(tx, now, { kind: `${kind}-withdrawn`, subject });
}
