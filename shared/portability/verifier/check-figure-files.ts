import { createSha256 } from '#sha256';
import { FIGURE_FILES, FIGURE_TABLES, writeFigureFile } from '#shared/portability/figure-files.ts';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import type { DumpRow, VerifiedManifest } from './read-dump.ts';
import type { RowCheck } from './row-check.ts';

/** Writes the files of figures again from the rows of a dump, and compares them byte by byte. */
export function checkFigureFiles(files: FileSource, manifest: VerifiedManifest): RowCheck {
  const tables = new Map<string, DumpRow[]>(FIGURE_TABLES.map((table) => [table, []]));
  const check = async (name: string): Promise<Fault[]> => {
    const path = `figures/${name}.csv`;
    if (!hasFile(manifest, path)) return [];
    const [own, published] = [createSha256(), createSha256()];
    for await (const line of writeFigureFile(name, (table) => tables.get(table) ?? []))
      own.update(line);
    for await (const chunk of await files.stream(path)) published.update(chunk);
    return own.hex() === published.hex() ? [] : [{ code: 'figure-wrong', name: path }];
  };
  return {
    reads: Object.fromEntries(
      [...tables].map(([table, rows]) => [table, (row: DumpRow) => rows.push(row)]),
    ),
    faults: async () => (await Promise.all(Object.keys(FIGURE_FILES).map(check))).flat(),
  };
}
