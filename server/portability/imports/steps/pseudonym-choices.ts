import { validatePseudonym, normalizePseudonym } from '#server/identity/accounts/rules.ts';
import { MAX_PSEUDONYM_LENGTH } from '#shared/identity/accounts.ts';
import { foldName } from '#shared/core/text.ts';

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
 * Returns the name, with a hyphen for characters not allowed; null when nothing is left, and for an
 * e-mail address.
 */
function allowedName(theirs: string): string | null {
  const tidy = normalizePseudonym(theirs);
  if (validatePseudonym(tidy) === 'email-address') return null;
  const name = normalizePseudonym(
    tidy
      .replaceAll(/[^\p{L}\p{M}\p{Nd} \-_.]+/gu, '-')
      .slice(0, MAX_PSEUDONYM_LENGTH)
      .replaceAll(/^[-\s]+|[-\s]+$/g, tidy.startsWith('-') || tidy.endsWith('-') ? '-' : ''),
  );
  return validatePseudonym(name) === null && foldName(name) !== '' ? name : null;
}

function withSuffix(name: string, suffix: string): string {
  return `${name.slice(0, MAX_PSEUDONYM_LENGTH - suffix.length - 1).trimEnd()} ${suffix}`;
}
