import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { MailAddress } from '#prisma/client.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import { keyedHash } from '#server/core/secrets.ts';
import { addDays, today } from '#shared/core/days.ts';
import {
  MAX_CONFIRMATION_MAILS_PER_ADDRESS_A_DAY,
  MAX_CONFIRMATION_MAILS_SITEWIDE_A_DAY,
  UNCONFIRMED_ADDRESS_DAYS,
  type MailInput,
} from '#shared/community/mail.ts';
import { unsubscribeCodeOf, hashUnsubscribeCode } from './unsubscribe-code.ts';

/** Keys that encrypt mail addresses and derive codes; neither is in the database. */
export type MailKeys = { readonly addresses: Buffer; readonly codes: Buffer };

/**
 * Stores the address and frequency of the viewer's digest. Until she confirms the address, only the
 * confirmation mail goes there.
 * @returns the code for that mail, and the previous row; null when this address is confirmed
 * already.
 */
export async function requestDigest(
  tx: Db,
  keys: MailKeys,
  viewer: Viewer,
  { email, frequency }: MailInput,
  now: Date,
): Promise<{ code: string; before: MailAddress | null } | null> {
  const memberId = viewer.id;
  await countDailyUse(tx, memberId, 'mail', now);
  const before = await tx.mailAddress.findUnique({ where: { memberId } });
  if (before?.confirmedOn && decryptAddress(keys, memberId, before) === email) {
    await tx.mailAddress.update({ where: { memberId }, data: { frequency } });
    return null;
  }
  await countQuestion(tx, hashAddress(keys, email), now);
  const sealed = encryptText(keys.addresses, memberId, email);
  const code = unsubscribeCodeOf(keys.codes, memberId, sealed);
  const data = {
    sealed,
    frequency,
    codeHash: hashUnsubscribeCode(code),
    confirmedOn: null,
    lastSentOn: null,
    createdOn: dayToDate(today(now)),
  };
  await tx.mailAddress.upsert({
    where: { memberId },
    create: { memberId, ...data },
    update: data,
  });
  return { code, before };
}

/** Restores the row that `requestDigest` replaced, when the confirmation mail could not be sent. */
export async function restorePreviousDigest(
  tx: Db,
  memberId: string,
  before: MailAddress | null,
): Promise<void> {
  await tx.mailAddress.deleteMany({ where: { memberId, confirmedOn: null } });
  if (before !== null) await tx.mailAddress.createMany({ data: before, skipDuplicates: true });
}

export async function endDigest(tx: Db, viewer: Viewer): Promise<void> {
  await tx.mailAddress.deleteMany({ where: { memberId: viewer.id } });
}

/**
 * Confirms the digest address that a code belongs to.
 * @throws AppError not-found when the code belongs to no current address.
 */
export async function confirmDigestAddress(tx: Db, code: string, now: Date): Promise<void> {
  const { count } = await tx.mailAddress.updateMany({
    where: { codeHash: hashUnsubscribeCode(code) },
    data: { confirmedOn: dayToDate(today(now)) },
  });
  if (count === 0) throw new AppError('not-found');
}

/**
 * Unsubscribes by the code in a mail, without signing in. Idempotent. An unconfirmed address gets
 * no further confirmation mail, whoever enters it.
 */
export async function unsubscribeByCode(
  tx: Db,
  keys: MailKeys,
  code: string,
  now: Date,
): Promise<void> {
  const where = { codeHash: hashUnsubscribeCode(code) };
  const row = await tx.mailAddress.findUnique({ where });
  if (row === null) return;
  await tx.mailAddress.deleteMany({ where });
  const email = row.confirmedOn === null ? decryptAddress(keys, row.memberId, row) : null;
  if (email === null) return;
  const addressHash = hashAddress(keys, email);
  const day = dayToDate(today(now));
  await tx.mailAsked.upsert({
    where: { addressHash },
    create: { addressHash, day, count: 1, refused: true },
    update: { refused: true },
  });
}

/**
 * Counts a confirmation mail to an address, whoever requested it.
 * @throws AppError bad-input when the address refused them; too-many when it, or the site, reached
 * the daily limit.
 */
async function countQuestion(tx: Db, addressHash: string, now: Date): Promise<void> {
  const day = dayToDate(today(now));
  const asked = await tx.mailAsked.findUnique({ where: { addressHash } });
  if (asked?.refused === true) throw fieldError('email', 'address-refused');
  const count = asked?.day.getTime() === day.getTime() ? asked.count + 1 : 1;
  if (count > MAX_CONFIRMATION_MAILS_PER_ADDRESS_A_DAY) throw new AppError('too-many');
  const { _sum: all } = await tx.mailAsked.aggregate({ where: { day }, _sum: { count: true } });
  if ((all.count ?? 0) >= MAX_CONFIRMATION_MAILS_SITEWIDE_A_DAY) throw new AppError('too-many');
  await tx.mailAsked.upsert({
    where: { addressHash },
    create: { addressHash, day, count },
    update: { day, count },
  });
}

/** Hashes an address, ignoring case. */
function hashAddress({ codes }: MailKeys, email: string): string {
  return keyedHash(codes, `to ${email.toLowerCase()}`);
}

/** Deletes unconfirmed addresses and outdated counts of confirmation mails; refusals are kept. */
export async function deleteUnconfirmedAddresses(tx: Db, now: Date): Promise<void> {
  await tx.mailAsked.deleteMany({ where: { refused: false, day: { lt: dayToDate(today(now)) } } });
  await tx.mailAddress.deleteMany({
    where: {
      confirmedOn: null,
      createdOn: { lt: dayToDate(addDays(today(now), -UNCONFIRMED_ADDRESS_DAYS)) },
    },
  });
}

/** Decrypts an address; null when another key encrypted it. */
export function decryptAddress(
  { addresses }: Pick<MailKeys, 'addresses'>,
  memberId: string,
  { sealed }: Pick<MailAddress, 'sealed'>,
): string | null {
  try {
    return decryptText(addresses, memberId, sealed);
  } catch {
    return null;
  }
}
