import { createHmac, randomBytes } from 'node:crypto';
import { today } from '#shared/core/days.ts';

/** How many may come at once, and how many more each minute. */
export type Rate = { readonly burst: number; readonly perMinute: number };

export type Buckets = {
  /** Takes one; false, and nothing taken, where none is left. */
  readonly take: (key: string) => boolean;
  /** Undoes a `take` that was for nothing. */
  readonly giveBack: (key: string) => void;
  readonly isEmpty: (key: string) => boolean;
  /** Whole seconds until one can be taken; 0 where one can be now. */
  readonly secondsLeft: (key: string) => number;
};

type Bucket = { tokens: number; at: number };

/** More keys than this are not remembered: the ones unseen for longest are forgotten first. */
const MAX_KEYS = 50_000;

/** What buckets are made with: the clock, and how many processes share what they let through. */
export type Counted = {
  readonly clock: () => Date;
  readonly env: { readonly processes: number };
};

/**
 * Counts in this process alone, which has its share: addresses stand in no database. Never under one,
 * or nobody would get through. Counts by a hash whose random key lives in memory and changes every day (UTC): nothing that was
 * counted by, an address say, can be found here or tomorrow.
 */
export function createBuckets(whole: Rate, { clock, env }: Counted): Buckets {
  const rate = {
    burst: Math.max(1, whole.burst / env.processes),
    perMinute: whole.perMinute / env.processes,
  };
  const buckets = new Map<string, Bucket>();
  let secret = { day: '', key: randomBytes(32) };

  const hash = (key: string): string => {
    const day = today(clock());
    if (secret.day !== day) {
      secret = { day, key: randomBytes(32) };
      buckets.clear();
    }
    return createHmac('sha256', secret.key).update(key).digest('base64');
  };
  const tokensOf = (hashed: string): number => {
    const bucket = buckets.get(hashed);
    if (bucket === undefined) return rate.burst;
    const now = clock().getTime();
    // A clock that was put back: else nothing would be added until it is where it was.
    if (now < bucket.at) bucket.at = now;
    const minutes = (now - bucket.at) / 60_000;
    return Math.min(rate.burst, bucket.tokens + minutes * rate.perMinute);
  };
  return {
    take: (key) => {
      const hashed = hash(key);
      const tokens = tokensOf(hashed);
      if (tokens < 1) return false;
      buckets.delete(hashed);
      buckets.set(hashed, { tokens: tokens - 1, at: clock().getTime() });
      const [oldest] = buckets.keys();
      if (buckets.size > MAX_KEYS && oldest !== undefined) buckets.delete(oldest);
      return true;
    },
    giveBack: (key) => {
      const bucket = buckets.get(hash(key));
      if (bucket !== undefined) bucket.tokens += 1;
    },
    isEmpty: (key) => tokensOf(hash(key)) < 1,
    secondsLeft: (key) => Math.ceil((Math.max(0, 1 - tokensOf(hash(key))) / rate.perMinute) * 60),
  };
}
