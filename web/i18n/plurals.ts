import type { Language } from '#shared/core/languages.ts';

/** Number of counts whose plural form is cached. */
const REMEMBERED = 1_000;

/** Gives the plural form of a count in a language: 'one', 'few', 'other'. */
export function pluralsOf(language: Language): (count: number) => Intl.LDMLPluralRule {
  const rules = new Intl.PluralRules(language);
  const known: Intl.LDMLPluralRule[] = [];
  return (count) =>
    Number.isInteger(count) && count >= 0 && count < REMEMBERED
      ? (known[count] ??= rules.select(count))
      : rules.select(count);
}
