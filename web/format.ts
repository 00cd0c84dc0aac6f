import { daysBetween, today, type Day } from '#shared/core/days.ts';
import { LOCALES, type Language } from '#shared/core/languages.ts';

const memo = new Map<string, unknown>();

/** Cache of formatted dates and spans, which pages repeat. */
const said = new Map<string, string>();
const MOST_SAID = 2_000;

function recent(key: string, say: () => string): string {
  const known = said.get(key);
  if (known !== undefined) return known;
  if (said.size >= MOST_SAID) said.clear();
  const words = say();
  said.set(key, words);
  return words;
}

function once<Value>(key: string, make: () => Value): Value {
  if (!memo.has(key)) memo.set(key, make());
  return memo.get(key) as Value;
}

/** 1234 → "1 234"; fractions with at most `digits` decimals. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return recent(`${value} ${language}${digits}`, () =>
    once(
      `n${language}${digits}`,
      () => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }),
    ).format(value),
  );
}

/** 0.4 → "0,40": always `digits` decimals, for columns of figures. */
export function formatFixed(value: number, language: Language, digits: number): string {
  return once(
    `f${language}${digits}`,
    () =>
      new Intl.NumberFormat(LOCALES[language], {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ).format(value);
}

/** 0.96 → "96 %". */
export function formatShare(share: number, language: Language): string {
  return once(
    `p${language}`,
    () => new Intl.NumberFormat(LOCALES[language], { style: 'percent' }),
  ).format(share);
}

/** '2026-11-20' → "20 novembre 2026", '2026-12-01' → "1er décembre 2026". */
export function formatDay(day: Day, language: Language): string {
  return recent(`${language}${day}`, () =>
    withOrdinal(
      once(
        `d${language}`,
        () => new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }),
      ).format(new Date(`${day}T00:00:00Z`)),
      language,
    ),
  );
}

/** French says "1er" of the first day of a month, and of no other; `Intl` does not. */
function withOrdinal(date: string, language: Language): string {
  return language === 'fr' ? date.replace(/^1(?=\s)/, '1er') : date;
}

/** '2026-11-16' → "lundi 16 novembre 2026". */
export function formatWeekday(day: Day, language: Language): string {
  const weekday = once(
    `w${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { weekday: 'long', timeZone: 'UTC' }),
  ).format(new Date(`${day}T00:00:00Z`));
  return `${weekday} ${formatDay(day, language)}`;
}

/** '2026-11-16' → "lun.". */
export function formatWeekdayShort(day: Day, language: Language): string {
  return once(
    `ws${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { weekday: 'short', timeZone: 'UTC' }),
  ).format(new Date(`${day}T00:00:00Z`));
}

/**
 * '2026-11-20T10:00:00Z' → "20 novembre 2026 à 11:00 (heure de Paris)". Who reads without a script gets
 * the time of Paris, named; the script writes that of the device into a `LocalTime`.
 */
export function formatMoment(moment: string, language: Language): string {
  const words = momentFormat(language, PARIS).format(new Date(moment));
  return `${withOrdinal(words, language)} ${PARIS_NAME[language]}`;
}

/** '2026-11-20T23:30:00Z' → "21 novembre 2026", the day in Paris. */
export function formatDayOf(moment: string, language: Language): string {
  const day = once(
    `e${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: PARIS }),
  ).format(new Date(moment));
  return withOrdinal(day, language);
}

/** '2026-11-20T10:00:00Z' → "11:00 (heure de Paris)". */
export function formatTimeOf(moment: string, language: Language): string {
  const time = once(
    `h${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone: PARIS }),
  ).format(new Date(moment));
  return `${time} ${PARIS_NAME[language]}`;
}

/** '2026-11-20T10:00:00Z' → "20 novembre 2026 à 11:00" in the time zone of the device. */
export function formatLocalMoment(moment: string, language: Language): string {
  return withOrdinal(momentFormat(language, undefined).format(new Date(moment)), language);
}

const PARIS = 'Europe/Paris';
const PARIS_NAME: Record<Language, string> = { fr: '(heure de Paris)', en: '(Paris time)' };

function momentFormat(language: Language, timeZone: string | undefined): Intl.DateTimeFormat {
  return once(
    `t${language}${timeZone}`,
    () =>
      new Intl.DateTimeFormat(LOCALES[language], {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone,
      }),
  );
}

/** '2026-11' → "novembre 2026". */
export function formatMonth(month: string, language: Language): string {
  return recent(`${language}${month}`, () =>
    once(
      `m${language}`,
      () =>
        new Intl.DateTimeFormat(LOCALES[language], {
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        }),
    ).format(new Date(`${month}-15T00:00:00Z`)),
  );
}

/**
 * '2026-Q4' → { first: "octobre", last: "décembre 2026" }, for "between … and …"; ends with the month
 * `until` where that is within it. `single`: both are the same month.
 */
