import type { PixelMarks } from '#server/media/files/sanitized-image.ts';
import { keyedHash } from '#server/core/secrets.ts';

/** What tells a picture seen before. It leaves no route. */
export type PictureMarks = PixelMarks & {
  /** Keyed hashes of the numbers read on it; none where it could not be read. */
  readonly tokens: readonly string[];
};

/** Narrower pictures are read too badly for their numbers to be compared. */
export const MIN_READ_WIDTH_PX = 400;
const TOKEN_LENGTH = 16;

/**
 * Keyed hashes of the numbers of a published picture, which everybody can read on it. Nothing that
 * names a person or a transaction is among them: with a stolen key, a ledger would link members.
 */
export function hashTokens(key: Buffer, numbers: readonly string[], width: number): string[] {
  if (width < MIN_READ_WIDTH_PX) return [];
  return numbers.map((number) => keyedHash(key, number).slice(0, TOKEN_LENGTH));
}

/** The 64 bits of a hash as PostgreSQL keeps them: a signed number. */
export function toSigned(dhash: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${dhash}`));
}
