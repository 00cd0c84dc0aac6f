import { parse } from 'csv-parse/browser/esm/sync';
import { guessDelimiter } from '#shared/identity/workbook-columns.ts';

// As many lines as a slow phone reads without being felt to.
const LINES_AT_ONCE = 250;
const PART_BYTES = 128 * 1024;

/** The text of a file: UTF-8 where its bytes are, else what old spreadsheets write. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): string {
  // Saved as "Unicode text", it says so in its first two bytes.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether the bytes are those of a spreadsheet's own format, which is no text. */
export function isWorkbookFile(bytes: Uint8Array): boolean {
  // "PK" of a zip, or the head of the older formats.
  return (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);
}

/** The lines of a table, cut into cells; the page breathes between some hundreds of them. */
export async function* readTable(text: string): AsyncGenerator<string[][]> {
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

/** The next lines of what is left. */
function nextLines(rest: Uint8Array, delimiter: string): Line[] {
  // The parser copies what it is given. A part is enough where it holds so many whole lines: cut
  // anywhere, its last ones may be none.
  const some = rest.length > PART_BYTES ? parseLines(rest.subarray(0, PART_BYTES), delimiter) : [];
  if (some?.length === LINES_AT_ONCE) return some;
  // A quote that nobody closed would take in the rest of the file: there it is a sign like any.
  return parseLines(rest, delimiter) ?? parseLines(rest, delimiter, null) ?? [];
}

/** Null where a quote is not closed. */
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
