import { compress, decompress, type ContentEncoding } from './compression.ts';

/** A text that is compressed once for each encoding that somebody asks for. */
export type CompressedText = {
  /** Null once it is compressed: a sixth of the bytes says the same. */
  text: Buffer | null;
  /** A promise while the compression is running. */
  readonly compressed: Map<ContentEncoding, Buffer | Promise<Buffer>>;
};

export function createCompressedText(text: string | Buffer): CompressedText {
  return { text: Buffer.isBuffer(text) ? text : Buffer.from(text), compressed: new Map() };
}

/** Bytes in an encoding, null for none; null where the text is not compressed so yet. */
export function findBytes(
  { text, compressed }: CompressedText,
  encoding: ContentEncoding | null,
): Buffer | null {
  const bytes = encoding === null ? text : compressed.get(encoding);
  return Buffer.isBuffer(bytes) ? bytes : null;
}

/** Bytes in an encoding, null for none; compressed now where they were not. */
export async function bytesIn(
  kept: CompressedText,
  encoding: ContentEncoding | null,
): Promise<Buffer> {
  if (encoding === null) return textOf(kept);
  const compression =
    kept.compressed.get(encoding) ?? textOf(kept).then((text) => compress(text, encoding));
  kept.compressed.set(encoding, compression);
  const bytes = await compression;
  kept.compressed.set(encoding, bytes);
  kept.text = null;
  return bytes;
}

/** Bytes that it takes in memory. */
export function sizeOfText({ text, compressed }: CompressedText): number {
  let size = text?.length ?? 0;
  for (const bytes of compressed.values()) size += Buffer.isBuffer(bytes) ? bytes.length : 0;
  return size;
}

/** The text, from its first compression where only that is kept. */
async function textOf({ text, compressed }: CompressedText): Promise<Buffer> {
  if (text !== null) return text;
  const [first] = compressed;
  if (first === undefined) throw new Error('A compressed text has no bytes.');
  return decompress(await first[1], first[0]);
}
