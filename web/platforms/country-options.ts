import { COUNTRIES } from '#shared/countries.ts';
import type { Language } from '#shared/languages.ts';
import { foldName } from '#shared/text.ts';
import { formatCountry } from '#web/format.ts';
import type { Option } from '#web/ui/form.tsx';

/** Countries to choose from, by their names in the language of the page. */
export function countryOptions(language: Language, codes: readonly string[] = COUNTRIES): Option[] {
  return codes
    .map((code) => ({ value: code, label: formatCountry(code, language) }))
    .toSorted((a, b) => (foldName(a.label) < foldName(b.label) ? -1 : 1));
}
