import { decimalsOf, formatMoney, type Currency } from '#shared/core/money.ts';
import {
  owedBy,
  totalsOf,
  type Owed,
  type WorkbookTotal,
} from '#shared/evidence/workbook-totals.ts';
import { formatDay, formatMonth, formatShare } from '#web/format.ts';
import { chosenCountry, makeCountryChoice, onCountryChange } from '#web/enhance/country.ts';
import { todayUtc, type BookPage, type State, type View } from './workbook-page.ts';
import { fill, make, part } from './dom-helpers.ts';
import { formatDuration } from './format-duration.ts';

/** Totals beside a minimum wage, and what each platform owes. */
export function mountTotals(page: BookPage): View {
  const { root, words } = page;
  const by = part<HTMLSelectElement>(root, 'by');
  const box = part(root, 'totals');
  const owed = part(root, 'owed');
  const none = part(root, 'owed-none');
  const reference = make('p', { class: 'note' });
  const choice = makeCountryChoice(words.totals.compare, words.wages);
  box.after(choice.element, reference);
  let state: State | null = null;

  function show(): void {
    if (state === null) return;
    const totals = totalsOf(state.entries);
    const chosen = chosenCountry();
    const wage = words.wages.find(([country]) => country === chosen) ?? words.wages[0];
    if (wage !== undefined) {
      choice.show(wage[0]);
      reference.textContent = fill(words.reference, fill(wage[2], formatShare(1, words.language)));
    }
    const group = by.value as keyof typeof totals;
    box.replaceChildren(
      totals[group].length === 0
        ? make('p', { class: 'soft' }, words.noTotals)
        : tableOf(totals[group], words, by.value, wage?.[3] ?? null),
    );
    const debts = owedBy(state.entries, todayUtc());
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
  words: BookPage['words'],
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
        receivedMinor === 0 ? '' : fill(words.receivedPart, money(receivedMinor, currency)),
      ),
    );
    const search = total.searchSeconds;
    const time = lines(
      total.seconds + search === 0 ? '' : formatDuration(total.seconds + search),
      search === 0 ? '' : fill(words.searchPart, formatDuration(search)),
    );
    const { hourly } = total;
    const share = hourly === null ? null : shareOf(hourly, words.rates, wagePerHour);
    const rate =
      hourly === null
        ? '–'
        : lines(
            fill(words.perHour, money(hourly.minor, hourly.currency)),
            share === null ? '' : fill(words.ofMinimum, formatShare(share, words.language)),
          );
    const name = group === 'months' ? formatMonth(total.key, words.language) : total.key;
    const cells: (readonly (Node | string)[])[] = [amounts, [time], [rate]];
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, name),
      ...cells.map((cell) => make('td', {}, ...cell)),
    );
  });
  const head = make('tr', {}, ...heads.map((name) => make('th', { scope: 'col' }, name)));
  return make(
    'div',
    { class: 'table', role: 'region', tabindex: '0', 'aria-label': names[group] ?? '' },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)),
  );
}

/** A figure, with a smaller one below. */
function lines(first: string, second: string): Node {
  const box = make('div', {}, first);
  if (second !== '') box.append(make('small', {}, second));
  return box;
}

/** A rate as a share of the wage, in euros an hour; null without an exchange rate. */
function shareOf(
  { minor, currency }: NonNullable<WorkbookTotal['hourly']>,
  rates: BookPage['words']['rates'],
  wagePerHour: number | null,
): number | null {
  const perEur = rates[currency];
  if (perEur === undefined || wagePerHour === null) return null;
  return minor / 10 ** decimalsOf(currency) / perEur / wagePerHour;
}

function owedRow(debt: Owed, words: BookPage['words']): HTMLLIElement {
  const { language } = words;
  const said = (minor: number, since: string | null, sentence: string, from: string): string[] =>
    minor === 0
      ? []
      : [
          [
            fill(sentence, formatMoney(minor, debt.currency, language)),
            ...(since === null ? [] : [fill(from, formatDay(since, language))]),
          ].join(', '),
        ];
  return make(
    'li',
    {},
    make('strong', {}, debt.platform),
    ...[
      ...said(debt.toAskMinor, debt.toAskSince, words.toAsk, words.toAskSince),
      ...said(debt.waitingMinor, debt.waitingSince, words.waiting, words.waitingSince),
    ].map((sentence) => make('span', {}, sentence)),
  );
}
