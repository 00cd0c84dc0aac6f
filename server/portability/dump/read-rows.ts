import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '#server/portability/imports/readers/read-lines.ts';
import { InvalidDump } from './invalid-dump.ts';

/** Maximum length of a row: a text has a few kilobytes, a jury's pool some hundred. */
const MAX_LINE_BYTES = 16_000_000;
const MOST_LINES = 500;
const MOST_BYTES = 2_000_000;

/**
 * Reads the lines of a dump's file in batches.
 * @throws InvalidDump naming the file and a line that is too long.
 */
export async function* readLineBatches(folder: string, path: string): AsyncGenerator<string[]> {
  let [lines, bytes]: [string[], number] = [[], 0];
  for await (const line of readLines(createReadStream(join(folder, path)), MAX_LINE_BYTES)) {
    if (line.bytes === null) throw new InvalidDump(`${path}, line ${line.number}, is too long.`);
    lines.push(line.bytes.toString('utf8'));
    bytes += line.bytes.length;
    if (lines.length < MOST_LINES && bytes < MOST_BYTES) continue;
    yield lines;
    [lines, bytes] = [[], 0];
  }
  if (lines.length > 0) yield lines;
}
