import { StringDecoder } from 'node:string_decoder';
import type { ByteStream } from './read-object.ts';

/** An object in a list of a JSON file, or the file's root object. */
export type JsonListItem = {
  /** Name of the list: "posts"; "" when the root is a list; null for the root object. */
  readonly list: string | null;
  readonly value: Readonly<Record<string, unknown>>;
  /** The properties read so far of the object that contains the list; null without one. */
  readonly within: Readonly<Record<string, unknown>> | null;
  readonly number: number;
};

export class InvalidJson extends Error {}

/** Thrown where the file ends before its JSON does. */
export class CutJson extends InvalidJson {}

type Container = {
  readonly value: Record<string, unknown> | unknown[];
  /** Name of the list that this container is, or of which it is an element. */
  readonly list: string;
  readonly isListed: boolean;
  key: string | null;
};

const MAX_DEPTH = 64;
const MAX_STRING = 1_048_576;
/** Maximum number of characters in everything that is buffered. */
const MAX_KEPT = 8_388_608;

/**
 * Streams the objects in lists with these names, anywhere in a JSON file of any length. Each is
 * emitted when complete and then dropped, so a thread with 5,000 posts is never in memory as a
 * whole.
 * @throws InvalidJson for invalid JSON, or when too much would have to be buffered.
 */
export async function* streamListItems(
  bytes: ByteStream,
  lists: ReadonlySet<string>,
): AsyncGenerator<JsonListItem> {
  const reading = new JsonReading(lists);
  const decoder = new StringDecoder('utf8');
  for await (const chunk of bytes) yield* reading.read(decoder.write(chunk));
  yield* reading.read(`${decoder.end()}\n`);
  reading.end();
}

const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
const PLAIN = /[^"\\]+/y;
const WORD = /[^\s,\]}:[{"]+/y;
const SPACE = /[\s\uFEFF]+/y;

class JsonReading {
  private readonly stack: Container[] = [];
  private text: string | null = null;
  private word = '';
  private kept = 0;
  private number = 0;
  private found: JsonListItem[] = [];
  private readonly lists: ReadonlySet<string>;

  constructor(lists: ReadonlySet<string>) {
    this.lists = lists;
  }

  read(piece: string): JsonListItem[] {
    this.found = [];
    let index = 0;
    while (index < piece.length) index = this.step(piece, index);
    return this.found;
  }

  end(): void {
    if (this.text !== null || this.stack.length > 0) throw new CutJson('the file ends too early');
  }

  private step(piece: string, index: number): number {
    if (this.text !== null) return this.stepString(piece, index);
    const word = run(WORD, piece, index);
    if (word !== '') {
      this.word += word;
      if (this.word.length > 400) throw new InvalidJson('not JSON');
      return index + word.length;
    }
    this.endWord();
    const space = run(SPACE, piece, index);
    if (space !== '') return index + space.length;
    this.sign(piece[index] ?? '');
    return index + 1;
  }

  private stepString(piece: string, index: number): number {
    const plain = run(PLAIN, piece, index);
    const next = piece[index + plain.length];
    this.text += plain;
    if ((this.text?.length ?? 0) > MAX_STRING) throw new InvalidJson('a text is too long');
    if (next === undefined) return piece.length;
    if (next === '"' && !endsEscaped(this.text ?? '')) {
      const raw = this.text ?? '';
      this.text = null;
      this.value(unescape(raw), true);
    } else this.text += next;
    return index + plain.length + 1;
  }

  private endWord(): void {
    const { word } = this;
    if (word === '') return;
    this.word = '';
    if (word in LITERALS) return this.value(LITERALS[word], false);
    const number = Number(word);
    if (!/^-?\d/.test(word) || Number.isNaN(number)) throw new InvalidJson('not JSON');
    this.value(number, false);
  }

  private sign(sign: string): void {
    if (sign === '"') this.text = '';
    else if (sign === '{') this.open({});
    else if (sign === '[') this.open([]);
    else if (sign === '}' || sign === ']') this.close(sign);
    else if (sign !== ',' && sign !== ':') throw new InvalidJson('not JSON');
  }

  private open(value: Container['value']): void {
    if (this.stack.length >= MAX_DEPTH) throw new InvalidJson('too deep');
    const parent = this.stack.at(-1);
    const list = Array.isArray(value) ? (parent?.key ?? '') : (parent?.list ?? '');
    const isListed = !Array.isArray(value) && Array.isArray(parent?.value) && this.lists.has(list);
    this.stack.push({ value, list, isListed, key: null });
  }

  private close(sign: '}' | ']'): void {
    const closed = this.stack.pop();
    if (closed === undefined || Array.isArray(closed.value) !== (sign === ']')) {
      throw new InvalidJson('not JSON');
    }
    const isWhole = this.stack.length === 0;
    if ((!closed.isListed && !isWhole) || Array.isArray(closed.value)) {
      return this.keep(closed.value);
    }
    this.number += 1;
    const within = this.stack.findLast(({ isListed }) => isListed) ?? this.stack[0];
    this.found.push({
      list: isWhole ? null : closed.list,
      value: closed.value,
      within: within === undefined || Array.isArray(within.value) ? null : within.value,
      number: this.number,
    });
    this.kept = 0;
  }

  private value(value: unknown, isText: boolean): void {
    const parent = this.stack.at(-1);
    const isKey =
      isText && parent !== undefined && !Array.isArray(parent.value) && parent.key === null;
    if (isKey && typeof value === 'string') parent.key = value;
    else this.keep(value);
  }

  private keep(value: unknown): void {
    const parent = this.stack.at(-1);
    if (parent === undefined) return;
    this.kept += typeof value === 'string' ? value.length + 16 : 16;
    if (this.kept > MAX_KEPT) throw new InvalidJson('an object is too large');
    if (Array.isArray(parent.value)) {
      // Emitted objects need not stay in their list.
      if (!this.lists.has(parent.list)) parent.value.push(value);
    } else {
      if (parent.key === null) throw new InvalidJson('not JSON');
      Object.defineProperty(parent.value, parent.key, {
        value,
        enumerable: true,
        configurable: true,
      });
      parent.key = null;
    }
  }
}

function run(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? '';
}

/** Whether a quote after this text is escaped: preceded by an odd number of backslashes. */
function endsEscaped(text: string): boolean {
  let count = 0;
  while (text[text.length - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

function unescape(raw: string): unknown {
  try {
    return JSON.parse(`"${raw}"`);
  } catch {
    throw new InvalidJson('not JSON');
  }
}
