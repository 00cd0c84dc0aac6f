import { slug } from '#shared/core/form-fields.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The parameter of an address that names a picked platform, once for each. */
export const PICKED = 'p';

/** The slugs that an address picks, each once, and what is no slug. */
export function parsePicked(values: readonly string[]): {
  readonly slugs: readonly string[];
  readonly invalid: readonly string[];
} {
  const typed = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
  const slugs = typed.filter((value) => slug.safeParse(value).success);
  return { slugs, invalid: typed.filter((value) => !slugs.includes(value)) };
}

/** The address of a page with platforms picked, and other parameters. */
export function pathWithPicked(
  language: Language,
  page: 'platforms' | 'comparePlatforms',
  slugs: readonly string[],
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const path = pathTo(language, page, {}, query);
  if (slugs.length === 0) return path;
  const picked = new URLSearchParams(slugs.map((one) => [PICKED, one]));
  return `${path}${path.includes('?') ? '&' : '?'}${picked}`;
}
