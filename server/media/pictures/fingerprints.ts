import type { PixelFingerprints } from '#server/media/files/sanitizer-messages.ts';
import { keyedHash } from '#server/core/secrets.ts';

/** Fingerprints to recognise a reused picture. Never part of an API answer. */
export type PictureFingerprints = PixelFingerprints & {
  /** Keyed hashes of the numbers read on it; empty where OCR failed. */
  readonly tokens: readonly string[];
};

/** OCR on narrower pictures is too unreliable to compare their numbers. */
export const MIN_READ_WIDTH_PX = 400;
const TOKEN_LENGTH = 16;

/**
 * Keyed hashes of the numbers on a published picture, which everybody can read. Leaves out numbers of
 * persons and transactions: with a stolen key, they would link members.
 */
export function hashPictureNumbers(
  key: Buffer,
  numbers: readonly string[],
  width: number,
): string[] {
  if (width < MIN_READ_WIDTH_PX) return [];
  return numbers.map((number) => keyedHash(key, number).slice(0, TOKEN_LENGTH));
}

/** A 64-bit hash as a signed integer, for PostgreSQL's bigint. */
export function toSignedBigint(dhash: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${dhash}`));
}
