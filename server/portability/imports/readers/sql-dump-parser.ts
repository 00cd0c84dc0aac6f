import { StringDecoder } from 'node:string_decoder';

/** An event of parsing a dump: a table's definition, one row, or a line that cannot be parsed. */
export type SqlDumpEvent =
  | { readonly kind: 'table'; readonly table: string; readonly columns: readonly string[] }
  | {
      readonly kind: 'row';
      readonly table: string;
      /** The columns as named in the statement; null when it names none. */
      readonly columns: readonly string[] | null;
      readonly values: readonly SqlDumpValue[];
      readonly line: number;
    }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string }
  | { readonly kind: 'cut'; readonly line: number };
/** Raw bytes of a value; null for NULL, 'too-long' above the maximum. */
export type SqlDumpValue = Buffer | null | 'too-long';

/** Maximum buffered bytes of a statement before VALUES; a CREATE TABLE has some kilobytes. */
const MAX_HEAD_BYTES = 65_536;
const MAX_VALUES = 500;

const SIGN = {
  quote: 0x27,
  doubleQuote: 0x22,
  backtick: 0x60,
  backslash: 0x5c,
  open: 0x28,
  close: 0x29,
  comma: 0x2c,
  semicolon: 0x3b,
  lineFeed: 0x0a,
  dash: 0x2d,
  hash: 0x23,
  slash: 0x2f,
  star: 0x2a,
} as const;
const ESCAPED: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', 0: '\0', b: '\b', Z: '\u001a' }).map(
    ([letter, sign]) => [letter.charCodeAt(0), sign.charCodeAt(0)],
  ),
);

type State = 'head' | 'between-rows' | 'value' | 'skip';
type Quote = { readonly sign: number; escaped: boolean; readonly counts: boolean };

/**
 * Incremental parser of a MySQL or MariaDB dump: emits each row of INSERT statements when complete,
 * however long the line. `wanted` selects tables; values longer than `most` bytes are skipped. It
 * never backtracks, and buffers one row at most.
 */
export class SqlDumpParser {
  private state: State = 'head';
  private quote: Quote | null = null;
  private comment: 'line' | 'block' | null = null;
  private last = 0;
  private line = 1;
  private rowLine = 1;
  private head: number[] = [];
  private table = '';
  private columns: string[] | null = null;
  private values: SqlDumpValue[] = [];
  private value: Growing;
  private wasQuoted = false;
  private events: SqlDumpEvent[] = [];
  private readonly wanted: (table: string) => boolean;

  constructor(wanted: (table: string) => boolean, most: number) {
    this.wanted = wanted;
    this.value = new Growing(most);
  }

  /** Parses a chunk of the dump; returns the events that it completes. */
  read(piece: Buffer): SqlDumpEvent[] {
    this.events = [];
    for (let index = 0; index < piece.length; index += 1) {
      const byte = piece[index] ?? 0;
      if (byte === SIGN.lineFeed) this.line += 1;
      this.step(byte);
      this.last = byte;
    }
    return this.events;
  }

  /** Ends the input; returns the remaining events. */
  end(): SqlDumpEvent[] {
    this.events = [];
    const inStatement = this.state !== 'head' || this.head.length > 0;
    if (inStatement || this.quote !== null || this.comment === 'block') {
      this.events.push({ kind: 'cut', line: this.line });
    }
    return this.events;
  }

  private step(byte: number): void {
    if (this.comment !== null) return this.stepComment(byte);
    if (this.quote !== null) return this.stepQuote(byte, this.quote);
    if (byte === SIGN.quote || byte === SIGN.doubleQuote || byte === SIGN.backtick) {
      return this.openQuote(byte);
    }
    if (this.beginsComment(byte)) return;
    if (this.state === 'head') return this.stepHead(byte);
    if (this.state === 'skip') {
      if (byte === SIGN.semicolon) this.restart();
      return;
    }
    if (this.state === 'between-rows') return this.stepBetween(byte);
    this.stepValue(byte);
  }

  private beginsComment(byte: number): boolean {
    const atStart = this.state === 'head' && this.head.length === 0;
    if (byte === SIGN.hash && atStart) this.comment = 'line';
    else if (byte === SIGN.dash && this.last === SIGN.dash && this.state !== 'value') {
      this.comment = 'line';
      if (this.state === 'head') this.head.pop();
    } else if (byte === SIGN.star && this.last === SIGN.slash && this.state !== 'value') {
      this.comment = 'block';
      if (this.state === 'head') this.head.pop();
    } else return false;
    return true;
  }

  private stepComment(byte: number): void {
    if (this.comment === 'line' && byte === SIGN.lineFeed) this.comment = null;
    if (this.comment === 'block' && byte === SIGN.slash && this.last === SIGN.star) {
      this.comment = null;
    }
  }

  private openQuote(byte: number): void {
    const counts = this.state === 'value';
    // An introducer such as _binary'…' tells how a value's bytes are meant.
    if (counts && !this.wasQuoted) this.value.clear();
    // A doubled quote is one in the text: 'it''s'.
    else if (counts && this.last === byte) this.value.push(byte);
    if (counts) this.wasQuoted = true;
    this.quote = { sign: byte, escaped: false, counts };
    if (this.state === 'head') this.keepHead(byte);
  }

