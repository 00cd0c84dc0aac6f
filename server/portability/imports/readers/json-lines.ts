import { isUtf8 } from 'node:buffer';
import { MAX_IMPORT_LINE_BYTES } from '#shared/portability/imports.ts';
import { cutShort, unreadableObject, type ByteStream, type ReadObject } from './read-object.ts';
import { readLines } from './read-lines.ts';

/** Reads the site's own import format, JSON lines. Empty lines are skipped. */
export async function* readJsonLines(bytes: ByteStream): AsyncGenerator<ReadObject> {
  for await (const line of readLines(bytes, MAX_IMPORT_LINE_BYTES)) {
    const at = `line ${line.number}`;
    if (line.bytes === null) {
      yield unreadableObject(at, `longer than ${MAX_IMPORT_LINE_BYTES} bytes`);
      continue;
    }
    if (!isUtf8(line.bytes)) {
      yield unreadableObject(at, 'not UTF-8');
      continue;
    }
    const text = line.bytes.toString().replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    const value = parse(text);
    if (value !== undefined) yield { kind: 'line', at, value };
    else if (line.isEnded) yield unreadableObject(at, 'not JSON');
    else yield cutShort(at, 'the file ends inside a line: it was cut short');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
