import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import {
  constants,
  crc32,
  deflateRaw,
  deflateRawSync,
  zstdCompress,
  zstdCompressSync,
} from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import { copyExactly } from './compression.ts';

/** Content encodings of which pieces can be joined, best first. Brotli's cannot. */
const PIECE_ENCODINGS = ['zstd', 'gzip'] as const;
export type PieceEncoding = (typeof PIECE_ENCODINGS)[number];

/**
 * A text that is compressed on its own, so that it can be put between others without being compressed
 * again: a frame of Zstandard (RFC 8878), or DEFLATE blocks (RFC 1951) that end at a byte and of which none is
 * the last.
 */
export type Piece = {
  readonly bytes: Buffer;
  /** For gzip: CRC-32 of the text, its length in bytes, and x^(8 · length) modulo the polynomial. */
  readonly check: Check | null;
};
type Check = { readonly crc: number; readonly length: number; readonly shift: number };

const runDeflate = promisify(deflateRaw);
const runZstd = promisify(zstdCompress);
/** Of the output; most pieces fit into one. */
const CHUNK_BYTES = 4_096;
const NOT_LAST = { finishFlush: constants.Z_SYNC_FLUSH };
/** A window and output of a few KB are allocated in two thirds of the time, and pieces are hardly longer. */
const ONCE = { ...NOT_LAST, level: 4, windowBits: 13, chunkSize: CHUNK_BYTES };
/**
 * Options for a frame of these bytes. Without their number Zstandard allocates, clears and frees the
 * tables of a whole window for each: 40 ms instead of 0.2.
 */
const zstdOptions = (bytes: Buffer, level: number) => ({
  pledgedSrcSize: bytes.length,
  chunkSize: CHUNK_BYTES,
  params: { [constants.ZSTD_c_compressionLevel]: level },
});
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block with fixed codes. */
const LAST_BLOCK = [0x03, 0x00];
const TRAILER_BYTES = LAST_BLOCK.length + 8;
/** Longest text that is stored as it is: compressing it would take longer than sending it. */
export const MOST_STORED_BYTES = 255;
/** CRC-32's polynomial, reflected; and 1 and x in the same form. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;
const X = 0x40000000;

/**
 * The best of these encodings that a browser takes; null for none. WebKit gets gzip: it is not
 * known whether it reads several frames.
 */
export function negotiatePieceEncoding(headers: IncomingHttpHeaders): PieceEncoding | null {
  const accepted = headers['accept-encoding'];
  if (accepted === undefined) return null;
  const agent = headers['user-agent'] ?? '';
  const isWebKit = agent.includes('AppleWebKit/') && !agent.includes('Chrome/');
  const found = negotiate(accepted, isWebKit ? ['gzip'] : [...PIECE_ENCODINGS]);
  return PIECE_ENCODINGS.find((one) => one === found) ?? null;
}

/** Compresses a text that is sent many times. */
export async function compressPiece(text: string, encoding: PieceEncoding): Promise<Piece> {
  const bytes = Buffer.from(text);
  return encoding === 'zstd'
    ? { bytes: copyExactly(await runZstd(bytes, zstdOptions(bytes, 6))), check: null }
    : {
        bytes: copyExactly(await runDeflate(bytes, { ...NOT_LAST, level: 9 })),
        check: checkOf(bytes),
      };
}

/** Makes a piece of a text that is sent once: a short one is stored as it is. */
export function makePieceNow(text: string, encoding: PieceEncoding): Piece {
  const bytes = Buffer.from(text);
  const isShort = bytes.length <= MOST_STORED_BYTES;
  if (encoding === 'zstd') {
    const frame = isShort
      ? storeAsFrame(bytes)
      : copyExactly(zstdCompressSync(bytes, zstdOptions(bytes, 3)));
    return { bytes: frame, check: null };
  }
  const blocks = isShort ? storeAsBlock(bytes) : copyExactly(deflateRawSync(bytes, ONCE));
  return { bytes: blocks, check: checkOf(bytes) };
}

/** Pieces in one buffer, since a buffer takes 300 bytes beside its own. */
export type PackedPieces = {
  readonly bytes: Buffer;
  /** Where each piece ends. */
  readonly ends: readonly number[];
  readonly checks: readonly (Check | null)[];
};

export function packPieces(pieces: readonly Piece[]): PackedPieces {
  let end = 0;
  return {
    bytes: copyExactly(Buffer.concat(pieces.map(({ bytes }) => bytes))),
    ends: pieces.map(({ bytes }) => (end += bytes.length)),
    checks: pieces.map(({ check }) => check),
  };
}

export function unpackPieces({ bytes, ends, checks }: PackedPieces): Piece[] {
  return ends.map((end, place) => ({
    bytes: bytes.subarray(ends[place - 1] ?? 0, end),
    check: checks[place] ?? null,
  }));
}

/** Joins pieces of one encoding into what is sent. */
export function joinPieces(pieces: readonly Piece[], encoding: PieceEncoding): Buffer {
  const parts = pieces.map(({ bytes }) => bytes);
  if (encoding === 'zstd') return Buffer.concat(parts);
  let [crc, length] = [0, 0];
  for (const { check } of pieces) {
    if (check === null) throw new Error('A piece of another encoding.');
    crc = (multiply(check.shift, crc) ^ check.crc) >>> 0;
    length += check.length;
  }
  const trailer = Buffer.allocUnsafe(TRAILER_BYTES);
  trailer.set(LAST_BLOCK);
  trailer.writeUInt32LE(crc, LAST_BLOCK.length);
  trailer.writeUInt32LE(length % 2 ** 32, LAST_BLOCK.length + 4);
  return Buffer.concat([HEADER, ...parts, trailer]);
}

function checkOf(bytes: Buffer): Check {
  return { crc: crc32(bytes), length: bytes.length, shift: powerOfX(bytes.length) };
}

/** A stored block (RFC 1951, 3.2.4). */
function storeAsBlock(bytes: Buffer): Buffer {
  const head = Buffer.from([0, bytes.length, 0, bytes.length ^ 0xff, 0xff]);
  return Buffer.concat([head, bytes]);
}

/** A frame of one raw block (RFC 8878, 3.1.1): a single segment, its size in one byte, no checksum. */
function storeAsFrame(bytes: Buffer): Buffer {
  const block = (bytes.length << 3) | 1;
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0x20, bytes.length, block & 0xff, block >> 8, 0];
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** The product of two polynomials over GF(2) modulo CRC-32's, as in zlib's `multmodp`. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= b;
    b = (b & 1) === 1 ? (b >>> 1) ^ POLYNOMIAL : b >>> 1;
  }
  return product >>> 0;
}

/** x to the power of 8 for each byte, by squaring. */
function powerOfX(bytes: number): number {
  let [power, square] = [ONE, X];
  for (let half = 0; half < 3; half += 1) square = multiply(square, square);
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = multiply(square, power);
    square = multiply(square, square);
  }
  return power;
}