  private stepQuote(byte: number, quote: Quote): void {
    if (this.state === 'head') this.keepHead(byte);
    if (quote.escaped) {
      quote.escaped = false;
      if (quote.counts) this.value.push(ESCAPED.get(byte) ?? byte);
    } else if (byte === SIGN.backslash && quote.sign !== SIGN.backtick) quote.escaped = true;
    else if (byte === quote.sign) this.quote = null;
    else if (quote.counts) this.value.push(byte);
  }

  private keepHead(byte: number): void {
    if (this.head.length >= MAX_HEAD_BYTES) {
      this.state = 'skip';
      this.head = [];
    } else this.head.push(byte);
  }

  private stepHead(byte: number): void {
    if (byte === SIGN.semicolon) return this.endStatement();
    const isSpace = byte <= 0x20;
    if (this.head.length === 0 && isSpace) return;
    this.keepHead(byte);
    // VALUES is followed by a space or by the first row.
    const openedRow = byte === SIGN.open;
    if (isSpace || openedRow) this.beginRows(openedRow);
  }

  private beginRows(openedRow: boolean): void {
    const text = Buffer.from(this.head.slice(-8)).toString('latin1');
    if (!/values\s?\(?$/i.test(text)) return;
    const head = Buffer.from(this.head).toString('latin1');
    const match =
      /^(?:insert|replace)\s+(?:(?:low_priority|delayed|high_priority|ignore)\s+)*(?:into\s+)?(?:`[^`]+`\s*\.\s*)?`?([\w$-]+)`?\s*(?:\(([^)]*)\)\s*)?values?\s*\(?$/i.exec(
        head,
      );
    if (match === null) return;
    this.table = match[1] ?? '';
    this.columns = match[2] === undefined ? null : match[2].split(',').map(bareName);
    this.head = [];
    this.state = this.wanted(this.table) ? 'between-rows' : 'skip';
    if (openedRow && this.state === 'between-rows') this.stepBetween(SIGN.open);
  }

  private endStatement(): void {
    const text = Buffer.from(this.head).toString('latin1');
    const table =
      /^create\s+table\s+(?:if\s+not\s+exists\s+)?(?:`[^`]+`\s*\.\s*)?`?([\w$-]+)`?\s*\(/i.exec(
        text,
      )?.[1];
    if (table !== undefined && this.wanted(table)) {
      const columns = [...text.matchAll(/^\s*`([^`]+)`\s/gm)].map(([, column]) => column ?? '');
      this.events.push({ kind: 'table', table, columns });
    }
    this.restart();
  }

  private restart(): void {
    this.state = 'head';
    this.head = [];
  }

  private stepBetween(byte: number): void {
    if (byte === SIGN.semicolon) return this.restart();
    if (byte === SIGN.open) {
      this.state = 'value';
      this.rowLine = this.line;
      this.values = [];
      this.beginValue();
    } else if (byte !== SIGN.comma && byte > 0x20) {
      // ON DUPLICATE KEY UPDATE, or anything unknown.
      this.state = 'skip';
    }
  }

  private stepValue(byte: number): void {
    if (byte === SIGN.comma) return this.endValue();
    if (byte === SIGN.close) {
      this.endValue();
      if (this.state === 'value') this.endRow();
      return;
    }
    if (byte === SIGN.semicolon) {
      this.broken('a row is cut short');
      return this.restart();
    }
    if (!this.wasQuoted && byte > 0x20) this.value.push(byte);
  }

  private beginValue(): void {
    this.value.clear();
    this.wasQuoted = false;
  }

  private endValue(): void {
    if (this.values.length >= MAX_VALUES) {
      this.broken('a row has too many values');
      this.state = 'skip';
      return;
    }
    this.values.push(valueOf(this.value.take(), this.wasQuoted));
    this.beginValue();
  }

  private endRow(): void {
    const { table, columns, values } = this;
    this.events.push({ kind: 'row', table, columns, values, line: this.rowLine });
    this.values = [];
    this.state = 'between-rows';
  }

  private broken(reason: string): void {
    this.events.push({ kind: 'broken', line: this.rowLine, reason });
  }
}

function bareName(text: string): string {
  return text.trim().replaceAll('`', '');
}

function valueOf(bytes: Buffer | 'too-long', wasQuoted: boolean): SqlDumpValue {
  if (wasQuoted || bytes === 'too-long') return bytes;
  const word = bytes.toString('latin1');
  if (/^null$/i.test(word)) return null;
  return /^0x(?:[0-9a-f]{2})+$/i.test(word) ? Buffer.from(word.slice(2), 'hex') : bytes;
}

/** A byte buffer that grows up to `most` bytes; longer values are dropped. */
class Growing {
  private bytes = Buffer.alloc(1_024);
  private length = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  push(byte: number): void {
    if (this.length > this.most) return;
    if (this.length === this.bytes.length) {
      const larger = Buffer.alloc(Math.min(this.bytes.length * 2, this.most + 1));
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    if (this.length < this.bytes.length) this.bytes[this.length] = byte;
    this.length += 1;
  }

  clear(): void {
    this.length = 0;
  }

  take(): Buffer | 'too-long' {
    if (this.length > this.most) return 'too-long';
    return Buffer.from(this.bytes.subarray(0, this.length));
  }
}

/** Decodes UTF-8; invalid bytes become U+FFFD. */
export function decodeDumpText(bytes: Buffer): string {
  return new StringDecoder('utf8').end(bytes);
}
