import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import {
  createAccount,
  prepareAccount,
  requireSamePassword,
  verifyCredentials,
  type PreparedAccount,
  type VerifiedMember,
} from '#server/identity/accounts/actions.ts';
import type { PasswordHasher } from '#server/identity/accounts/password-hashing.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { Database, Db } from '#server/database/db.ts';
import type { StoredPicture } from '#server/media/pictures/attach-picture.ts';
import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import type { PayoutForm, PayoutWithAccountForm } from '#shared/evidence/payouts.ts';
import type { SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { publishPayout } from './actions.ts';

/** A new account whose password is hashed, or a member whose password was right. */
export type NewOrVerifiedAccount =
  | { readonly kind: 'new'; readonly prepared: PreparedAccount }
  | { readonly kind: 'existing'; readonly verified: VerifiedMember };

type AccountDeps = {
  readonly database: Database;
  readonly passwords: PasswordHasher;
  readonly leftKey: Buffer;
};

/**
 * Whether the same form was sent before and made its account, but the answer was lost. It then
 * signs in, and the payout's idempotency key returns the first result. Only the sender knows the
 * key.
 */
export async function isSentAgain(
  { sql }: Database,
  { account, pseudonym, _key }: Partial<PayoutWithAccountForm>,
): Promise<boolean> {
  if (account !== 'new' || pseudonym === undefined || _key === undefined) return false;
  const found = await sql(
    `SELECT 1 AS one FROM idempotency_key k JOIN member m ON m.id = k.member_id
      WHERE m.pseudonym_key = $1 AND k.key = $2`,
    [foldName(pseudonym), _key],
  );
  return found > 0;
}

/**
 * Hashes the password of a new account, or verifies that of an existing one. Call outside
 * transactions, since hashing is slow.
 * @throws AppError bad-input for a taken pseudonym, a weak or a wrong password.
 */
export async function prepareVisitorAccount(
  { database, passwords, leftKey }: AccountDeps,
  kind: NewOrVerifiedAccount['kind'],
  typed: { readonly pseudonym: string; readonly password: string },
  network: string,
): Promise<NewOrVerifiedAccount> {
  return kind === 'new'
    ? { kind, prepared: await prepareAccount(database.sql, passwords, typed, leftKey, network) }
    : { kind, verified: await verifyCredentials(database.prisma, passwords, typed, network) };
}

/**
 * Publishes a visitor's payout under her account, creating a new one first, and signs her in.
 * @returns the payout's id and the Set-Cookie header.
 */
export async function publishAndSignIn(
  tx: Db,
  sessions: Sessions,
  account: NewOrVerifiedAccount,
  input: PayoutForm,
  picture: StoredPicture | null,
  { language, leftKey, slips }: { language: Language; leftKey: Buffer; slips: SlipDeps },
  now: Date,
): Promise<{ id: string; cookie: string }> {
  let memberId: string;
  if (account.kind === 'new') {
    memberId = await createAccount(tx, account.prepared, language, leftKey, now);
  } else {
    await requireSamePassword(tx, account.verified);
    memberId = account.verified.id;
  }
  if (picture !== null) await countDailyUse(tx, memberId, 'picture', now);
  const member = await tx.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { id: true, pseudonym: true, establishedOn: true },
  });
  const { id, pseudonym, establishedOn } = member;
  const viewer = { id, pseudonym, language, established: establishedOn !== null, roles: [] };
  const payout = await publishPayout(tx, viewer, input, picture, slips, now);
  return { id: payout.id, cookie: await sessions.start(tx, memberId) };
}
