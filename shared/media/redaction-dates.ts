import { claimSpan, type ClaimedSpan } from './redaction-spans.ts';

const MONTHS = [
  'janv(?:ier)?|january|jan',
  'fevr?(?:ier)?|february|feb',
  'mars|march|mar',
  'avr(?:il)?|april|apr',
  'mai|may',
  'juin|june|jun',
  'juil(?:let)?|july|jul',
  'ao[uo0]t|august|aug',
  'sept(?:embre|ember)?|sep',
  'oct(?:obre|ober)?',
  'nov(?:embre|ember)?',
  'dec(?:embre|ember)?',
];
const MONTH = MONTHS.join('|');
const WEEKDAY =
  '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)';

// The group `day` is covered; `month` and `year` stay readable.
const ISO =
  /(?<![\w/.-])(?<year>20\d\d)[-/.]\n?(?<month>0[1-9]|1[0-2])[-/.]\n?(?<day>[0-3]\d)(?!\d)/dg;
const NUMERIC =
  /(?<![\w/.-])(?<first>[0-3]?\d)(?<mark>[-/.])(?<second>[0-3]?\d)\k<mark>(?<year>20\d\d|\d\d)(?![\w/]|[.-]\d)/dg;
const DAY_FIRST = new RegExp(
  `(?<![\\w/])(?<day>(?:${WEEKDAY}[.,]?\\s{1,2})?(?:[0-2]?\\d|3[01])\\s?(?:er|st|nd|rd|th)?)[\\s.,-]{1,2}(?:of |de )?(?<month>${MONTH})(?![a-z])(?:[.,]?[\\s-]{1,2}(?<year>20\\d\\d))?`,
  'gdi',
);
const MONTH_FIRST = new RegExp(
  `(?<![a-z])(?<weekday>${WEEKDAY}[.,]?\\s{1,2})?(?<month>${MONTH})[.,]?\\s?(?<day>(?:[0-2]?\\d|3[01])\\s?(?:st|nd|rd|th)?)(?![\\d:hH])(?:[.,]{0,2}\\s{0,2}(?<year>20\\d\\d))?`,
  'gdi',
);
const TIMES = [
  /(?<![\d:.,])(?:[01]?\d|2[0-3])\s?:\s?[0-5]\d(?:\s?[:.]\s?[0-5]\d)?(?:\s?[ap]\.?\s?m\b\.?)?(?![\d:])/gi,
  /(?<![\w:.,])(?:[01]?\d|2[0-3])\s?[hH]\s?[0-5]\d(?![\d])(?:\s?min)?/g,
  /(?<![\w:.,])(?:0?\d|1[0-2])(?:[.:][0-5]\d)?\s?[ap]\.?m\b\.?/gi,
  /(?<=\b(?:a|at|vers)\s)(?:[01]?\d|2[0-3])(?:[.][0-5]\d|\s?h)(?!\w|\.\d)/gi,
];

/**
 * Whether a text writes the day first, as French and most languages do; in one with English words
 * the order is ambiguous.
 */
export function isDayFirst(text: string): boolean {
  return !/\b(?:you|your|the|received|payment|amount|from|balance|sent)\b/i.test(text);
}

/** A date in a text: the ranges to cover, and the day, null where ambiguous. */
export type ReadDate = {
  start: number;
  end: number;
  cover: [number, number][];
  day: string | null;
};

/** The dates in a plain text. `dayFirst`: 05/12 is the fifth of December, as in French. */
export function readDates(text: string, dayFirst: boolean): ReadDate[] {
  return [
    ...[...text.matchAll(ISO)].map((match) => readNamed(match, match.groups?.['month'] ?? '')),
    ...[...text.matchAll(NUMERIC)].flatMap((match) => readNumeric(match, dayFirst)),
    ...[DAY_FIRST, MONTH_FIRST].flatMap((form) =>
      [...text.matchAll(form)].map((match) =>
        readNamed(match, String(monthNumber(match.groups?.['month'] ?? ''))),
      ),
    ),
  ];
}

function readNamed(match: RegExpExecArray, month: string): ReadDate {
  const cover = [match.indices?.groups?.['weekday'], match.indices?.groups?.['day']].filter(
    (part) => part !== undefined,
  );
  const day = /\d+/.exec(match.groups?.['day'] ?? '')?.[0] ?? '';
  return {
    start: match.index,
    end: match.index + match[0].length,
    cover,
    day: toDay(match.groups?.['year'], month, day),
  };
}

function readNumeric(match: RegExpExecArray, dayFirst: boolean): ReadDate[] {
  const first = Number(match.groups?.['first']);
  const second = Number(match.groups?.['second']);
  const places = match.indices?.groups;
  const [one, two] = [places?.['first'], places?.['second']];
  if (one === undefined || two === undefined) return [];
  if (first < 1 || second < 1 || Math.min(first, second) > 12 || Math.max(first, second) > 31) {
    return [];
  }
  const range = { start: match.index, end: match.index + match[0].length };
  const [year, a, b] = [match.groups?.['year'], String(first), String(second)];
  if (second > 12) return [{ ...range, cover: [two], day: toDay(year, a, b) }];
  if (first > 12 || dayFirst) return [{ ...range, cover: [one], day: toDay(year, b, a) }];
  // Either number may be the month.
  return [{ ...range, cover: [[one[0], two[1]]], day: null }];
}

const MONTH_NAME = new RegExp(`^(?:${MONTH})$`, 'i');

export function isMonthName(word: string): boolean {
  return MONTH_NAME.test(word);
}

function monthNumber(word: string): number {
  return 1 + MONTHS.findIndex((names) => new RegExp(`^(?:${names})$`, 'i').test(word));
}

function toDay(year: string | undefined, month: string, day: string): string | null {
  if (year === undefined || day === '') return null;
  const full = year.length === 2 ? `20${year}` : year;
  return `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Claims the days of dates and clock times; months and years stay readable. */
export function claimDatesAndTimes(text: string, claims: ClaimedSpan[], dayFirst: boolean): void {
  for (const date of readDates(text, dayFirst)) {
    if (claims.some((other) => date.start < other.end && date.end > other.start)) continue;
    for (const [start, end] of date.cover) claimSpan(claims, 'day', start, end);
    // Claim the rest of the date, so that it is not taken for a number.
    let from = date.start;
    for (const [start, end] of [...date.cover, [date.end, date.end]] as const) {
      claimSpan(claims, 'month', from, start);
      from = end;
    }
  }
  for (const form of TIMES) {
    for (const match of text.matchAll(form)) {
      claimSpan(claims, 'time', match.index, match.index + match[0].length);
    }
  }
}
