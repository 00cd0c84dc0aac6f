import type { Day } from '#shared/core/days.ts';
import { isLanguage, type Language } from '#shared/core/languages.ts';
import type { FaultCode } from '#shared/portability/verifier/faults.ts';
import type { ReportJson } from '#shared/portability/verifier/verification-report.ts';
import {
  createButton,
  createElement,
  fillPlaceholder,
} from '#web/evidence/workbook/dom-helpers.ts';
import { formatDay, formatNumber } from '#web/format.ts';
import { showStamps, stampLines } from './show-stamps.ts';
import type { VerifyWords } from './verify-here.ts';

/** Faults shown; the saved file has all. */
const MOST_FAULTS = 100;

type Line = { readonly label: string; readonly count: number };
type Group = {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly after: string | null;
};

/**
 * The report as elements of the page.
 * @param seen the checkpoint that this browser had kept was compared too.
 */
export function showReport(report: ReportJson, words: VerifyWords, seen: boolean): Node[] {
  const { checkpoint, counts, faults } = report;
  const verdict = createElement(
    'p',
    { class: faults.length === 0 ? 'done' : 'alert' },
    verdictOf(report, words),
  );
  const list = createElement(
    'ul',
    {},
    ...faults.slice(0, MOST_FAULTS).map((fault) => {
      const what = fault.name ?? '';
      const link =
        fault.address === undefined
          ? createElement('code', {}, what)
          : createElement('a', { href: fault.address }, what);
      return createElement('li', {}, `${words.faults[fault.code]} `, link);
    }),
    ...(faults.length > MOST_FAULTS ? [createElement('li', {}, `… ${faults.length}`)] : []),
  );
  return [
    verdict,
    ...(faults.length === 0 ? [] : [list]),
    ...(seen ? [createElement('p', { class: 'soft' }, words.seen)] : []),
    ...(checkpoint === null ? [] : [linesOf([{ label: words.signed, count: checkpoint.size }])]),
    ...(counts === null ? [] : groupsOf(counts, words).flatMap(showGroup)),
    ...(report.stamps === null ? [] : showStamps(report.stamps, words, languageOfPage())),
    createElement(
      'p',
      {},
      createButton(words.save, () => saveReport(report, words), 'button second'),
    ),
    createElement('p', { class: 'soft' }, words.saveSay),
  ];
}

function verdictOf({ faults, counts }: ReportJson, words: VerifyWords): string {
  if (faults.length > 0) return words.wrong;
  return counts === null ? words.fineRecord : words.fine;
}

function showGroup({ title, lines, after }: Group): Node[] {
  if (lines.length === 0) return [];
  return [
    createElement('h3', {}, title),
    linesOf(lines),
    ...(after === null ? [] : [createElement('p', { class: 'soft' }, after)]),
  ];
}

function linesOf(lines: readonly Line[]): HTMLElement {
  return createElement(
    'dl',
    { class: 'record-state' },
    ...lines.flatMap(({ label, count }) => [
      createElement('dt', {}, label),
      createElement('dd', {}, formatNumber(count, languageOfPage())),
    ]),
  );
}

function languageOfPage(): Language {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'en';
}

function groupsOf(
  { compared, notYet, never }: NonNullable<ReportJson['counts']>,
  { groups, rows, until }: VerifyWords,
): Group[] {
  const lines = <Name extends string>(
    labels: Readonly<Record<Name, string>>,
    of: Readonly<Record<NoInfer<Name>, number>>,
  ): Line[] =>
    (Object.keys(labels) as Name[])
      .map((name) => ({ label: labels[name], count: of[name] }))
      .filter(({ count }) => count > 0);
  const whole = compared.things - compared.factsAlone;
  return [
    {
      title: groups.compared,
      lines: lines(rows.compared, { ...compared, whole }),
      after: null,
    },
    {
      title: groups.notYet,
      lines: lines(rows.notYet, notYet),
      after:
        notYet.until === null
          ? null
          : fillPlaceholder(until, formatDay(notYet.until as Day, languageOfPage())),
    },
    { title: groups.never, lines: lines(rows.never, never), after: null },
  ];
}

/** The report as text, to be handed on; the checkpoint at its end is as the site signed it. */
export function reportText(report: ReportJson, words: VerifyWords, now: Date): string {
  const { checkpoint, counts, faults, place, dump, stamps } = report;
  const groups = counts === null ? [] : groupsOf(counts, words);
  return [
    `${words.file.site} ${place}`,
    ...(dump === null || dump === place ? [] : [dump]),
    `${words.file.made} ${now.toISOString()}`,
    '',
    verdictOf(report, words),
    ...faults.map(
      ({ code, name, address }) =>
        `- ${[words.faults[code as FaultCode], name, address].filter((part) => part !== undefined && part !== null).join(' · ')}`,
    ),
    ...groups.flatMap(({ title, lines, after }) =>
      lines.length === 0
        ? []
        : [
            '',
            title,
            ...lines.map(({ label, count }) => `- ${count} · ${label}`),
            ...(after === null ? [] : [after]),
          ],
    ),
    ...(stamps === null ? [] : stampLines(stamps, words, languageOfPage())),
    ...(checkpoint === null
      ? []
      : [
          '',
          `${checkpoint.size} · ${words.signed}`,
          '',
          words.file.checkpoint,
          '',
          checkpoint.note,
        ]),
    '',
  ].join('\n');
}

function saveReport(report: ReportJson, words: VerifyWords): void {
  const now = new Date();
  const url = URL.createObjectURL(
    new Blob([reportText(report, words, now)], { type: 'text/plain' }),
  );
  const link = createElement('a', {
    href: url,
    download: `verification-${location.hostname}-${now.toISOString().slice(0, 10)}.txt`,
  });
  link.click();
  URL.revokeObjectURL(url);
}
