import type { Database, Db } from '#server/database/db.ts';
import { revokeExternalAccess } from './revoke-external-access.ts';
import { AppError, found, refuseField } from '#server/core/errors.ts';
import { createBuckets, type Buckets, type BucketDeps } from '#server/http/token-buckets.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Passwords } from './password-hashing.ts';
import { hashPhrase, newPhrase } from './recovery-phrases.ts';
import { phraseAsksPassword } from './rules.ts';
import type { Sessions } from './sessions.ts';
import type { Viewer } from '#server/http/viewer.ts';

/** Wrong passwords of an account in confirmations: protects a session left open. */
export const OWN_PASSWORD_RATE = { burst: 8, perMinute: 0.2 } as const;

export type TypedPassword = { readonly field: string; readonly password: string };

/**
 * Confirms the member's password before a sensitive action; returns the hash that it matches.
 * @throws AppError bad-input for a wrong password, too-many after many wrong ones.
 */
export type ConfirmOwn = (viewer: Viewer, typed: TypedPassword) => Promise<string>;

/** Creates the check, with one rate limit of wrong passwords for all forms that use it. */
export function createConfirmOwn(
  parts: { readonly database: Database; readonly passwords: Passwords } & BucketDeps,
): ConfirmOwn {
  const wrongPasswords = createBuckets(OWN_PASSWORD_RATE, parts);
  return (viewer, typed) =>
    confirmPassword(parts.database, parts.passwords, wrongPasswords, viewer, typed);
}

async function confirmPassword(
  { prisma }: Database,
  passwords: Passwords,
  wrongPasswords: Buckets,
  viewer: Viewer,
  { field, password }: TypedPassword,
): Promise<string> {
  // BucketDeps before the check, because concurrent attempts would otherwise all be checked before the
  // first is counted.
  if (!wrongPasswords.take(viewer.id)) {
    const retryAfterSeconds = wrongPasswords.secondsLeft(viewer.id);
    throw new AppError('too-many', { retryAfterSeconds });
  }
  const { passwordHash } = found(
    await prisma.member.findUnique({ where: { id: viewer.id }, select: { passwordHash: true } }),
  );
  const fits = await passwords.verify(passwordHash, password, viewer.id).catch((error: unknown) => {
    wrongPasswords.giveBack(viewer.id);
    throw error;
  });
  if (!fits) throw refuseField(field, 'wrong');
  wrongPasswords.giveBack(viewer.id);
  return passwordHash;
}

/** Changes the password and ends all other sessions. */
export async function changePassword(
  { prisma }: Database,
  sessions: Sessions,
  passwords: Passwords,
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

/** Whether creating a recovery phrase now needs the password. */
export async function asksPassword(db: Db, viewer: Viewer, now: Date): Promise<boolean> {
  const account = found(
    await db.member.findUnique({
      where: { id: viewer.id },
      select: { createdAt: true, recoveryHash: true },
    }),
  );
  return phraseAsksPassword(account, now);
}

/**
 * Creates a new recovery phrase and invalidates the previous one. The phrase is returned to be shown
 * once; only its keyed hash is stored.
 */
export async function issuePhrase(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  language: Language,
  confirmed: boolean,
  now: Date,
): Promise<string> {
  await tx.sql('SELECT 1 FROM member WHERE id = $1 FOR NO KEY UPDATE', [viewer.id]);
  if (!confirmed && (await asksPassword(tx, viewer, now)))
    throw refuseField('password', 'required');
  const phrase = newPhrase(language);
  await tx.member.update({
    where: { id: viewer.id },
    data: { recoveryHash: hashPhrase(secrets, phrase) },
  });
  return phrase;
}
