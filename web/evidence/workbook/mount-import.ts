import { today } from '#shared/core/days.ts';
import { isCurrency } from '#shared/core/money.ts';
import {
  guessMappingFromValues,
  guessColumnMapping,
  looksLikeHeaderRow,
  type ImportField,
} from '#shared/evidence/workbook-columns.ts';
import { guessEntryKind } from '#shared/evidence/workbook-import.ts';
import type { ImportedEntryKind } from '#shared/evidence/workbook-import-line.ts';
import { fillPlaceholder, createElement, findPart, setText } from './dom-helpers.ts';
import type { ImportSentences } from './import-section.tsx';
import {
  MAX_IMPORT_LINES,
  applyImport,
  countLastImported,
  planTableImport,
  planFullImport,
  undoLastImport,
  type ImportPlan,
  type ImportTable,
} from './import-plan.ts';
import {
  createColumnRow,
  lineCountInWords,
  createEntryItem,
  createRefusalItem,
} from './import-preview.ts';
import type { WorkbookStore } from './workbook-store.ts';

const SHOWN_ENTRIES = 5;
const SHOWN_REFUSALS = 30;
/** Maximum columns of an imported table. */
const MAX_COLUMNS = 60;

/** Imports a spreadsheet: preview, import, undo. */
export function mountImport(element: HTMLElement, book: WorkbookStore): void {
  const words = JSON.parse(element.dataset['words'] ?? '{}') as ImportSentences;
  const file = findPart<HTMLInputElement>(element, 'file');
  const paste = findPart<HTMLTextAreaElement>(element, 'paste');
  const read = findPart<HTMLButtonElement>(element, 'read');
  const heads = findPart<HTMLInputElement>(element, 'heads');
  const kind = findPart<HTMLSelectElement>(element, 'kind');
  const platform = findPart<HTMLInputElement>(element, 'platform');
  const currency = findPart<HTMLSelectElement>(element, 'currency');
  const columns = findPart(element, 'columns');
  const choices = findPart(element, 'choices');
  const preview = findPart(element, 'preview');
  const go = findPart<HTMLButtonElement>(element, 'go');
  const undo = findPart<HTMLButtonElement>(element, 'undo');
  const say = (sentence: string): void => setText(findPart(element, 'status'), sentence);

  let lines: ImportTable['lines'] = [];
  let plan: ImportPlan | null = null;
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
    await undoLastImport(book);
    undo.disabled = false;
    say(words.undone);
    await offerUndo();
  });
  void offerUndo();

  async function receive(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    close();
    say(words.reading);
    const mine = (looks += 1);
    const { decodeSpreadsheetText, isBinarySpreadsheet, readSpreadsheetRows } =
      await import('./read-spreadsheet.ts');
    if (isBinarySpreadsheet(bytes)) return say(words.workbookFile);
    const text = decodeSpreadsheetText(bytes);
    if (/^\ufeff?\s*\{/.test(text)) return receiveWhole(text);
    const table: string[][] = [];
    for await (const some of readSpreadsheetRows(text)) {
      if (mine !== looks) return;
      table.push(...some.map((cells) => cells.slice(0, MAX_COLUMNS)));
      if (table.length > MAX_IMPORT_LINES)
        return say(fillPlaceholder(words.tooLong, String(MAX_IMPORT_LINES)));
    }
    lines = table;
    if (!table.some((cells) => cells.some((cell) => cell.trim() !== ''))) return say(words.empty);
    say('');
    heads.checked = looksLikeHeaderRow(table[0] ?? []);
    currency.value = (await commonCurrency(book)) ?? currency.value;
    guess();
    choices.hidden = false;
    await look();
  }

  async function receiveWhole(text: string): Promise<void> {
    const whole = await planFullImport(book, text);
    say(whole === null ? words.otherJson : '');
    if (whole !== null) show(whole);
  }

  /** Guesses the field of each column, and shows a row for each. */
  function guess(): void {
    const [first = []] = lines;
    const width = Math.max(...lines.slice(0, 50).map((cells) => cells.length));
    const guessed = heads.checked ? guessColumnMapping(first) : guessMappingFromValues(first);
    kind.value = guessEntryKind(guessed);
    const examples = lines.slice(heads.checked ? 1 : 0, 50);
    columns.replaceChildren(
      ...Array.from({ length: width }, (_, column) =>
        createColumnRow(words, {
          head: heads.checked
            ? (first[column] ?? '')
            : fillPlaceholder(words.columnNumber, `${column + 1}`),
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
    const planned = await planTableImport(
      book,
      { lines, hasHeads: heads.checked },
      {
        mapping,
        kind: kind.value as ImportedEntryKind,
        platform: platform.value,
        currency: isCurrency(currency.value) ? currency.value : 'EUR',
        today: today(new Date()),
      },
      () => mine !== looks,
    );
    if (planned !== null && mine === looks) show(planned);
  }

  function show(next: ImportPlan): void {
    plan = next;
    const { added, updated, known, deleted, refused, refusals } = next;
    const count = (many: readonly string[], number: number): string[] =>
      number === 0 ? [] : [lineCountInWords(many, number, words.language)];
    const said = [
      ...(added.length + updated.length === 0 ? [words.none] : count(words.coming, added.length)),
      ...count(words.merged, updated.length),
      ...count(words.known, known),
      ...count(words.deleted, deleted),
      ...count(words.refused, refused),
    ];
    setText(findPart(element, 'summary'), said.join(' '));
    findPart(element, 'first').replaceChildren(
      ...added.slice(0, SHOWN_ENTRIES).map((entry) => createEntryItem(words, entry)),
    );
    const hidden = refusals.length - SHOWN_REFUSALS;
    findPart(element, 'refusals').replaceChildren(
      ...refusals
        .slice(0, SHOWN_REFUSALS)
        .map((refusal) => createRefusalItem(words, refusal, heads.checked ? (lines[0] ?? []) : [])),
      ...(hidden > 0 ? [createElement('li', {}, fillPlaceholder(words.more, String(hidden)))] : []),
    );
    findPart(element, 'refused').hidden = refusals.length === 0;
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
      say(lineCountInWords(words.done, count, words.language));
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
    const count = await countLastImported(book);
    undo.hidden = count === 0;
    setText(undo, lineCountInWords(words.undo, count, words.language));
  }
}

/** The currency of most entries; null without any. */
async function commonCurrency(book: WorkbookStore): Promise<string | null> {
  const counts = new Map<string, number>();
  for (const entry of await book.all()) {
    if (!('currency' in entry)) continue;
    counts.set(entry.currency, (counts.get(entry.currency) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}
