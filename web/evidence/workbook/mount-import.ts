import { isCurrency } from '#shared/core/money.ts';
import {
  guessFromValues,
  guessMapping,
  looksLikeHeads,
  type ImportField,
} from '#shared/evidence/workbook-columns.ts';
import { guessKind, type ImportKind } from '#shared/evidence/workbook-import.ts';
import { todayUtc } from './workbook-page.ts';
import { fill, make, part, setText } from './dom-helpers.ts';
import type { ImportWords } from './import-section.tsx';
import {
  MAX_LINES,
  applyImport,
  lastImported,
  planTable,
  planWhole,
  undoImport,
  type Plan,
  type Table,
} from './import-plan.ts';
import { columnRow, countWords, entryItem, refusalItem } from './import-preview.ts';
import type { Book } from './workbook-store.ts';

const SHOWN_ENTRIES = 5;
const SHOWN_REFUSALS = 30;
/** Maximum columns. */
const MAX_COLUMNS = 60;

/** Imports a spreadsheet: preview, import, undo. */
export function mountImport(element: HTMLElement, book: Book): void {
  const words = JSON.parse(element.dataset['words'] ?? '{}') as ImportWords;
  const file = part<HTMLInputElement>(element, 'file');
  const paste = part<HTMLTextAreaElement>(element, 'paste');
  const read = part<HTMLButtonElement>(element, 'read');
  const heads = part<HTMLInputElement>(element, 'heads');
  const kind = part<HTMLSelectElement>(element, 'kind');
  const platform = part<HTMLInputElement>(element, 'platform');
  const currency = part<HTMLSelectElement>(element, 'currency');
  const columns = part(element, 'columns');
  const choices = part(element, 'choices');
  const preview = part(element, 'preview');
  const go = part<HTMLButtonElement>(element, 'go');
  const undo = part<HTMLButtonElement>(element, 'undo');
  const say = (sentence: string): void => setText(part(element, 'status'), sentence);

  let lines: Table['lines'] = [];
  let plan: Plan | null = null;
  // Incremented with each parse, so that an outdated one shows nothing.
  let looks = 0;

  file.addEventListener('change', () => void take());
  read.addEventListener('click', () => void receive(new TextEncoder().encode(paste.value)));
  read.disabled = false;
  // Chosen before this script had loaded.
  void take();

  async function take(): Promise<void> {
    const chosen = file.files?.[0];
    if (chosen === undefined) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    // Reset, so that the same file can be chosen again.
    file.value = '';
    await receive(bytes);
  }

  for (const field of [heads, kind, currency, columns]) {
    field.addEventListener('change', () => {
      if (field === heads) guess();
      void look();
    });
  }
  platform.addEventListener('input', () => void look());
  go.addEventListener('click', () => void bring());
  undo.addEventListener('click', async () => {
    undo.disabled = true;
    await undoImport(book);
    undo.disabled = false;
    say(words.undone);
    await offerUndo();
  });
  void offerUndo();

  async function receive(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    close();
    say(words.reading);
    const mine = (looks += 1);
    const { decodeText, isWorkbookFile, readTable } = await import('./read-spreadsheet.ts');
    if (isWorkbookFile(bytes)) return say(words.workbookFile);
    const text = decodeText(bytes);
    if (/^\ufeff?\s*\{/.test(text)) return receiveWhole(text);
    const table: string[][] = [];
    for await (const some of readTable(text)) {
      if (mine !== looks) return;
      table.push(...some.map((cells) => cells.slice(0, MAX_COLUMNS)));
      if (table.length > MAX_LINES) return say(fill(words.tooLong, String(MAX_LINES)));
    }
    lines = table;
    if (!table.some((cells) => cells.some((cell) => cell.trim() !== ''))) return say(words.empty);
    say('');
    heads.checked = looksLikeHeads(table[0] ?? []);
    currency.value = (await commonCurrency(book)) ?? currency.value;
    guess();
    choices.hidden = false;
    await look();
  }

  async function receiveWhole(text: string): Promise<void> {
    const whole = await planWhole(book, text);
    say(whole === null ? words.otherJson : '');
    if (whole !== null) show(whole);
  }

  /** One row per column, with its guessed field. */
  function guess(): void {
    const [first = []] = lines;
    const width = Math.max(...lines.slice(0, 50).map((cells) => cells.length));
    const guessed = heads.checked ? guessMapping(first) : guessFromValues(first);
    kind.value = guessKind(guessed);
    const examples = lines.slice(heads.checked ? 1 : 0, 50);
    columns.replaceChildren(
      ...Array.from({ length: width }, (_, column) =>
        columnRow(words, {
          head: heads.checked ? (first[column] ?? '') : fill(words.columnNumber, `${column + 1}`),
          example: examples.map((cells) => cells[column] ?? '').find((cell) => cell.trim() !== ''),
          field: guessed[column] ?? null,
        }),
      ),
    );
  }

  async function look(): Promise<void> {
    const mine = (looks += 1);
    const mapping = [...columns.querySelectorAll('select')].map(({ value }) =>
      value === '' ? null : (value as ImportField),
    );
    const planned = await planTable(
      book,
      { lines, hasHeads: heads.checked },
      {
        mapping,
        kind: kind.value as ImportKind,
        platform: platform.value,
        currency: isCurrency(currency.value) ? currency.value : 'EUR',
        today: todayUtc(),
      },
      () => mine !== looks,
    );
    if (planned !== null && mine === looks) show(planned);
  }

  function show(next: Plan): void {
    plan = next;
    const { added, updated, known, deleted, refused, refusals } = next;
    const count = (many: readonly string[], number: number): string[] =>
      number === 0 ? [] : [countWords(many, number, words.language)];
    const said = [
      ...(added.length + updated.length === 0 ? [words.none] : count(words.coming, added.length)),
      ...count(words.merged, updated.length),
      ...count(words.known, known),
      ...count(words.deleted, deleted),
      ...count(words.refused, refused),
    ];
    setText(part(element, 'summary'), said.join(' '));
    part(element, 'first').replaceChildren(
      ...added.slice(0, SHOWN_ENTRIES).map((entry) => entryItem(words, entry)),
    );
    const hidden = refusals.length - SHOWN_REFUSALS;
    part(element, 'refusals').replaceChildren(
      ...refusals
        .slice(0, SHOWN_REFUSALS)
        .map((refusal) => refusalItem(words, refusal, heads.checked ? (lines[0] ?? []) : [])),
      ...(hidden > 0 ? [make('li', {}, fill(words.more, String(hidden)))] : []),
    );
    part(element, 'refused').hidden = refusals.length === 0;
    go.disabled = added.length + updated.length === 0;
    preview.hidden = false;
  }

  async function bring(): Promise<void> {
    if (plan === null) return;
    go.disabled = true;
    try {
      const count = await applyImport(book, plan);
      close();
      paste.value = '';
      say(countWords(words.done, count, words.language));
    } catch {
      go.disabled = false;
      say(words.failed);
    }
    await offerUndo();
  }

  function close(): void {
    looks += 1;
    plan = null;
    choices.hidden = true;
    preview.hidden = true;
  }

  async function offerUndo(): Promise<void> {
    const count = await lastImported(book);
    undo.hidden = count === 0;
    setText(undo, countWords(words.undo, count, words.language));
  }
}

/** The currency of most entries. */
async function commonCurrency(book: Book): Promise<string | null> {
  const counts = new Map<string, number>();
  for (const entry of await book.all()) {
    if (!('currency' in entry)) continue;
    counts.set(entry.currency, (counts.get(entry.currency) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}
