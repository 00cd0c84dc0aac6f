import type { Language } from '#shared/core/languages.ts';
import { tellLanguage } from '#shared/core/tell-language.ts';
import { usePage } from '#web/context.ts';

/**
 * The language of what somebody wrote, for an element's `lang`: so a screen reader reads it out as
 * it is meant. Only where it can be told and is not that of the page.
 */
export function useWrittenIn(): (text: string | null) => Language | undefined {
  const { language } = usePage();
  return (text) => {
    const told = text === null ? null : tellLanguage(text);
    return told === null || told === language ? undefined : told;
  };
}
