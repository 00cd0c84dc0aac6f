import { AppError, appErrorOrRethrow } from '#server/core/errors.ts';
import type { Database, Db } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import {
  createAccount,
  prepareAccount,
  requireSamePassword,
  verifyCredentials,
  type PreparedAccount,
  type VerifiedMember,
} from './actions.ts';
import type { PasswordHasher } from './password-hashing.ts';

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
 * signs in, and the form's idempotency key returns the first result. Only the sender knows the key.
 */
export async function isSentAgain(
  { sql }: Database,
  {
    account,
    pseudonym,
    _key,
  }: { readonly account?: string; readonly pseudonym?: string; readonly _key?: string | undefined },
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
async function prepareVisitorAccount(
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
 * Prepares the account of a form. The password of an existing one is verified also where other fields
 * are wrong, so that each attempt counts; a new one is hashed only when all else is right, since
 * hashing is costly.
 * @returns the account; its error; null where there is nothing to judge.
 */
export async function judgeVisitorAccount(
  attempt: { readonly judge: <Result>(judged: Promise<Result>) => Promise<Result> },
  deps: AccountDeps,
  kind: NewOrVerifiedAccount['kind'],
  { pseudonym, password }: { readonly pseudonym?: string; readonly password?: string },
  { refused, network }: { readonly refused: boolean; readonly network: string },
): Promise<NewOrVerifiedAccount | AppError | null> {
  if (pseudonym === undefined || password === undefined || (refused && kind === 'new')) return null;
  return attempt
    .judge(prepareVisitorAccount(deps, kind, { pseudonym, password }, network))
    .catch(appErrorOrRethrow);
}

/** Creates the account if it is new, and returns its member as the author of what follows. */
export async function openVisitorAccount(
  tx: Db,
  account: NewOrVerifiedAccount,
  { language, leftKey }: { readonly language: Language; readonly leftKey: Buffer },
  now: Date,
): Promise<Viewer> {
  let memberId: string;
  if (account.kind === 'new') {
    memberId = await createAccount(tx, account.prepared, language, leftKey, now);
  } else {
    await requireSamePassword(tx, account.verified);
    memberId = account.verified.id;
  }
  const { id, pseudonym, establishedOn } = await tx.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { id: true, pseudonym: true, establishedOn: true },
  });
  return { id, pseudonym, language, established: establishedOn !== null, roles: [] };
}

/**
 * Throws one error that lists the field errors of all parts; the first error that is not about
 * fields is thrown alone.
 */
export function throwFormErrors(
  fields: FieldIssues,
  ...others: readonly (AppError | null)[]
): void {
  const all = { ...fields };
  for (const error of others) {
    if (error === null) continue;
    if (error.code !== 'bad-input' || error.fields === undefined) throw error;
    Object.assign(all, error.fields);
  }
  if (Object.keys(all).length > 0) throw new AppError('bad-input', { fields: all });
}
