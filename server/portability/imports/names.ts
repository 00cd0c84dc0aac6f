import { pseudonymIssue, tidyPseudonym } from '#server/identity/accounts/rules.ts';
import { MAX_PSEUDONYM_LENGTH } from '#shared/identity/accounts.ts';
import { foldName } from '#shared/core/text.ts';

/** Numbers that are tried behind a name that somebody has. */
const SUFFIXES = [2, 3, 4, 5, 6, 7, 8, 9];

/**
 * The pseudonyms that a member of another site may get here, the one that is nearest to hers first;
 * the last is hers alone. What may not be a name here never stays: an address least of all.
 */
export function pseudonymChoices(theirs: string, ourId: string): string[] {
  const own = `Membre ${ourId.slice(0, 8)}`;
  const name = allowedName(theirs);
  if (name === null) return [own];
  return [name, ...SUFFIXES.map((number) => withSuffix(name, String(number))), own].filter(
    (choice) => pseudonymIssue(choice) === null,
  );
}

/** The name itself, or with a hyphen for each sign that none may have; null where none is left. */
function allowedName(theirs: string): string | null {
  const tidy = tidyPseudonym(theirs);
  if (pseudonymIssue(tidy) === 'email-address') return null;
  const name = tidyPseudonym(
    tidy
      .replaceAll(/[^\p{L}\p{M}\p{Nd} \-_.]+/gu, '-')
      .slice(0, MAX_PSEUDONYM_LENGTH)
      .replaceAll(/^[-\s]+|[-\s]+$/g, tidy.startsWith('-') || tidy.endsWith('-') ? '-' : ''),
  );
  return pseudonymIssue(name) === null && foldName(name) !== '' ? name : null;
}

function withSuffix(name: string, suffix: string): string {
  return `${name.slice(0, MAX_PSEUDONYM_LENGTH - suffix.length - 1).trimEnd()} ${suffix}`;
}
