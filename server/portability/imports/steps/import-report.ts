import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import type { ImportKind } from '#shared/portability/imports.ts';

/** What became of an object that was not imported unchanged. */
export type ImportOutcome = 'refused' | 'left-out' | 'changed';

/** The report of an import: each object that was not imported unchanged, and totals. */
export type ImportReport = {
  readonly tell: (
    outcome: ImportOutcome,
    what: string,
    original: string,
    at: string,
    reason: string,
  ) => Promise<void>;
  readonly brought: (kind: ImportKind, count: number) => void;
  readonly counts: () => Readonly<Record<ImportOutcome, number>>;
  readonly broughtCounts: () => Readonly<Record<ImportKind, number>>;
  readonly close: () => Promise<void>;
};

/**
 * Opens a report that is written as CSV during the import, replacing an earlier one of the source.
 */
export function openImportReport(path: string): ImportReport {
  const file = createWriteStream(path, { mode: 0o600 });
  const counts: Record<ImportOutcome, number> = { refused: 0, 'left-out': 0, changed: 0 };
  const brought: Record<ImportKind, number> = { category: 0, member: 0, thread: 0, post: 0 };
  file.write('outcome,what,original id,where,reason\n');
  return {
    tell: async (outcome, ...cells) => {
      counts[outcome] += 1;
      await write(file, `${[outcome, ...cells].map(cell).join(',')}\n`);
    },
    brought: (kind, count) => {
      brought[kind] += count;
    },
    counts: () => counts,
    broughtCounts: () => brought,
    close: async () => {
      file.end();
      await once(file, 'finish');
    },
  };
}

async function write(file: WriteStream, line: string): Promise<void> {
  if (!file.write(line)) await once(file, 'drain');
}

/** Returns a CSV cell that spreadsheets do not take for a formula. */
function cell(text: string): string {
  const plain = /^[=+@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
