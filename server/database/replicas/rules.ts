/** How far the log of writes of PostgreSQL had come at a moment, in milliseconds of any clock. */
export type Sample = { readonly at: number; readonly position: bigint };

/** How far a replica has come. */
export type Replayed = {
  readonly position: bigint;
  /** All that was written until then is there; null where that is not known. */
  readonly freshAt: number | null;
};

/** No reader sees what is older, in milliseconds. */
export const MAX_STALE_MS = 1_000;

const POSITION = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/;

/** A position as PostgreSQL writes it, `16/B374D848`; null for anything else. */
export function readPosition(text: string): bigint | null {
  const [, high, low] = POSITION.exec(text) ?? [];
  return high === undefined || low === undefined
    ? null
    : (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The latest moment until which a replica has all; null where it is behind all that is remembered. */
export function freshAt(samples: readonly Sample[], position: bigint): number | null {
  return samples.findLast((sample) => sample.position <= position)?.at ?? null;
}

/** Whether a replica may answer now who has written up to `own`; null who wrote nothing. */
export function mayAnswer(replayed: Replayed, own: bigint | null, now: number): boolean {
  if (replayed.freshAt === null || now - replayed.freshAt > MAX_STALE_MS) return false;
  return own === null || replayed.position >= own;
}
