import type { Language } from '#shared/core/languages.ts';
import { formatNumber } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** From this many hours on, days are shown. */
const HOURS_IN_WORDS = 48;

/** 0.5 → "30 min", 26 → "26 h", 80 → "3,3 j" or "3.3 d"; "–" for null. */
export function hoursInWords(hours: number | null, language: Language, t: Messages): string {
  if (hours === null) return '–';
  const { unit } = t.transparency.times;
  if (hours < 1) return `${Math.round(hours * 60)}\u00a0${unit.minutes}`;
  if (hours < HOURS_IN_WORDS) return `${formatNumber(hours, language, 1)}\u00a0${unit.hours}`;
  return daysInWords(hours / 24, language, t);
}

/** 2 → "2 j" or "2 d", for values known by day only. */
export function daysInWords(days: number, language: Language, t: Messages): string {
  return `${formatNumber(days, language, 1)}\u00a0${t.transparency.times.unit.days}`;
}
