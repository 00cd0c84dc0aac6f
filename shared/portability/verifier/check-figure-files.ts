import { createSha256 } from '#sha256';
import { FIGURE_FILES, writeFigureFile } from '#shared/portability/figure-files.ts';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type VerifiedManifest } from './read-dump.ts';

/** Writes the files of figures again from the rows of a dump, and compares them byte by byte. */
export async function checkFigureFiles(
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const name of Object.keys(FIGURE_FILES)) {
    const path = `figures/${name}.csv`;
    if (!hasFile(manifest, path)) continue;
    const [own, published] = [createSha256(), createSha256()];
    for await (const line of writeFigureFile(name, (table) =>
      readDumpRows(files, `whole/${table}.jsonl`),
    ))
      own.update(line);
    for await (const chunk of await files.stream(path)) published.update(chunk);
    if (own.hex() !== published.hex()) faults.push({ code: 'figure-wrong', name: path });
  }
  return faults;
}
