import { COUNTRIES } from '#shared/identity/countries.ts';
import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import { formatCountry } from '#web/format.ts';
import type { Option } from '#web/ui/form.tsx';

/** Select options of countries, by name in the page's language. */
export function countryOptions(language: Language, codes: readonly string[] = COUNTRIES): Option[] {
  return codes
    .map((code) => {
      const label = formatCountry(code, language);
      return { value: code, label, key: foldName(label) };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ value, label }) => ({ value, label }));
}
