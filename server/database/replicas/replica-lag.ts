/** A WAL position and when it was read, in milliseconds of any monotonic clock. */
export type WalSample = { readonly at: number; readonly position: bigint };

export type ReplayState = {
  readonly position: bigint;
  /** Everything written up to this moment is replayed; null where that is unknown. */
  readonly freshAt: number | null;
};

export const MAX_REPLICA_LAG_MS = 1_000;

const POSITION = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/;

/** Parses a WAL position (LSN) such as `16/B374D848`; null for anything else. */
export function parseWalPosition(text: string): bigint | null {
  const [, high, low] = POSITION.exec(text) ?? [];
  return high === undefined || low === undefined
    ? null
    : (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The latest moment up to which the replica is complete; null where it is behind all samples. */
export function latestCompleteMoment(
  samples: readonly WalSample[],
  position: bigint,
): number | null {
  return samples.findLast((sample) => sample.position <= position)?.at ?? null;
}

/** Whether a replica may answer a visitor whose last write was at `own` (null: no recent write). */
export function mayReplicaAnswer(replayed: ReplayState, own: bigint | null, now: number): boolean {
  if (replayed.freshAt === null || now - replayed.freshAt > MAX_REPLICA_LAG_MS) return false;
  return own === null || replayed.position >= own;
}
