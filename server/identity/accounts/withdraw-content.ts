import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import { withdrawalStatementsSql, type PublicTable } from '#server/public-schema/public-table.ts';
import type { PublicWithdrawalKind } from '#shared/transparency-log/entry-kinds.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { deleteIdempotencyKeys } from './idempotency.ts';

export type WithdrawableKind = WithdrawnBy<PublicWithdrawalKind>;
type WithdrawnBy<Act> = Act extends `${infer Kind}-withdrawn` ? Kind : never;

const ENTRIES: ReadonlyMap<string | null, PublicTable> = new Map(
  PUBLIC_TABLES.map((entry) => [entry.subject, entry]),
);

/**
 * Withdraws content for good: deletes or empties its row as its `PublicTable` says (`takenBack`),
 * deletes the idempotency keys of its author's forms, erases the salts of its log entries, and logs
 * that its author withdrew it.
 * @param recorded whether the withdrawal is logged; it is not for content that was never public.
 * @returns the keys of its pictures, whose files can be deleted.
 * @throws AppError not-found where there is none, or withdrawn if another request was faster.
 */
export async function withdrawContent(
  tx: Db,
  memberId: string,
  kind: WithdrawableKind,
  id: string,
  now: Date,
  { recorded = true }: { readonly recorded?: boolean } = {},
): Promise<string[]> {
  const subject = `${kind}/${id}`;
  const entry = ENTRIES.get(kind);
  const steps = entry === undefined ? [] : withdrawalStatementsSql(entry, '$1', today(now));
  const pictures = await loadPictureKeys(tx, entry, id);
  let changed = 0;
  for (const step of steps) changed = await tx.sql(step, [id]);
  if (changed === 0) throw await notFoundOrWithdrawn(tx, subject);
  await deleteIdempotencyKeys(tx, memberId, id);
  await eraseSalts(tx, subject);
  if (recorded) await appendEntry(tx, now, { kind: `${kind}-withdrawn`, subject });
  return pictures;
}

async function loadPictureKeys(
  { sql }: Db,
  entry: PublicTable | undefined,
  id: string,
): Promise<string[]> {
  const owner = entry?.flaggable?.pictures;
  if (owner === undefined) return [];
  const keys = statement({ key: col.text }, `SELECT key FROM screenshot WHERE ${owner} = $1`);
  return (await sql(keys, [id])).map(({ key }) => key);
}
