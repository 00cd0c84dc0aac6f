import type { ByteStream } from './read-object.ts';

/** A line with its number; `bytes` has no terminator, and is null when the line was too long. */
export type Line = {
  readonly number: number;
  readonly bytes: Buffer | null;
  /** Whether a line feed ends it; false for a last line without one. */
  readonly isEnded: boolean;
};

const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);

/**
 * Reads the lines of a file, numbered from 1. Lines longer than `most` bytes are dropped: a line of
 * 100 MB takes no more memory than a short one.
 */
export async function* readLines(bytes: ByteStream, most: number): AsyncGenerator<Line> {
  let kept: Buffer[] = [];
  let length = 0;
  let number = 1;
  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= most) kept.push(part);
    else kept = [];
  };
  const end = (isEnded: boolean): Line => {
    const line = { number, bytes: length > most ? null : join(kept), isEnded };
    [kept, length, number] = [[], 0, number + 1];
    return line;
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(LINE_FEED, from);
      if (at < 0) break;
      take(chunk.subarray(from, at));
      yield end(true);
      from = at + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (length > 0) yield end(false);
}

function join(parts: readonly Buffer[]): Buffer {
  return parts.length === 1 ? (parts[0] ?? NOTHING) : Buffer.concat(parts);
}
