import type { Day } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import type { StampApart, StampReport } from '#shared/portability/verifier/check-stamps.ts';
import { createElement } from '#web/evidence/workbook/dom-helpers.ts';
import { formatDay, formatNumber } from '#web/format.ts';
import type { VerifyWords } from './verify-here.ts';

/** What released reports say of the verdicts that the site announced, as elements of the page. */
export function showStamps(
  report: StampReport,
  words: VerifyWords,
  language: Language,
): HTMLElement[] {
  const counts = countsOf(report, words);
  if (counts.length === 0) return [];
  const { stamps } = words;
  return [
    createElement('h3', {}, stamps.title),
    createElement(
      'dl',
      { class: 'record-state' },
      ...counts.flatMap(([label, count]) => [
        createElement('dt', {}, label),
        createElement('dd', {}, formatNumber(count, language)),
      ]),
    ),
    ...(report.apart.length === 0
      ? []
      : [
          ...stamps.honest.map((sentence) => createElement('p', { class: 'soft' }, sentence)),
          createElement(
            'ul',
            {},
            ...report.apart.map((one) =>
              createElement(
                'li',
                {},
                createElement('strong', {}, one.name),
                `. ${describe(one, words, language)}`,
              ),
            ),
          ),
        ]),
  ];
}

/** The same as lines of text. */
export function stampLines(report: StampReport, words: VerifyWords, language: Language): string[] {
  const counts = countsOf(report, words);
  if (counts.length === 0) return [];
  return [
    '',
    words.stamps.title,
    ...counts.map(([label, count]) => `- ${count} · ${label}`),
    ...(report.apart.length === 0 ? [] : words.stamps.honest),
    ...report.apart.map((one) => `- ${one.name}. ${describe(one, words, language)}`),
  ];
}

function countsOf(
  { borneOut, tooFew, notYet, apart }: StampReport,
  { stamps: { rows } }: VerifyWords,
): (readonly [label: string, count: number])[] {
  const counts = [
    [rows.borneOut, borneOut],
    [rows.apart, apart.length],
    [rows.tooFew, tooFew],
    [rows.notYet, notYet],
  ] as const;
  return counts.filter(([, count]) => count > 0);
}

/** E.g. “Our verdict: Pays (3 March 2026). Reports shown: Be careful (3 March 2026 – 7 June 2026).” */
function describe(
  { state, since, from, until, slips }: StampApart,
  { stamps, standings }: VerifyWords,
  language: Language,
): string {
  const nameOf = (one: string): string =>
    (standings as Readonly<Record<string, string>>)[one] ?? one;
  const day = (one: Day): string => formatDay(one, language);
  return `${stamps.verdict} ${nameOf(state)} (${day(since)}). ${stamps.reports} ${nameOf(slips)} (${day(from)} – ${day(until)}).`;
}
