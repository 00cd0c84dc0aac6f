import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { requireFound, fieldError } from '#server/core/errors.ts';
import { noticeDeadline, NOTICE_OUTCOMES, type NoticeResponse } from '#shared/governance/legal.ts';
import { hashReceipt } from './notice-receipts.ts';
import { decryptNoticeSender, type NoticeSender } from './notice-sender-encryption.ts';

/** Finds the public state of a notice: that it came, when, and whether it is answered. */
export async function findNotice(sql: Sql, id: string): Promise<NoticeResponse> {
  const [row] = await sql(
    statement(
      {
        id: col.text,
        receivedOn: col.text,
        state: col.oneOf(['decided', 'waiting', 'case', 'answered']),
        decision: col.text.orNull,
        decidedBefore: col.bool,
        outcome: col.oneOf(NOTICE_OUTCOMES).orNull,
        receivedAt: col.moment,
      },
      `SELECT n.id, (n.received_at AT TIME ZONE 'UTC')::date::text AS "receivedOn",
            n.received_at AS "receivedAt", n.outcome,
            CASE WHEN c.state = 'closed' THEN 'decided' WHEN c.id IS NOT NULL THEN 'case'
                 WHEN n.ended_at IS NULL THEN 'waiting' ELSE 'answered' END AS state,
            COALESCE(c.state = 'closed' AND c.closed_at <= n.received_at, false) AS "decidedBefore",
            (SELECT d.id FROM decision d WHERE d.case_id = c.id AND c.state = 'closed'
              ORDER BY d.decided_at DESC, d.id LIMIT 1) AS decision
       FROM notice n LEFT JOIN moderation_case c ON c.id = n.case_id WHERE n.id = $1`,
    ),
    [id],
  );
  const { receivedAt, ...notice } = requireFound(row);
  return { ...notice, dueAt: noticeDeadline(receivedAt).toISOString() };
}

/**
 * Finds the notice of a receipt, with the operator's answer.
 * @throws AppError bad-input for an unknown receipt.
 */
export async function findNoticeByReceipt(
  sql: Sql,
  key: Buffer,
  receipt: string,
): Promise<{ notice: NoticeResponse; answer: string | null }> {
  const [row] = await sql(
    statement(
      { id: col.text, answer: col.text.orNull },
      'SELECT id, answer FROM notice WHERE receipt_hash = $1',
    ),
    [hashReceipt(key, receipt)],
  );
  if (row === undefined) throw fieldError('receipt', 'wrong');
  return { notice: await findNotice(sql, row.id), answer: row.answer };
}

export type DecryptedNotice = Omit<RowOf<typeof OPEN_NOTICES>, 'sender'> & { sender: NoticeSender };

/**
 * Finds the open notices and decrypts their senders, oldest first, for the operator, who has the
 * key.
 */
export async function decryptOpenNotices(sql: Sql, key: Buffer): Promise<DecryptedNotice[]> {
  const rows = await sql(OPEN_NOTICES);
  return rows.map((row) => ({ ...row, sender: decryptNoticeSender(key, row.id, row.sender) }));
}

const OPEN_NOTICES = statement(
  {
    id: col.text,
    url: col.text,
    reasons: col.text,
    receivedOn: col.text,
    caseId: col.text.orNull,
    receivedAt: col.moment,
    sender: col.text,
  },
  `
  SELECT id, (received_at AT TIME ZONE 'UTC')::date::text AS "receivedOn",
         received_at AS "receivedAt", case_id AS "caseId", url, reasons, sender
    FROM notice WHERE ended_at IS NULL ORDER BY received_at, id`,
);
