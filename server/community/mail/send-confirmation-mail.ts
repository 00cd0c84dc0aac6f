import type { Viewer } from '#server/http/viewer.ts';
import type { Database } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import type { MailInput } from '#shared/community/mail.ts';
import { restorePreviousDigest, requestDigest, type MailKeys } from './actions.ts';
import { MailNotSentError, type Mailer } from './mailer.ts';
import { writeConfirmationMail } from './mail-texts.ts';

/**
 * Stores the address and sends the confirmation mail.
 * @returns whether a mail was sent: for a confirmed address only the frequency changes.
 * @throws AppError busy when the mail could not be sent; then nothing changed.
 */
export async function sendConfirmationMail(
  parts: { database: Database; keys: MailKeys; mailer: Mailer; origin: string },
  viewer: Viewer,
  input: MailInput,
  now: Date,
): Promise<boolean> {
  const { database, keys, mailer, origin } = parts;
  const asked = await database.prisma.$transaction((tx) =>
    requestDigest(tx, keys, viewer, input, now),
  );
  if (asked === null) return false;
  const { code, before } = asked;
  try {
    await mailer.send({
      to: input.email,
      ...writeConfirmationMail({ language: viewer.language, origin, code }),
    });
  } catch (error) {
    if (!(error instanceof MailNotSentError)) throw error;
    await database.prisma.$transaction((tx) => restorePreviousDigest(tx, viewer.id, before));
    throw new AppError('busy');
  }
  return true;
}