export function formatQuarter(
  quarter: string,
  until: string,
  language: Language,
): { first: string; last: string; single: boolean } {
  const [year = '', number = ''] = quarter.split('-Q');
  const lastMonth = Number(number) * 3;
  const month = (at: number): string => `${year}-${String(at).padStart(2, '0')}`;
  const name = once(
    `q${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { month: 'long', timeZone: 'UTC' }),
  );
  const [first, end] = [month(lastMonth - 2), month(lastMonth)];
  const last = until >= first && until < end ? until : end;
  return {
    first: name.format(new Date(`${first}-15T00:00:00Z`)),
    last: formatMonth(last, language),
    single: first === last,
  };
}

/** '2026-11' → "nov.", for the axis of a chart. */
export function formatMonthShort(month: string, language: Language): string {
  return once(
    `s${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { month: 'short', timeZone: 'UTC' }),
  ).format(new Date(`${month}-15T00:00:00Z`));
}

/** "today", "the day before yesterday", "3 weeks ago", by the calendar. */
export function formatAgo(day: Day, now: Date, language: Language): string {
  const days = Math.max(0, daysBetween(day, today(now)));
  return recent(`${days}${language}`, () => {
    const relative = once(
      `r${language}`,
      () => new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }),
    );
    if (days < 14) return relative.format(-days, 'day');
    if (days < 60) return relative.format(-Math.round(days / 7), 'week');
    if (days < 730) return relative.format(-Math.round(days / 30.44), 'month');
    return relative.format(-Math.round(days / 365.25), 'year');
  });
}

/**
 * The time since a moment: null for "just now", then "5 min ago", "2 h ago" within a day, then as
 * `formatAgo` says it.
 */
export function formatSince(moment: string, now: Date, language: Language): string | null {
  const minutes = Math.floor((now.getTime() - Date.parse(moment)) / 60_000);
  if (minutes < 1) return null;
  if (minutes >= 24 * 60) return formatAgo(moment.slice(0, 10), now, language);
  const relative = once(
    `a${language}`,
    () => new Intl.RelativeTimeFormat(LOCALES[language], { style: 'short' }),
  );
  return minutes < 60
    ? relative.format(-minutes, 'minute')
    : relative.format(-Math.floor(minutes / 60), 'hour');
}

/** 'FR' → "France". */
export function formatCountry(code: string, language: Language): string {
  return recent(
    `${code}${language}`,
    () =>
      once(`c${language}`, () => new Intl.DisplayNames(LOCALES[language], { type: 'region' })).of(
        code,
      ) ?? code,
  );
}

/** 'nl' → "néerlandais". */
export function formatLanguage(code: string, language: Language): string {
  return (
    once(`l${language}`, () => new Intl.DisplayNames(LOCALES[language], { type: 'language' })).of(
      code,
    ) ?? code
  );
}

/** Whether a count takes the singular: French says so of 0 and 1, English only of 1. */
export function isSingular(count: number, language: Language): boolean {
  return language === 'fr' ? count < 2 : count === 1;
}

/** 45 → "45 s", 260 → "4 min 20", 2900 → "48 min", 4800 → "1 h 20"; the same in both languages. */
export function formatDuration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)}\u00a0s`;
  // From ten minutes on seconds are omitted.
  const [unit, whole] =
    seconds < 595 ? ['min', Math.round(seconds)] : ['h', Math.round(seconds / 60)];
  const [large, small] = [Math.floor(whole / 60), whole % 60];
  if (large === 0) return `${small}\u00a0min`;
  return small === 0
    ? `${large}\u00a0${unit}`
    : `${large}\u00a0${unit}\u00a0${String(small).padStart(2, '0')}`;
}

/** "dans 3 jours", "dans 5 heures"; "dans 0 minute" when it is past. */
export function formatIn(moment: string, now: Date, language: Language): string {
  const minutes = Math.max(0, Math.round((Date.parse(moment) - now.getTime()) / 60_000));
  const relative = once(`i${language}`, () => new Intl.RelativeTimeFormat(LOCALES[language]));
  if (minutes < 120) return relative.format(minutes, 'minute');
  return minutes < 48 * 60
    ? relative.format(Math.round(minutes / 60), 'hour')
    : relative.format(Math.round(minutes / 1440), 'day');
}

/** How long to wait: "dans 45 secondes", else as `formatIn`. */
export function formatWait(seconds: number, language: Language): string {
  if (seconds >= 120) {
    return formatIn(new Date(seconds * 1_000).toISOString(), new Date(0), language);
  }
  const relative = once(`i${language}`, () => new Intl.RelativeTimeFormat(LOCALES[language]));
  return relative.format(Math.ceil(seconds), 'second');
}
