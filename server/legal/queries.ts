import type { Sql } from '#server/db.ts';
import { found, refuseField } from '#server/errors.ts';
import type { NoticeResponse } from '#shared/legal.ts';
import { hashReceipt } from './receipts.ts';
import { openSender, type Sender } from './sealing.ts';

/** What anybody may know of a notice: that it came, when, and where it stands. */
export async function findNotice(sql: Sql, id: string): Promise<NoticeResponse> {
  const [row] = await sql<{ id: string; receivedOn: string }>(
    `SELECT id, (received_at AT TIME ZONE 'UTC')::date::text AS "receivedOn"
       FROM notice WHERE id = $1`,
    [id],
  );
  return { ...found(row), state: 'looked-at' };
}

/**
 * The notice that a receipt was given for.
 * @throws AppError bad-input where there is none.
 */
export async function findNoticeByReceipt(
  sql: Sql,
  key: Buffer,
  receipt: string,
): Promise<NoticeResponse> {
  const [row] = await sql<{ id: string }>('SELECT id FROM notice WHERE receipt_hash = $1', [
    hashReceipt(key, receipt),
  ]);
  if (row === undefined) throw refuseField('receipt', 'wrong');
  return findNotice(sql, row.id);
}

export type OpenedNotice = {
  readonly id: string;
  readonly receivedOn: string;
  readonly url: string;
  readonly reasons: string;
  readonly sender: Sender;
};

/** All notices with who sent them, the oldest first: for the operator, who has the key. */
export async function openNotices(sql: Sql, key: Buffer): Promise<OpenedNotice[]> {
  const rows = await sql<Omit<OpenedNotice, 'sender'> & { sender: string }>(
    `SELECT id, (received_at AT TIME ZONE 'UTC')::date::text AS "receivedOn", url, reasons, sender
       FROM notice ORDER BY received_at, id`,
  );
  return rows.map((row) => ({ ...row, sender: openSender(key, row.id, row.sender) }));
}
