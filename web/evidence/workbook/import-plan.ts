import { createLineReader, type LineRefusal } from '#shared/evidence/workbook-import.ts';
import type { ImportChoices, ImportedEntry } from '#shared/evidence/workbook-import-line.ts';
import { parseWorkbookJson } from '#shared/evidence/workbook-export.ts';
import { mergeEntries, type WorkbookEntry } from '#shared/evidence/workbook.ts';
import type { WorkbookStore } from './workbook-store.ts';

/** Maximum lines of an import; more than years of work. */
export const MAX_IMPORT_LINES = 50_000;
// Lines per slice, imperceptible on a slow phone.
const LINES_AT_ONCE = 250;

/** The changes that an import would make. */
export type ImportPlan = {
  /** Entries that the import adds. */
  readonly added: readonly WorkbookEntry[];
  /** Number of existing entries, which stay unchanged. */
  readonly known: number;
  /** Number of entries deleted by hand earlier, which stay deleted. */
  readonly deleted: number;
  /** Later versions of existing entries; only a full export brings those. */
  readonly updated: readonly WorkbookEntry[];
  readonly refusals: readonly LineRefusal[];
  readonly refused: number;
};

/** The last import, for undoing it. */
export type LastImport = {
  readonly added: readonly string[];
  readonly before: readonly WorkbookEntry[];
};
const LAST = 'lastImport';

/** A pasted or chosen table. */
export type ImportTable = {
  readonly lines: readonly (readonly string[])[];
  readonly hasHeads: boolean;
};

/**
 * Parses all lines of a table into a plan; null when `isStale` says meanwhile that the result is
 * obsolete.
 */
export async function planTableImport(
  book: WorkbookStore,
  { lines, hasHeads }: ImportTable,
  choices: ImportChoices,
  isStale: () => boolean,
): Promise<ImportPlan | null> {
  const heads = hasHeads ? (lines[0] ?? []) : [];
  const first = hasHeads ? 1 : 0;
  const readLine = createLineReader(choices, heads, lines.slice(first));
  const entries: ImportedEntry[] = [];
  const refusals: LineRefusal[] = [];
  for (const [index, cells] of lines.entries()) {
    if (index < first) continue;
    if (index % LINES_AT_ONCE === 0) {
      await breathe();
      if (isStale()) return null;
    }
    const read = readLine(cells, index + 1);
    if (read === null) continue;
    if ('entry' in read) entries.push(read.entry);
    else refusals.push(read.refusal);
  }
  const here = new Map((await book.all()).map((entry) => [entry.id, entry]));
  const added = entries.filter(({ id }) => mayComeIn(here.get(id)));
  const deleted = entries.filter(({ id }) => isDeletedByHand(here.get(id))).length;
  return {
    added,
    known: entries.length - added.length - deleted,
    deleted,
    updated: [],
    refusals,
    refused: refusals.length,
  };
}

/** Plans the import of a full export; null for another text. */
export async function planFullImport(
  book: WorkbookStore,
  text: string,
): Promise<ImportPlan | null> {
  const file = parseWorkbookJson(text, Date.now());
  if (file === null) return null;
  const here = await book.all();
  const before = new Map(here.map((entry) => [entry.id, entry]));
  const changed = mergeEntries(here, file.entries).filter(
    (entry) => JSON.stringify(before.get(entry.id)) !== JSON.stringify(entry),
  );
  const added = changed.filter(({ id }) => !before.has(id));
  const changes = new Set(changed.map(({ id }) => id));
  const deleted = file.entries.filter(
    ({ id, kind }) => kind !== 'deleted' && !changes.has(id) && before.get(id)?.kind === 'deleted',
  ).length;
  return {
    added,
    updated: changed.filter(({ id }) => before.has(id)),
    known: file.entries.length - changed.length - deleted,
    deleted,
    refusals: [],
    refused: file.refused,
  };
}

/** Imports what was planned, and stores how to undo it; returns the number of entries. */
export async function applyImport(
  book: WorkbookStore,
  { added, updated }: ImportPlan,
): Promise<number> {
  const ids = new Set(updated.map(({ id }) => id));
  const last: LastImport = {
    added: added.map(({ id }) => id),
    before: (await book.all()).filter(({ id }) => ids.has(id)),
  };
  // Table lines have no time of change, a full export has its own.
  const [fresh, dated] = [added.filter(isFresh), added.filter((entry) => !isFresh(entry))];
  // The undo information first, so that an interrupted import can be undone too.
  await book.put(fresh, { key: LAST, value: last });
  if (dated.length + updated.length > 0) await book.replaceAll([...dated, ...updated]);
  return added.length + updated.length;
}

/** Number of entries in the last import; 0 when undone. */
export async function countLastImported(book: WorkbookStore): Promise<number> {
  const last = await book.meta.get<LastImport | null>(LAST);
  return last === undefined || last === null ? 0 : last.added.length + last.before.length;
}

/** Undoes the last import, except entries published since, which others may have read. */
export async function undoLastImport(book: WorkbookStore): Promise<void> {
  const last = await book.meta.get<LastImport | null>(LAST);
  if (last === undefined || last === null) return;
  const added = new Set(last.added);
  const gone = (await book.all()).filter(
    (entry) => entry.kind !== 'deleted' && added.has(entry.id) && entry.published === null,
  );
  const marks = gone.map(({ id }) => ({
    kind: 'deleted' as const,
    id,
    changedAt: 0,
    device: '',
    undone: true,
  }));
  await book.put([...marks, ...last.before], { key: LAST, value: null });
}

function mayComeIn(known: WorkbookEntry | undefined): boolean {
  return known === undefined || (known.kind === 'deleted' && known.undone === true);
}

function isDeletedByHand(known: WorkbookEntry | undefined): boolean {
  return known?.kind === 'deleted' && known.undone !== true;
}

function isFresh({ changedAt }: WorkbookEntry): boolean {
  return changedAt === 0;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
