import { createHmac, randomBytes } from 'node:crypto';
import { today } from '#shared/core/days.ts';

/** A rate limit: the capacity of its token bucket, and the tokens added each minute. */
export type RateLimit = { readonly burst: number; readonly perMinute: number };

export type TokenBuckets = {
  /** Takes a token; false where none is left. */
  readonly take: (key: string) => boolean;
  /** Gives a taken token back. */
  readonly giveBack: (key: string) => void;
  readonly isEmpty: (key: string) => boolean;
  /** Seconds until a token is available, rounded up; 0 where one is. */
  readonly secondsLeft: (key: string) => number;
};

type Bucket = { tokens: number; at: number };

/** Maximum number of buckets; the least recently used are evicted. */
const MAX_KEYS = 50_000;

export type TokenBucketDeps = {
  readonly clock: () => Date;
  readonly env: { readonly processes: number };
};

/**
 * Creates in-memory token buckets (addresses are stored in no database). Each process gets an equal
 * share of the rate, at least one token. Keys are hashed with a random key that is replaced every day
 * (UTC), so that an address cannot be recovered from memory or linked from day to day.
 */
export function createTokenBuckets(
  whole: RateLimit,
  { clock, env }: TokenBucketDeps,
): TokenBuckets {
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
    // The clock was set back: without this, no tokens would be added until it catches up.
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
