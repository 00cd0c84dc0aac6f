import type { z } from 'zod/mini';
import type { Database, DatabaseClient, Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { revokeExternalAccess } from './revoke-external-access.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import type { recoverForm, signInForm, signUpForm } from '#shared/identity/accounts.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import { isReservedPseudonym, isPseudonymTaken } from './reserved-pseudonyms.ts';
import type { PasswordHasher } from './password-hashing.ts';
import { validatePseudonym, normalizePseudonym } from './rules.ts';
import type { Sessions } from './sessions.ts';

// Estimating and hashing a password are the most expensive operations a visitor can trigger. They run
// after all cheaper validation, and before the transaction, so that no lock is held meanwhile.

/**
 * Creates an account and signs it in; returns the Set-Cookie header.
 * @throws AppError bad-input for an invalid or taken pseudonym, a weak password, or missing consent.
 */
export async function signUp(
  { prisma, sql }: Database,
  sessions: Sessions,
  passwords: PasswordHasher,
  input: z.infer<typeof signUpForm>,
  language: Language,
  leftKey: Buffer,
  network: string,
  now: Date,
): Promise<string> {
  const fields: FieldIssues = {};
  const issue = validatePseudonym(normalizePseudonym(input.pseudonym));
  if (issue !== null) fields['pseudonym'] = { code: issue };
  if (!input.agree) fields['agree'] = { code: 'required' };
  if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
  const account = await prepareAccount(sql, passwords, input, leftKey, network);
  return prisma.$transaction(async (tx) => {
    const id = await createAccount(tx, account, language, leftKey, now);
    return sessions.start(tx, id);
  });
}

/** A pseudonym that was free, and the hash of a password that is hard to guess. */
export type PreparedAccount = { readonly pseudonym: string; readonly passwordHash: string };

/**
 * Checks a valid pseudonym and a new password, and hashes the password; outside of transactions.
 * @throws AppError bad-input for a taken pseudonym or a weak password.
 */
export async function prepareAccount(
  sql: Sql,
  passwords: PasswordHasher,
  input: { readonly pseudonym: string; readonly password: string },
  leftKey: Buffer,
  network: string,
): Promise<PreparedAccount> {
  const pseudonym = normalizePseudonym(input.pseudonym);
  const passwordHash = await passwords.hashNew({
    password: input.password,
    pseudonym,
    field: 'password',
    from: network,
    check: async () => {
      if (await isPseudonymTaken(sql, pseudonym, leftKey)) throw fieldError('pseudonym', 'taken');
    },
  });
  return { pseudonym, passwordHash };
}

/**
 * Creates a prepared account; returns the member's id.
 * @throws AppError bad-input where another member took or left the pseudonym during hashing.
 */
export async function createAccount(
  tx: Db,
  { pseudonym, passwordHash }: PreparedAccount,
  language: Language,
  leftKey: Buffer,
  now: Date,
): Promise<string> {
  if (await isReservedPseudonym(tx, pseudonym, leftKey)) throw fieldError('pseudonym', 'taken');
  const id = randomId();
  const pseudonymKey = foldName(pseudonym);
  const { count } = await tx.member.createMany({
    data: [{ id, pseudonym, pseudonymKey, passwordHash, lang: language, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) throw fieldError('pseudonym', 'taken');
  return id;
}

/**
 * Signs a member in; returns the Set-Cookie header. Response and timing are the same for a wrong
 * password and an unknown pseudonym.
 * @throws AppError bad-input where they do not match.
 */
export async function signIn(
  { prisma }: Database,
  sessions: Sessions,
  passwords: PasswordHasher,
  input: z.infer<typeof signInForm>,
  network: string,
): Promise<string> {
  const member = await verifyCredentials(prisma, passwords, input, network);
  return prisma.$transaction(async (tx) => {
    await requireSamePassword(tx, member);
    return sessions.start(tx, member.id);
  });
}

/** A member whose password was right, with the hash that it fitted. */
export type VerifiedMember = { readonly id: string; readonly passwordHash: string };

/**
 * Finds the member of a pseudonym and password; outside of transactions. Timing is the same for both
 * mistakes.
 * @throws AppError bad-input where they do not match.
 */
export async function verifyCredentials(
  prisma: DatabaseClient,
  passwords: PasswordHasher,
  input: { readonly pseudonym: string; readonly password: string },
  network: string,
): Promise<VerifiedMember> {
  const member = await prisma.member.findUnique({
    where: { pseudonymKey: foldName(input.pseudonym) },
    select: { id: true, passwordHash: true },
  });
  const fits = await passwords.verify(member?.passwordHash ?? null, input.password, network);
  if (member === null || !fits) throw fieldError('password', 'no-match');
  return member;
}

/**
 * Locks the member until the session is stored: a concurrent change of password ends all sessions, and
 * this one must not survive it.
 * @throws AppError bad-input where the password was changed since it was verified.
 */
export async function requireSamePassword(tx: Db, member: VerifiedMember): Promise<void> {
  const [current] = await tx.sql(
    statement(
      { passwordHash: col.text },
      'SELECT password_hash AS "passwordHash" FROM member WHERE id = $1 FOR SHARE',
    ),
    [member.id],
  );
  if (current?.passwordHash !== member.passwordHash) throw fieldError('password', 'no-match');
}

/**
 * Sets a new password with a recovery phrase, which is then used up, and ends all sessions. Response
 * and timing are the same for a wrong phrase and an unknown pseudonym.
 * @throws AppError bad-input where they do not match, or for a weak password.
 */
export async function resetPassword(
  { prisma }: Database,
  sessions: Sessions,
  passwords: PasswordHasher,
  input: z.infer<typeof recoverForm>,
  recoveryHash: string,
  network: string,
): Promise<void> {
  const pseudonymKey = foldName(input.pseudonym);
  const where = { pseudonymKey, recoveryHash };
  const passwordHash = await passwords.hashNew({
    password: input.password,
    pseudonym: input.pseudonym,
    field: 'password',
    from: network,
    check: async () => {
      if ((await prisma.member.count({ where })) === 0) throw fieldError('phrase', 'no-match');
    },
  });
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.member.updateMany({
      where,
      data: { passwordHash, recoveryHash: null, recoveryCheck: null },
    });
    if (count === 0) throw fieldError('phrase', 'no-match');
    const { id } = await tx.member.findUniqueOrThrow({
      where: { pseudonymKey },
      select: { id: true },
    });
    await sessions.endAll(tx, id);
    await revokeExternalAccess(tx, id);
  });
}

export async function setLanguage(tx: Db, memberId: string, language: Language): Promise<void> {
  await tx.member.update({ where: { id: memberId }, data: { lang: language } });
}
