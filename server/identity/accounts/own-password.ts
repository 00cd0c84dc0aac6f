import type { Database, Db } from '#server/database/db.ts';
import { endOutside } from '#server/community/mail/end-outside.ts';
import { AppError, found, refuseField } from '#server/core/errors.ts';
import type { Buckets } from '#server/http/token-buckets.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Passwords } from './passwords.ts';
import { hashPhrase, newPhrase } from './phrases.ts';
import { phraseAsksPassword } from './rules.ts';
import type { Sessions } from './sessions.ts';
import type { Viewer } from './viewer.ts';

/** Guesses at the password of who left her session open, for each account. */
export const OWN_PASSWORD_RATE = { burst: 8, perMinute: 0.2 } as const;

export type TypedPassword = { readonly field: string; readonly password: string };

/**
 * Makes sure that it is the member herself who acts, and gives the hash that her password fits.
 * @throws AppError bad-input for a wrong password, too-many after many wrong ones.
 */
export async function confirmPassword(
  { prisma }: Database,
  passwords: Passwords,
  wrongPasswords: Buckets,
  viewer: Viewer,
  { field, password }: TypedPassword,
): Promise<string> {
  // Counted before it is checked: side by side, all tries would be checked before one is counted.
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

/** Changes the password and ends all sessions but the one that did it. */
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
    await endOutside(tx, viewer.id);
  });
}

/** Whether making a phrase now asks for the password. */
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
 * Makes a new recovery phrase; an earlier one no longer opens anything. The phrase is given back to
 * be shown this once, and only its keyed hash stays.
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
