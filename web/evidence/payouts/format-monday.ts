import type { Day } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatDay } from '#web/format.ts';

/** '2027-03-01' → "1er mars 2027", the form after "by". */
export function formatMonday(day: Day, language: Language): string {
  const text = formatDay(day, language);
  return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
}
