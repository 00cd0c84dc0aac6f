import { parse } from 'csv-parse/browser/esm/sync';
import { guessDelimiter } from '#shared/evidence/workbook-columns.ts';

// Lines per slice, imperceptible on a slow phone.
const LINES_AT_ONCE = 250;
const PART_BYTES = 128 * 1024;

/** Decodes a file: UTF-8 if valid, else the encoding of old spreadsheets. */
export function decodeSpreadsheetText(bytes: Uint8Array<ArrayBuffer>): string {
  // "Unicode text" begins with a UTF-16 BOM.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether the bytes are a binary spreadsheet format. */
export function isBinarySpreadsheet(bytes: Uint8Array): boolean {
  // "PK" of a zip, or the header of older formats.
  return (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);
}

/** The rows of a table, split into cells; yields to the page between slices. */
export async function* readSpreadsheetRows(text: string): AsyncGenerator<string[][]> {
  const bytes = new TextEncoder().encode(text.replace(/^\ufeff/, ''));
  const delimiter = guessDelimiter(text);
  for (let at = 0; at < bytes.length;) {
    const lines = nextLines(bytes.subarray(at), delimiter);
    if (lines.length === 0) return;
    yield lines.map(({ record }) => record);
    at += lines.at(-1)?.info.bytes ?? bytes.length;
    await breathe();
  }
}

type Line = { record: string[]; info: { bytes: number } };

/** Parses up to LINES_AT_ONCE lines from the start of the bytes not parsed yet. */
function nextLines(rest: Uint8Array, delimiter: string): Line[] {
  // The parser copies its input, so give it a part that holds enough whole lines; the last ones of
  // a part may be incomplete.
  const some = rest.length > PART_BYTES ? parseLines(rest.subarray(0, PART_BYTES), delimiter) : [];
  if (some?.length === LINES_AT_ONCE) return some;
  // An unclosed quote would swallow the rest of the file: treat it as a plain character.
  return parseLines(rest, delimiter) ?? parseLines(rest, delimiter, null) ?? [];
}

/** Parses up to LINES_AT_ONCE lines; null where a quote is not closed. */
function parseLines(bytes: Uint8Array, delimiter: string, quote: '"' | null = '"'): Line[] | null {
  const options = {
    delimiter,
    quote,
    info: true,
    to: LINES_AT_ONCE,
    relax_quotes: true,
    relax_column_count: true,
  } as const;
  try {
    return parse(bytes, options) as unknown as Line[];
  } catch {
    return null;
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
