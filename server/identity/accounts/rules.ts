import {
  MAX_PSEUDONYM_LENGTH,
  MIN_PASSWORD_LENGTH,
  MIN_PSEUDONYM_LENGTH,
} from '#shared/identity/accounts.ts';
import type { FieldCode, FieldIssues } from '#shared/core/errors.ts';
import { foldName } from '#shared/core/text.ts';

/** Folded names that could impersonate the site. */
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
const CONFUSABLE_LETTER =
  /(?![\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])\p{L}/u;
const PHRASE_FREE_MINUTES = 60;

/** Normalises a pseudonym: single spaces, composed accents (NFC). */
export function normalizePseudonym(typed: string): string {
  return typed.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
}

export function validatePseudonym(pseudonym: string): FieldCode | null {
  if (pseudonym.includes('@') || MAIL_HOST.test(pseudonym)) return 'email-address';
  if (!/^[\p{L}\p{M}\p{Nd} \-_.]+$/u.test(pseudonym)) return 'name-characters';
  // Mixed scripts in a name allow impersonation (homoglyphs); those of East Asia resemble no Latin
  // letter ("highly restrictive" in Unicode TS 39).
  if (/\p{Script=Latin}/u.test(pseudonym) && CONFUSABLE_LETTER.test(pseudonym)) {
    return 'name-characters';
  }
  const key = foldName(pseudonym);
  if (key.length < 2) return 'name-characters';
  return RESERVED.has(key) ? 'taken' : null;
}

/**
 * Errors of a new account in a form that also signs members in, whose schema sets no lengths; absent
 * fields are left to that schema.
 */
export function findNewAccountErrors(typed: {
  readonly pseudonym?: string;
  readonly password?: string;
}): FieldIssues {
  const fields: FieldIssues = {};
  if (typed.pseudonym !== undefined) {
    const pseudonym = normalizePseudonym(typed.pseudonym);
    const code = validatePseudonym(pseudonym);
    if (pseudonym.length < MIN_PSEUDONYM_LENGTH) {
      fields['pseudonym'] = { code: 'too-short', limit: String(MIN_PSEUDONYM_LENGTH) };
    } else if (pseudonym.length > MAX_PSEUDONYM_LENGTH) {
      fields['pseudonym'] = { code: 'too-long', limit: String(MAX_PSEUDONYM_LENGTH) };
    } else if (code !== null) fields['pseudonym'] = { code };
  }
  if (typed.password !== undefined && typed.password.length < MIN_PASSWORD_LENGTH) {
    fields['password'] = { code: 'too-short', limit: String(MIN_PASSWORD_LENGTH) };
  }
  return fields;
}

/**
 * Whether creating a recovery phrase needs the password: always, except for the first phrase of a new
 * account, whose password was just typed.
 */
export function recoveryPhraseNeedsPassword(
  account: { createdAt: Date; recoveryHash: string | null },
  now: Date,
): boolean {
  const minutes = (now.getTime() - account.createdAt.getTime()) / 60_000;
  return account.recoveryHash !== null || minutes > PHRASE_FREE_MINUTES;
}
