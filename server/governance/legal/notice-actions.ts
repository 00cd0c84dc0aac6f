import type { Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { endNoticesOfCase } from '#server/governance/case-decisions/end-notices.ts';
import {
  NOTICE_RETENTION_DAYS,
  NOTICE_REASONS_RETENTION_DAYS,
  type NoticeInput,
  type NoticeOutcome,
} from '#shared/governance/legal.ts';
import { hashReceipt, makeReceipt } from './notice-receipts.ts';
import { findNoticeErrors, parseOwnAddress } from './notice-rules.ts';
import {
  decryptNoticeSender,
  encryptNoticeSender,
  type NoticeSender,
} from './notice-sender-encryption.ts';
import { findOrOpenNoticeCase } from './notice-case.ts';

/** Keys that encrypt the senders of notices and hash receipts, kept outside the database. */
export type NoticeKeys = { readonly senders: Buffer; readonly receipts: Buffer };

const DAY_MS = 86_400_000;

export function deriveNoticeKeys({ keyFor }: Secrets): NoticeKeys {
  return { senders: keyFor('notices'), receipts: keyFor('notice-receipts') };
}

/**
 * Accepts a notice from anybody about one place on this site, and issues its receipt. If the place
 * shows one subject, opens or joins its case, or refers to an earlier decision; else the operator
 * answers it.
 * @throws AppError bad-input with what is missing.
 */
export async function receiveNotice(
  tx: Db,
  keys: NoticeKeys,
  origin: string,
  input: NoticeInput,
  now: Date,
): Promise<{ id: string; receipt: string }> {
  const fields = findNoticeErrors(input, origin);
  const url = parseOwnAddress(input.url, origin);
  if (url === null || Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
  const id = randomId();
  const receipt = makeReceipt();
  const { name = null, email = null, aboutMinors } = input;
  const { caseId, settled } = await findOrOpenNoticeCase(
    tx,
    url,
    { receivedAt: now, aboutMinors },
    now,
  );
  await tx.notice.create({
    data: {
      id,
      receiptHash: hashReceipt(keys.receipts, receipt),
      url,
      reasons: input.reasons,
      sender: encryptNoticeSender(keys.senders, id, { name, email, aboutMinors }),
      receivedAt: now,
      caseId,
    },
  });
  await appendEntry(tx, now, {
    kind: 'notice-received',
    subject: `notice/${id}`,
    content: { url, case: caseId },
  });
  if (settled && caseId !== null) await endNoticesOfCase(tx, caseId, 'decided', now);
  return { id, receipt };
}

/**
 * Stores the operator's answer to a notice without a case; only the holder of its receipt can read
 * it. Erases the sender's name and e-mail.
 * @returns these a last time, to write to the sender.
 * @throws AppError not-found; conflict when answered already, or when a case answers it.
 */
export async function answerNotice(
  tx: Db,
  keys: NoticeKeys,
  { id, outcome, answer }: { id: string; outcome: NoticeOutcome; answer: string },
  now: Date,
): Promise<NoticeSender> {
  const notice = requireFound(await tx.notice.findUnique({ where: { id } }));
  if (notice.endedAt !== null || notice.caseId !== null) throw new AppError('conflict');
  const data = { endedAt: now, outcome, answer, sender: '' };
  const { count } = await tx.notice.updateMany({ where: { id, endedAt: null }, data });
  if (count === 0) throw new AppError('conflict');
  await appendEntry(tx, now, {
    kind: 'notice-answered',
    subject: `notice/${id}`,
    content: { outcome, case: null },
  });
  return decryptNoticeSender(keys.senders, id, notice.sender);
}

export async function endNoticesOfDecidedCases(tx: Db, now: Date): Promise<void> {
  const left = await tx.notice.findMany({
    where: { endedAt: null, case: { state: 'closed' } },
    select: { caseId: true },
    distinct: ['caseId'],
  });
  for (const { caseId } of left) {
    if (caseId !== null) await endNoticesOfCase(tx, caseId, 'decided', now);
  }
}

/**
 * Deletes notices past their retention, and before that the texts of answered ones; the record
 * keeps that they came.
 * @returns how many notices were deleted.
 */
export async function deleteExpiredNotices(tx: Db, now: Date): Promise<number> {
  const before = (days: number): { lt: Date } => ({ lt: new Date(now.getTime() - days * DAY_MS) });
  await tx.notice.updateMany({
    where: { endedAt: before(NOTICE_REASONS_RETENTION_DAYS), reasons: { not: '' } },
    data: { reasons: '' },
  });
  const where = { receivedAt: before(NOTICE_RETENTION_DAYS) };
  const old = await tx.notice.findMany({ where, select: { id: true } });
  for (const { id } of old) {
    await tx.notice.delete({ where: { id } });
    await eraseSalts(tx, `notice/${id}`);
  }
  return old.length;
}
