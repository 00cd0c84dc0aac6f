import type { Database, Db } from '#server/database/db.ts';
import { revokeExternalAccess } from './revoke-external-access.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import {
  createTokenBuckets,
  type TokenBuckets,
  type TokenBucketDeps,
} from '#server/http/token-buckets.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Language } from '#shared/core/languages.ts';
import type { PasswordHasher } from './password-hashing.ts';
import { generateRecoveryPhrase, hashRecoveryPhrase, makePhraseCheck } from './recovery-phrases.ts';
import { recoveryPhraseNeedsPassword } from './rules.ts';
import type { Sessions } from './sessions.ts';
import type { Viewer } from '#server/http/viewer.ts';

/** Rate limit of wrong passwords of an account in confirmations; protects a session left open. */
export const OWN_PASSWORD_RATE = { burst: 8, perMinute: 0.2 } as const;

export type TypedPassword = { readonly field: string; readonly password: string };

/**
 * Confirms the member's password before a sensitive action; returns the hash that it matches.
 * @throws AppError bad-input for a wrong password, too-many after many wrong ones.
 */
export type ConfirmPassword = (viewer: Viewer, typed: TypedPassword) => Promise<string>;

/** Creates the check, with one rate limit of wrong passwords for all forms that use it. */
export function createConfirmPassword(
  parts: { readonly database: Database; readonly passwords: PasswordHasher } & TokenBucketDeps,
): ConfirmPassword {
  const wrongPasswords = createTokenBuckets(OWN_PASSWORD_RATE, parts);
  return (viewer, typed) =>
    confirmPassword(parts.database, parts.passwords, wrongPasswords, viewer, typed);
}

async function confirmPassword(
  { prisma }: Database,
  passwords: PasswordHasher,
  wrongPasswords: TokenBuckets,
  viewer: Viewer,
  { field, password }: TypedPassword,
): Promise<string> {
  // Counted before the check, because concurrent attempts would otherwise all be checked before the
  // first is counted.
  if (!wrongPasswords.take(viewer.id)) {
    const retryAfterSeconds = wrongPasswords.secondsLeft(viewer.id);
    throw new AppError('too-many', { retryAfterSeconds });
  }
  const { passwordHash } = requireFound(
    await prisma.member.findUnique({ where: { id: viewer.id }, select: { passwordHash: true } }),
  );
  const fits = await passwords.verify(passwordHash, password, viewer.id).catch((error: unknown) => {
    wrongPasswords.giveBack(viewer.id);
    throw error;
  });
  if (!fits) throw fieldError(field, 'wrong');
  wrongPasswords.giveBack(viewer.id);
  return passwordHash;
}

/** Changes the password and ends all other sessions. */
export async function changePassword(
  { prisma }: Database,
  sessions: Sessions,
  passwords: PasswordHasher,
  viewer: Viewer,
  change: { confirmedHash: string; newPassword: string; sessionId: string | null },
): Promise<void> {
  const passwordHash = await passwords.hashNew({
    password: change.newPassword,
    pseudonym: viewer.pseudonym,
    field: 'newPassword',
    from: viewer.id,
  });
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.member.updateMany({
      where: { id: viewer.id, passwordHash: change.confirmedHash },
      data: { passwordHash },
    });
    if (count === 0) throw new AppError('conflict');
    await sessions.endAll(tx, viewer.id, change.sessionId);
    await revokeExternalAccess(tx, viewer.id);
  });
}

export async function phraseNeedsPassword(db: Db, viewer: Viewer, now: Date): Promise<boolean> {
  const account = requireFound(
    await db.member.findUnique({
      where: { id: viewer.id },
      select: { createdAt: true, recoveryHash: true },
    }),
  );
  return recoveryPhraseNeedsPassword(account, now);
}

/**
 * Creates a new recovery phrase and invalidates the previous one. The phrase is returned to be shown
 * once; only its keyed hash is stored.
 */
export async function issueRecoveryPhrase(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  language: Language,
  confirmed: boolean,
  now: Date,
): Promise<string> {
  await tx.sql('SELECT 1 FROM member WHERE id = $1 FOR NO KEY UPDATE', [viewer.id]);
  if (!confirmed && (await phraseNeedsPassword(tx, viewer, now)))
    throw fieldError('password', 'required');
  const phrase = generateRecoveryPhrase(language);
  await tx.member.update({
    where: { id: viewer.id },
    data: {
      recoveryHash: hashRecoveryPhrase(secrets, phrase),
      recoveryCheck: makePhraseCheck(secrets, viewer.id, phrase),
    },
  });
  return phrase;
}
