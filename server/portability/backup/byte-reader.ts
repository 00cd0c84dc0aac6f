import { InvalidBackup } from './invalid-backup.ts';

export type ByteReader = {
  /**
   * Reads exactly `count` bytes.
   * @throws InvalidBackup when the source ends early.
   */
  readonly take: (count: number) => Promise<Buffer>;
  /** Reads the next `count` bytes, or as many as are left. */
  readonly takeUpTo: (count: number) => Promise<Buffer>;
  /** Reads to the end, so that the check of the last chunk runs. */
  readonly end: () => Promise<void>;
};

/** Reads a stream by numbers of bytes; buffers no more than one request and one chunk. */
export function readBytes(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const takeUpTo = async (count: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (rest.length === 0) {
        const next = await chunks.next();
        if (next.done === true) break;
        rest = Buffer.from(next.value);
      }
      const part = rest.subarray(0, missing);
      rest = rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  };
  return {
    takeUpTo,
    take: async (count) => {
      const bytes = await takeUpTo(count);
      if (bytes.length < count)
        throw new InvalidBackup('The backup was cut short: take another one.');
      return bytes;
    },
    end: async () => {
      while ((await chunks.next()).done !== true);
    },
  };
}
