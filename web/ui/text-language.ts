import type { Language } from '#shared/core/languages.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import { usePage } from '#web/page-context.ts';

/**
 * The language of a member's text for `lang`, so that screen readers pronounce it right; only when
 * it is detected and differs from the page's.
 */
export function useTextLanguage(): (text: string | null) => Language | undefined {
  const { language } = usePage();
  return (text) => {
    const told = text === null ? null : detectLanguage(text);
    return told === null || told === language ? undefined : told;
  };
}
