import { formatMoney, type Currency } from '#shared/core/money.ts';
import { monthOf } from '#shared/core/days.ts';
import { hourlyRateOf } from '#shared/evidence/hourly-pay.ts';
import { earnedMinorOfTask, platformNameKeyInWorkbook } from '#shared/evidence/workbook-totals.ts';
import type { LiveEntry, TaskEntry } from '#shared/evidence/workbook.ts';
import { formatDay, formatMonth, formatNumber, isSingular, formatDuration } from '#web/format.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import type { WorkbookSnapshot, RenderPart } from './workbook-snapshot.ts';
import { createButton, fillPlaceholder, createElement, findPart, setText } from './dom-helpers.ts';
import { openEntryForm } from './open-entry-form.ts';
import type { EntryPublisher } from './entry-publisher.ts';
import type { OutgoingEntry } from './outgoing-entry-state.ts';
import { renderPublicationStatus } from './publication-status.ts';
import { isPublishable } from './publication-request.ts';
import { RUN_OUTCOMES, markOneRunPaid } from './timer-state.ts';
import { startTimedWork } from './mount-timer.ts';

/** Number of entries shown at first, and added by each "more". */
const STEP = 30;

/** Rendered rows by entry id, with the content they show. */
type Rows = ReadonlyMap<string, { readonly content: string; readonly row: HTMLElement }>;

/** Shows tasks, searches and payouts in one list, latest first. */
export function mountEntryList(page: WorkbookPageContext, publisher: EntryPublisher): RenderPart {
  const { root, words } = page;
  const section = root.querySelector<HTMLElement>('#entries') ?? root;
  const list = findPart(section, 'list');
  const more = findPart<HTMLButtonElement>(section, 'more');
  const empty = findPart(section, 'empty');
  const filters = findPart(section, 'filters');
  const filterOf = (name: string): HTMLSelectElement | null =>
    filters.querySelector<HTMLSelectElement>(`[data-filter=${name}]`);
  let state: WorkbookSnapshot | null = null;
  let most = STEP;
  // Rows by entry, so that only changed ones are rendered again.
  let rows: Rows = new Map();

  for (const adder of section.querySelectorAll<HTMLElement>('[data-add]')) {
    const kind = adder.dataset['add'] as LiveEntry['kind'];
    adder.addEventListener('click', () => void openEntryForm(page, kind, null));
  }
  filters.addEventListener('change', () => {
    most = STEP;
    show();
  });
  more.addEventListener('click', () => {
    const first = list.children.length;
    most += STEP;
    show();
    list.children[first]?.querySelector('button')?.focus();
  });

  function show(): void {
    if (state === null) return;
    const { entries, outbox } = state;
    const [platform, month] = [filterOf('platform')?.value ?? '', filterOf('month')?.value ?? ''];
    const chosen = entries.filter(
      (entry) =>
        (platform === '' || platformNameKeyInWorkbook(entry.platform) === platform) &&
        (month === '' || monthOf(entry.day) === month),
    );
    const shown = chosen.slice(0, most);
    const focused = focusedPlace(list);
    const before = rows;
    rows = new Map(
      shown.map((entry) => {
        const outgoing = outbox[entry.id] ?? null;
        const content = JSON.stringify([entry, outgoing]);
        const known = before.get(entry.id);
        if (known?.content === content) return [entry.id, known];
        return [entry.id, { content, row: rowOf(page, publisher, entry, outgoing) }];
      }),
    );
    placeRows(list, before, rows);
    focusPlace(list, focused);
    more.hidden = chosen.length <= most;
    filters.hidden = entries.length === 0;
    empty.hidden = chosen.length > 0;
    setText(empty, entries.length === 0 ? words.empty : words.emptyFilter);
  }

  return (next) => {
    state = next;
    const platforms = new Map(
      next.entries
        .map(({ platform }) => [platformNameKeyInWorkbook(platform), platform] as const)
        .toReversed(),
    );
    setOptions(filterOf('platform'), [...platforms]);
    findPart(section, 'platforms').replaceChildren(
      ...[...platforms.values()].map((name) => createElement('option', { value: name })),
    );
    const months = [...new Set(next.entries.map(({ day }) => monthOf(day)))];
    setOptions(
      filterOf('month'),
      months.map((month) => [month, formatMonth(month, words.language)]),
    );
    show();
  };
}

