import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import { copyExactly } from './compression.ts';

/**
 * A text that is compressed on its own, so that it can be put between others into one gzip stream
 * (RFC 1952) without being compressed again.
 */
export type GzipPiece = {
  /** Whole DEFLATE blocks (RFC 1951), none of them the last; they end at a byte. */
  readonly deflated: Buffer;
  /** CRC-32 of the text, and its length in bytes. */
  readonly crc: number;
  readonly length: number;
  /** What a CRC-32 of what stands before is multiplied by: x^(8 · length) modulo the polynomial. */
  readonly shift: number;
};

const runDeflate = promisify(deflateRaw);
/** The blocks end with an empty one at a byte, and none of them is the last. */
const NOT_LAST = { finishFlush: constants.Z_SYNC_FLUSH };
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block with fixed codes. */
const LAST_BLOCK = [0x03, 0x00];
const TRAILER_BYTES = LAST_BLOCK.length + 8;
/** Longest text that is stored as it is: compressing it would take longer than sending it. */
export const MOST_STORED_BYTES = 256;
/** CRC-32's polynomial, reflected; and 1 and x in the same form. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;
const X = 0x40000000;

/** Compresses a text that is sent many times. */
export async function compressPiece(text: string): Promise<GzipPiece> {
  const bytes = Buffer.from(text);
  return pieceOf(bytes, copyExactly(await runDeflate(bytes, { ...NOT_LAST, level: 9 })));
}

/** Makes a piece of a text that is sent once: a short one is stored as it is. */
export function makePieceNow(text: string): GzipPiece {
  const bytes = Buffer.from(text);
  return pieceOf(
    bytes,
    bytes.length <= MOST_STORED_BYTES
      ? store(bytes)
      : copyExactly(deflateRawSync(bytes, { ...NOT_LAST, level: 4 })),
  );
}

/** Joins pieces into a gzip stream. */
export function joinPieces(pieces: readonly GzipPiece[]): Buffer {
  let [crc, length] = [0, 0];
  for (const piece of pieces) {
    crc = (multiply(piece.shift, crc) ^ piece.crc) >>> 0;
    length += piece.length;
  }
  const trailer = Buffer.allocUnsafe(TRAILER_BYTES);
  trailer.set(LAST_BLOCK);
  trailer.writeUInt32LE(crc, LAST_BLOCK.length);
  trailer.writeUInt32LE(length % 2 ** 32, LAST_BLOCK.length + 4);
  return Buffer.concat([HEADER, ...pieces.map(({ deflated }) => deflated), trailer]);
}

function pieceOf(bytes: Buffer, deflated: Buffer): GzipPiece {
  return { deflated, crc: crc32(bytes), length: bytes.length, shift: powerOfX(bytes.length) };
}

/** A stored block (RFC 1951, 3.2.4). */
function store(bytes: Buffer): Buffer {
  const block = Buffer.allocUnsafe(5 + bytes.length);
  block.writeUInt8(0, 0);
  block.writeUInt16LE(bytes.length, 1);
  block.writeUInt16LE(bytes.length ^ 0xffff, 3);
  bytes.copy(block, 5);
  return block;
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
