import { today } from '#shared/core/days.ts';
import { decimalsOf, formatMoney, type Currency } from '#shared/core/money.ts';
import {
  computeAmountsOwed,
  computeWorkbookTotals,
  type AmountOwed,
  type WorkbookTotal,
} from '#shared/evidence/workbook-totals.ts';
import { formatDay, formatMonth, formatShare, formatDuration } from '#web/format.ts';
import { chosenCountry, makeCountryChoice, onCountryChange } from '#web/enhance/chosen-country.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import type { WorkbookSnapshot, RenderPart } from './workbook-snapshot.ts';
import { fillPlaceholder, createElement, findPart } from './dom-helpers.ts';

/** Shows the workbook's totals beside a minimum wage, and what each platform owes. */
export function mountTotals(page: WorkbookPageContext): RenderPart {
  const { root, words } = page;
  const by = findPart<HTMLSelectElement>(root, 'by');
  const box = findPart(root, 'totals');
  const owed = findPart(root, 'owed');
  const none = findPart(root, 'owed-none');
  const reference = createElement('p', { class: 'note' });
  const choice = makeCountryChoice(words.totals.compare, words.wages);
  box.after(choice.element, reference);
  let state: WorkbookSnapshot | null = null;

  function show(): void {
    if (state === null) return;
    const totals = computeWorkbookTotals(state.entries);
    const chosen = chosenCountry();
    const wage = words.wages.find(([country]) => country === chosen) ?? words.wages[0];
    if (wage !== undefined) {
      choice.show(wage[0]);
      reference.textContent = fillPlaceholder(
        words.reference,
        fillPlaceholder(wage[2], formatShare(1, words.language)),
      );
    }
    const group = by.value as keyof typeof totals;
    box.replaceChildren(
      totals[group].length === 0
        ? createElement('p', { class: 'soft' }, words.noTotals)
        : tableOf(totals[group], words, by.value, wage?.[3] ?? null),
    );
    const debts = computeAmountsOwed(state.entries, today(new Date()));
    owed.replaceChildren(...debts.map((debt) => owedRow(debt, words)));
    none.hidden = debts.length > 0;
  }
  by.addEventListener('change', show);
  onCountryChange(root, show);

  return (next) => {
    state = next;
    show();
  };
}

function tableOf(
  totals: readonly WorkbookTotal[],
  words: WorkbookPageContext['words'],
  group: string,
  wagePerHour: number | null,
): HTMLElement {
  const { columns, groups } = words.totals;
  const names: Readonly<Record<string, string>> = groups;
  const heads = [names[group] ?? '', columns.earned, columns.time, columns.hourly];
  const money = (minor: number, currency: Currency): string =>
    formatMoney(minor, currency, words.language);
  const rows = totals.map((total) => {
    const amounts = total.amounts.map(({ currency, earnedMinor, receivedMinor }) =>
      lines(
        money(earnedMinor, currency),
        receivedMinor === 0
          ? ''
          : fillPlaceholder(words.receivedPart, money(receivedMinor, currency)),
      ),
    );
    const search = total.searchSeconds;
    const time = lines(
      total.seconds + search === 0 ? '' : formatDuration(total.seconds + search),
      search === 0 ? '' : fillPlaceholder(words.searchPart, formatDuration(search)),
    );
    const { hourly } = total;
    const share = hourly === null ? null : shareOf(hourly, words.rates, wagePerHour);
    const rate =
      hourly === null
        ? '–'
        : lines(
            fillPlaceholder(words.perHour, money(hourly.minor, hourly.currency)),
            share === null
              ? ''
              : fillPlaceholder(words.ofMinimum, formatShare(share, words.language)),
          );
    const name = group === 'months' ? formatMonth(total.key, words.language) : total.key;
    const cells: (readonly (Node | string)[])[] = [amounts, [time], [rate]];
    return createElement(
      'tr',
      {},
      createElement('th', { scope: 'row' }, name),
      ...cells.map((cell) => createElement('td', {}, ...cell)),
    );
  });
  const head = createElement(
    'tr',
    {},
    ...heads.map((name) => createElement('th', { scope: 'col' }, name)),
  );
  return createElement(
    'div',
    { class: 'table', role: 'region', tabindex: '0', 'aria-label': names[group] ?? '' },
    createElement(
      'table',
      {},
      createElement('thead', {}, head),
      createElement('tbody', {}, ...rows),
    ),
  );
}

/** A cell with a figure, and a smaller one below it. */
function lines(first: string, second: string): Node {
  const box = createElement('div', {}, first);
  if (second !== '') box.append(createElement('small', {}, second));
  return box;
}

/** A rate as a share of the wage, in euros an hour; null without an exchange rate. */
function shareOf(
  { minor, currency }: NonNullable<WorkbookTotal['hourly']>,
  rates: WorkbookPageContext['words']['rates'],
  wagePerHour: number | null,
): number | null {
  const perEur = rates[currency];
  if (perEur === undefined || wagePerHour === null) return null;
  return minor / 10 ** decimalsOf(currency) / perEur / wagePerHour;
}

function owedRow(debt: AmountOwed, words: WorkbookPageContext['words']): HTMLLIElement {
  const { language } = words;
  const said = (minor: number, since: string | null, sentence: string, from: string): string[] =>
    minor === 0
      ? []
      : [
          [
            fillPlaceholder(sentence, formatMoney(minor, debt.currency, language)),
            ...(since === null ? [] : [fillPlaceholder(from, formatDay(since, language))]),
          ].join(', '),
        ];
  return createElement(
    'li',
    {},
    createElement('strong', {}, debt.platform),
    ...[
      ...said(debt.toAskMinor, debt.toAskSince, words.toAsk, words.toAskSince),
      ...said(debt.waitingMinor, debt.waitingSince, words.waiting, words.waitingSince),
    ].map((sentence) => createElement('span', {}, sentence)),
  );
}
