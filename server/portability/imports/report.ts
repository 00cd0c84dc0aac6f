import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import type { ImportKind } from '#shared/portability/imports.ts';

/** What happened to something of a source that did not simply come as it was. */
export type Outcome = 'refused' | 'left-out' | 'changed';

/** What an import tells: each thing that did not come as it was, and how many came. */
export type Report = {
  readonly tell: (
    outcome: Outcome,
    what: string,
    original: string,
    at: string,
    reason: string,
  ) => Promise<void>;
  readonly brought: (kind: ImportKind, count: number) => void;
  readonly counts: () => Readonly<Record<Outcome, number>>;
  readonly broughtCounts: () => Readonly<Record<ImportKind, number>>;
  readonly close: () => Promise<void>;
};

/** Writes the report as a CSV file while the import runs; an earlier one of the source goes. */
export function openReport(path: string): Report {
  const file = createWriteStream(path, { mode: 0o600 });
  const counts: Record<Outcome, number> = { refused: 0, 'left-out': 0, changed: 0 };
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

/** A cell of CSV that a table program does not take for a formula. */
function cell(text: string): string {
  const plain = /^[=+@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
