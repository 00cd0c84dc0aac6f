import { FIGURE_FILES, writeFigureFile } from '#shared/portability/figure-files.ts';
import { readDumpRows } from '#shared/portability/verifier/read-dump.ts';
import { localFiles } from '#server/portability/local-files.ts';
import { openDumpFile, type DumpInProgress } from './dump-files.ts';

/** Characters that are kept before they are written. */
const MOST_AT_ONCE = 100_000;

/** Writes the figures of the dump as CSV files, from its rows, which are written already. */
export async function writeFigureFiles(dump: DumpInProgress): Promise<void> {
  const files = localFiles(dump.folder);
  for (const name of Object.keys(FIGURE_FILES)) {
    const file = await openDumpFile(dump, `figures/${name}.csv`, 'ODbL-1.0');
    // The header is no row.
    let [text, rows] = ['', -1];
    for await (const line of writeFigureFile(name, (table) =>
      readDumpRows(files, `whole/${table}.jsonl`),
    )) {
      text += line;
      rows += 1;
      if (text.length < MOST_AT_ONCE) continue;
      await file.write(text, rows);
      [text, rows] = ['', 0];
    }
    await file.write(text, rows);
    await file.close();
  }
}