function rowOf(
  page: WorkbookPageContext,
  publisher: EntryPublisher,
  entry: LiveEntry,
  outgoing: OutgoingEntry | null,
): HTMLLIElement {
  const { words, book } = page;
  const row = createElement('li', { 'data-id': entry.id });
  row.append(
    createElement('h3', {}, titleOf(entry, page), createElement('small', {}, ` ${whoseOf(entry)}`)),
    createElement('p', { class: 'soft' }, factsOf(entry, page).join(' · ')),
  );
  if (entry.note !== null) row.append(createElement('p', { class: 'note' }, entry.note));
  const acts = createElement('p', { class: 'acts' });
  if (entry.kind === 'task') {
    const paid =
      entry.counts.pending > 0
        ? words.pendingPaid
        : fillPlaceholder(words.plusOne, words.counts.paid[0] ?? '');
    acts.append(
      // Reads the current value, so that two quick taps both count.
      createButton(paid, () => void book.update(entry.id, withOnePaid)),
      createButton(words.again, () => void startTimedWork(page, timedOf(entry))),
    );
  }
  acts.append(
    createButton(words.edit, async () => {
      const kept = await openEntryForm(page, entry.kind, entry);
      // A refused entry that was corrected is sent again.
      if (kept !== null && isPublishable(kept) && outgoing?.state === 'refused') {
        await publisher.publish(kept);
      }
    }),
  );
  row.append(acts);
  if (isPublishable(entry))
    row.append(renderPublicationStatus(page, publisher, entry, outgoing, acts));
  return row;
}

function withOnePaid(entry: LiveEntry): LiveEntry {
  return entry.kind === 'task' ? { ...entry, counts: markOneRunPaid(entry.counts) } : entry;
}

function titleOf(entry: LiveEntry, { words }: WorkbookPageContext): string {
  if (entry.kind === 'search') return words.search;
  if (entry.kind === 'payout') return `${words.payout} · ${words.states[entry.state]}`;
  return entry.title || words.task;
}

function factsOf(entry: LiveEntry, { words }: WorkbookPageContext): string[] {
  const { language } = words;
  const money = (minor: number, currency: Currency): string =>
    formatMoney(minor, currency, language);
  const day = formatDay(entry.day, language);
  if (entry.kind === 'search') return [day, formatDuration(entry.seconds)];
  if (entry.kind === 'payout') {
    const { receivedMinor, expectedMinor, currency } = entry;
    return [day, money(receivedMinor ?? expectedMinor, currency)];
  }
  const { counts, seconds, currency } = entry;
  const ends = RUN_OUTCOMES.filter((end) => counts[end] > 0).map((end) => {
    const [one, many] = words.counts[end];
    const count = counts[end];
    return `${formatNumber(count, language)}\u00a0${isSingular(count, language) ? one : many}`;
  });
  const hourly = seconds === null ? null : hourlyRateOf(earnedMinorOfTask(entry), seconds);
  return [
    day,
    money(entry.rewardMinor, currency),
    ...ends,
    ...(seconds === null ? [] : [formatDuration(seconds)]),
    // Shows no rate while no run is paid: it would be zero.
    ...(hourly === null || counts.paid === 0
      ? []
      : [fillPlaceholder(words.perHour, money(hourly, currency))]),
  ];
}

function timedOf({
  id,
  platform,
  title,
  rewardMinor,
  currency,
}: TaskEntry): Parameters<typeof startTimedWork>[1] {
  return { kind: 'task', entryId: id, platform, title, rewardMinor, currency };
}

/** Replaces the options after the first one, "all"; keeps the selection. */
function setOptions(
  select: HTMLSelectElement | null,
  options: readonly (readonly [value: string, label: string])[],
): void {
  if (select === null) return;
  const chosen = select.value;
  while (select.options.length > 1) select.options[1]?.remove();
  for (const [value, label] of options) select.add(new Option(label, value));
  select.value = options.some(([value]) => value === chosen) ? chosen : '';
}

/** The focused button and its row, to restore the focus after rendering. */
function focusedPlace(list: HTMLElement): { id: string; index: number } | null {
  const row = document.activeElement?.closest<HTMLElement>('li[data-id]');
  if (!row || !list.contains(row)) return null;
  const index = [...row.querySelectorAll('a, button')].findIndex(
    (one) => one === document.activeElement,
  );
  return { id: row.dataset['id'] ?? '', index };
}

/** Updates the list's rows, leaving those in place untouched. */
function placeRows(list: HTMLElement, before: Rows, rows: Rows): void {
  for (const [id, { row }] of before) if (rows.get(id)?.row !== row) row.remove();
  for (const [at, { row }] of [...rows.values()].entries()) {
    const there = list.children[at] ?? null;
    if (there !== row) list.insertBefore(row, there);
  }
}

function focusPlace(list: HTMLElement, place: { id: string; index: number } | null): void {
  if (place === null) return;
  const rows = [...list.querySelectorAll<HTMLElement>('li[data-id]')];
  const acts = rows
    .find((row) => row.dataset['id'] === place.id)
    ?.querySelectorAll<HTMLElement>('a, button');
  const act = acts?.[place.index];
  if (act !== document.activeElement) act?.focus();
}

/** The platform, and the client if noted. */
function whoseOf(entry: LiveEntry): string {
  const client = entry.kind === 'task' ? entry.client : null;
  return client === null ? entry.platform : `${entry.platform} · ${client}`;
}
