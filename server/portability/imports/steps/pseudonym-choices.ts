import { validatePseudonym, normalizePseudonym } from '#server/identity/accounts/rules.ts';
import { MAX_PSEUDONYM_LENGTH } from '#shared/identity/accounts.ts';
import { foldName } from '#shared/core/text.ts';

/** Emoji and other pictures, with the signs that join or colour them. */
const PICTURES =
  /(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{So}]|\u200D|\u20E3|\uFE0E|\uFE0F)+/gu;
/** Numbers appended to a name that is taken. */
const SUFFIXES = [2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Returns candidate pseudonyms for an imported member, closest to the original first; the last is
 * certainly free. Invalid names are never kept, least of all e-mail addresses.
 */
export function pseudonymChoices(theirs: string, ourId: string): string[] {
  const own = `Membre ${ourId.slice(0, 8)}`;
  const name = allowedName(theirs);
  if (name === null) return [own];
  return [name, ...SUFFIXES.map((number) => withSuffix(name, String(number))), own].filter(
    (choice) => validatePseudonym(choice) === null,
  );
}

/**
 * Returns the name without pictures, with a hyphen for other characters not allowed, and without words
 * in a second script where these may not stand together; null when nothing is left, and for an e-mail
 * address.
 */
function allowedName(theirs: string): string | null {
  const tidy = normalizePseudonym(theirs.replaceAll(PICTURES, ' '));
  if (validatePseudonym(tidy) === 'email-address') return null;
  return withoutSigns(tidy) ?? withoutSigns(wordsOfFirstScript(tidy));
}

function withoutSigns(tidy: string): string | null {
  const name = normalizePseudonym(
    tidy
      .replaceAll(/[^\p{L}\p{M}\p{Nd} \-_.]+/gu, '-')
      .slice(0, MAX_PSEUDONYM_LENGTH)
      .replaceAll(/^[-\s]+|[-\s]+$/g, tidy.startsWith('-') || tidy.endsWith('-') ? '-' : ''),
  );
  return validatePseudonym(name) === null && foldName(name) !== '' ? name : null;
}

/** The words that are in the script of the first one, Latin or not. */
function wordsOfFirstScript(name: string): string {
  const isLatin = (word: string): boolean => /\p{Script=Latin}/u.test(word);
  const words = name.split(' ').filter((word) => /\p{L}/u.test(word));
  const first = words[0] ?? '';
  return words.filter((word) => isLatin(word) === isLatin(first)).join(' ');
}

function withSuffix(name: string, suffix: string): string {
  return `${name.slice(0, MAX_PSEUDONYM_LENGTH - suffix.length - 1).trimEnd()} ${suffix}`;
}
