import { today } from '#shared/core/days.ts';
import type { Language } from '#shared/core/languages.ts';
import { formatTypedAmount, isCurrency, parseAmount, type Currency } from '#shared/core/money.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import { parseDuration, formatExactDuration } from '#shared/core/durations.ts';
import type { TaskCounts } from '#shared/evidence/task-report-counts.ts';
import type { LiveEntry, PayoutEntry } from '#shared/evidence/workbook.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import {
  fillPlaceholder,
  createElement,
  openTemplateDialog,
  findPart,
  setText,
} from './dom-helpers.ts';
import { makeEntryId, type WorkbookStore } from './workbook-store.ts';
import { RUN_OUTCOMES, NO_RUNS } from './timer-state.ts';

/** An unreadable field, with its error message. */
class Unreadable {
  readonly name: string;
  readonly sentence: string;

  constructor(name: string, sentence: string) {
    this.name = name;
    this.sentence = sentence;
  }
}

/**
 * Opens the form of an entry, or of a new one; resolves to the saved entry, null when cancelled.
 */
export async function openEntryForm(
  page: WorkbookPageContext,
  kind: LiveEntry['kind'],
  entry: LiveEntry | null,
  notice = '',
): Promise<LiveEntry | null> {
  const { root, book, words, say } = page;
  const template = root.querySelector<HTMLTemplateElement>(`template[data-form="${kind}"]`);
  if (template === null) return null;
  const { dialog, form, closed } = openTemplateDialog(template);
  const issue = findPart(form, 'issue');
  const note = findPart(form, 'notice');
  if (notice !== '') note.append(createElement('p', { class: 'aside' }, notice));
  const published = entry?.published ?? null;
  if (entry !== null && published !== null) {
    const editor = entry.kind === 'payout' ? words.urls.editPayout : words.urls.editTask;
    const link = createElement(
      'a',
      { href: fillPlaceholder(editor, published.id) },
      words.editEvidence,
    );
    note.append(createElement('p', { class: 'aside' }, `${words.editPublished} `, link));
  }
  const values = entry === null ? { day: today(new Date()) } : valuesOf(entry, words.language);
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(form, name);
    if (field !== null) field.value = value;
  }
  form.querySelector('[type=date]')?.setAttribute('max', today(new Date()));

  let kept: LiveEntry | null = null;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const read = readEntry(new FormData(form), kind, entry, words);
    for (const field of form.querySelectorAll('[aria-invalid]'))
      field.removeAttribute('aria-invalid');
    issue.hidden = !(read instanceof Unreadable);
    if (read instanceof Unreadable) {
      setText(issue, read.sentence);
      const field = fieldOf(form, read.name);
      field?.setAttribute('aria-invalid', 'true');
      field?.focus();
      return;
    }
    await book.put([read]);
    kept = read;
    dialog.close('kept');
  });
  findPart(form, 'cancel').addEventListener('click', () => dialog.close());
  const remove = findPart<HTMLButtonElement>(form, 'remove');
  if (entry === null) remove.remove();
  else removeInTwoSteps(remove);

  function removeInTwoSteps(element: HTMLButtonElement): void {
    element.addEventListener('click', async () => {
      if (element.dataset['asked'] === undefined) {
        element.dataset['asked'] = '';
        setText(element, words.confirmRemove);
        if (published !== null)
          element.before(createElement('span', {}, `${words.removePublished} `));
        return;
      }
      if (entry === null) return;
      await replaceEntryByTombstone(book, entry);
      dialog.close();
      say(words.removed);
    });
  }

  await closed;
  if (kept !== null) say(words.saved);
  return kept;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldOf(form: HTMLFormElement, name: string): Field | null {
  return form.querySelector<Field>(`[name="${name}"]`);
}

/** An entry's values for its form. */
function valuesOf(entry: LiveEntry, language: Language): Record<string, string> {
  const amount = (minor: number | null, currency: Currency): string =>
    minor === null ? '' : formatTypedAmount(minor, currency, language);
  const time = (seconds: number | null): string =>
    seconds === null ? '' : formatExactDuration(seconds);
  const shared = { platform: entry.platform, day: entry.day, note: entry.note ?? '' };
  if (entry.kind === 'search') return { ...shared, time: time(entry.seconds) };
  const { currency } = entry;
  if (entry.kind === 'payout') {
    return {
      ...shared,
      currency,
      state: entry.state,
      expected: amount(entry.expectedMinor, currency),
      received: amount(entry.receivedMinor, currency),
      method: entry.method ?? '',
      settledOn: entry.settledOn ?? '',
    };
  }
  const counts = RUN_OUTCOMES.map((end) => [
    end,
    entry.counts[end] === 0 ? '' : `${entry.counts[end]}`,
  ]);
  return {
    ...shared,
    ...(Object.fromEntries(counts) as Record<string, string>),
    currency,
    title: entry.title,
    client: entry.client ?? '',
    reward: amount(entry.rewardMinor, currency),
    time: time(entry.seconds),
  };
}

function readEntry(
  data: FormData,
  kind: LiveEntry['kind'],
  before: LiveEntry | null,
  words: WorkbookPageContext['words'],
): LiveEntry | Unreadable {
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  const orNull = (name: string): string | null => text(name) || null;
  const shared = {
    id: before?.id ?? makeEntryId(),
    // The store sets both fields.
    changedAt: 0,
    device: '',
    platform: text('platform'),
    day: text('day'),
    note: orNull('note'),
    published: before?.published ?? null,
  };
  const seconds = text('time') === '' ? null : parseDuration(text('time'));
  if (seconds === null && (kind === 'search' || text('time') !== '')) {
    return new Unreadable('time', words.badTime);
  }
  if (kind === 'search') return { ...shared, kind, seconds: seconds ?? 0 };

  const chosen = text('currency');
  const currency = isCurrency(chosen) ? chosen : 'EUR';
  const main = kind === 'task' ? 'reward' : 'expected';
  const minor = parseAmount(text(main), currency);
  if (minor === null) return new Unreadable(main, words.badAmount);
  if (kind === 'task') {
    const counts = Object.fromEntries(
      RUN_OUTCOMES.map((end) => [end, Math.max(0, Math.floor(Number(text(end)) || 0))]),
    ) as Record<keyof TaskCounts, number>;
    return {
      ...shared,
      kind,
      title: text('title'),
      client: orNull('client'),
      rewardMinor: minor,
      currency,
      counts: { ...NO_RUNS, ...counts },
      seconds,
    };
  }
  const receivedMinor = text('received') === '' ? null : parseAmount(text('received'), currency);
  if (receivedMinor === null && text('received') !== '') {
    return new Unreadable('received', words.badAmount);
  }
  const state = text('state') as PayoutEntry['state'];
  return {
    ...shared,
    kind,
    expectedMinor: minor,
    receivedMinor: state === 'received' ? receivedMinor : null,
    currency,
    method: orNull('method') as PaymentMethod | null,
    state,
    settledOn: state === 'waiting' ? null : orNull('settledOn'),
  };
}

/** Replaces an entry by a tombstone, so that no other device restores it. */
async function replaceEntryByTombstone(book: WorkbookStore, { id }: LiveEntry): Promise<void> {
  await book.put([{ kind: 'deleted', id, changedAt: 0, device: '' }]);
}
