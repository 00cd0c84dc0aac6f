import type { FieldCode } from '#shared/core/errors.ts';
import { foldName } from '#shared/core/text.ts';

/** Names that would speak for the site, folded. */
const RESERVED = new Set(
  [
    'Contrenote',
    'admin',
    'administrateur',
    'administratrice',
    'administrator',
    'modérateur',
    'modératrice',
    'moderator',
    'modération',
    'moderation',
    'opérateur',
    'operator',
    'support',
    'membre supprimé',
    'deleted member',
    'un membre',
    'a member',
    'un membre établi',
    'an established member',
  ].map(foldName),
);
const MAIL_HOST =
  /(?<!\p{L})(?:gmail|hotmail|yahoo|outlook|live|msn|orange|free|sfr|laposte|icloud|proton(?:mail)?|moov|wanadoo)[ ._-]+(?:com|fr|net|org|me|mg|dz|ma|tn|sn|ci)(?!\p{L})/iu;
const PHRASE_FREE_MINUTES = 60;

/** A pseudonym as it is kept: one space between words, accents in one sign. */
export function tidyPseudonym(typed: string): string {
  return typed.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
}

/** What is wrong with a pseudonym, if anything. */
export function pseudonymIssue(pseudonym: string): FieldCode | null {
  if (pseudonym.includes('@') || MAIL_HOST.test(pseudonym)) return 'email-address';
  if (!/^[\p{L}\p{M}\p{Nd} \-_.]+$/u.test(pseudonym)) return 'name-characters';
  // Letters of two scripts in one name are how one passes for somebody else.
  if (/\p{Script=Latin}/u.test(pseudonym) && /(?!\p{Script=Latin})\p{L}/u.test(pseudonym)) {
    return 'name-characters';
  }
  const key = foldName(pseudonym);
  if (key.length < 2) return 'name-characters';
  return RESERVED.has(key) ? 'taken' : null;
}

/**
 * Whether making a recovery phrase asks for the password: always, but for the first phrase of an
 * account just made, whose password was typed a moment ago.
 */
export function phraseAsksPassword(
  account: { createdAt: Date; recoveryHash: string | null },
  now: Date,
): boolean {
  const minutes = (now.getTime() - account.createdAt.getTime()) / 60_000;
  return account.recoveryHash !== null || minutes > PHRASE_FREE_MINUTES;
}
