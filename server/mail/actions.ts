import { countUse } from '#server/accounts/limits.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { dateOf, type Db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import { seal, unseal } from '#server/seal.ts';
import { addDays, today } from '#shared/days.ts';
import { UNCONFIRMED_DAYS, type MailInput } from '#shared/mail.ts';
import { codeOf, hashCode } from './code.ts';

/** What seals addresses, and what codes are derived from; neither is in the database. */
export type MailKeys = { readonly addresses: Buffer; readonly codes: Buffer };

/** An address of the viewer's as it stands. */
type Kept = { sealed: string; frequency: string; confirmedOn: Date | null };

/**
 * Notes where the viewer's digest is to go, and how often; until the address is confirmed nothing
 * goes there but the question.
 * @returns the code to ask with; null where the address is confirmed already.
 */
export async function wantDigest(
  tx: Db,
  keys: MailKeys,
  viewer: Viewer,
  { email, frequency }: MailInput,
  now: Date,
): Promise<string | null> {
  const memberId = viewer.id;
  await countUse(tx, memberId, 'mail', now);
  const before = await tx.mailAddress.findUnique({ where: { memberId } });
  if (before?.confirmedOn && readAddress(keys, memberId, before) === email) {
    await tx.mailAddress.update({ where: { memberId }, data: { frequency } });
    return null;
  }
  const sealed = seal(keys.addresses, memberId, email);
  const code = codeOf(keys.codes, memberId, sealed);
  const data = {
    sealed,
    frequency,
    codeHash: hashCode(code),
    confirmedOn: null,
    lastSentOn: null,
    createdOn: dateOf(today(now)),
  };
  await tx.mailAddress.upsert({
    where: { memberId },
    create: { memberId, ...data },
    update: data,
  });
  return code;
}

/** Ends the viewer's digest: the address is forgotten. */
export async function endDigest(tx: Db, viewer: Viewer): Promise<void> {
  await tx.mailAddress.deleteMany({ where: { memberId: viewer.id } });
}

/** @throws AppError not-found where the code is of no address, or of one no longer wanted. */
export async function confirmAddress(tx: Db, code: string, now: Date): Promise<void> {
  const { count } = await tx.mailAddress.updateMany({
    where: { codeHash: hashCode(code) },
    data: { confirmedOn: dateOf(today(now)) },
  });
  if (count === 0) throw new AppError('not-found');
}

/** Ends a digest by the code in a mail, without signing in; ended already, it is so again. */
export async function endByCode(tx: Db, code: string): Promise<void> {
  await tx.mailAddress.deleteMany({ where: { codeHash: hashCode(code) } });
}

/** Forgets addresses that nobody confirmed. */
export async function forgetUnconfirmed(tx: Db, now: Date): Promise<void> {
  await tx.mailAddress.deleteMany({
    where: { confirmedOn: null, createdOn: { lt: dateOf(addDays(today(now), -UNCONFIRMED_DAYS)) } },
  });
}

/** An address in the clear; null where it was sealed with another key. */
export function readAddress(
  { addresses }: Pick<MailKeys, 'addresses'>,
  memberId: string,
  { sealed }: Pick<Kept, 'sealed'>,
): string | null {
  try {
    return unseal(addresses, memberId, sealed);
  } catch {
    return null;
  }
}
