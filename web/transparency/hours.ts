import type { Language } from '#shared/languages.ts';
import { formatNumber } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** From so many hours on, days say more. */
const HOURS_IN_WORDS = 48;

/** 0.5 → "30 min", 26 → "26 h", 80 → "3,3 j" or "3.3 d"; "–" for null. */
export function hoursInWords(hours: number | null, language: Language, t: Messages): string {
  if (hours === null) return '–';
  const { unit } = t.transparency.times;
  if (hours < 1) return `${Math.round(hours * 60)}\u00a0${unit.minutes}`;
  if (hours < HOURS_IN_WORDS) return `${formatNumber(hours, language, 1)}\u00a0${unit.hours}`;
  return `${formatNumber(hours / 24, language, 1)}\u00a0${unit.days}`;
}
