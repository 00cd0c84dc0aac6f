import type { Db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { eraseSalts, record } from '#server/record/record.ts';
import type { Secrets } from '#server/secrets.ts';
import { NOTICE_DAYS, type NoticeInput } from '#shared/legal.ts';
import { hashReceipt, newReceipt } from './receipts.ts';
import { checkNotice, ownPlace } from './rules.ts';
import { sealSender } from './sealing.ts';

/** The keys of notices, which are not in the database. */
export type NoticeKeys = { readonly senders: Buffer; readonly receipts: Buffer };

const DAY_MS = 86_400_000;

export function noticeKeys({ keyFor }: Secrets): NoticeKeys {
  return { senders: keyFor('notices'), receipts: keyFor('notice-receipts') };
}

/**
 * Takes a notice from anybody about one place on this site, and gives its receipt.
 * @throws AppError bad-input with what is missing.
 */
export async function receiveNotice(
  tx: Db,
  keys: NoticeKeys,
  origin: string,
  input: NoticeInput,
  now: Date,
): Promise<{ id: string; receipt: string }> {
  const fields = checkNotice(input, origin);
  const url = ownPlace(input.url, origin);
  if (url === null || Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
  const id = newId();
  const receipt = newReceipt();
  const { name = null, email = null, aboutMinors } = input;
  await tx.notice.create({
    data: {
      id,
      receiptHash: hashReceipt(keys.receipts, receipt),
      url,
      reasons: input.reasons,
      sender: sealSender(keys.senders, id, { name, email, aboutMinors }),
      receivedAt: now,
    },
  });
  await record(tx, now, { kind: 'notice-received', subject: `notice/${id}`, content: { url } });
  return { id, receipt };
}

/** Deletes the notices that were kept long enough; the record keeps that they came. */
export async function forgetOldNotices(tx: Db, now: Date): Promise<number> {
  const where = { receivedAt: { lt: new Date(now.getTime() - NOTICE_DAYS * DAY_MS) } };
  const old = await tx.notice.findMany({ where, select: { id: true } });
  for (const { id } of old) {
    await tx.notice.delete({ where: { id } });
    await eraseSalts(tx, `notice/${id}`);
  }
  return old.length;
}
