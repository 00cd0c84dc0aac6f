import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#server/core/errors.ts';
import {
  createTokenBuckets,
  type TokenBuckets,
  type TokenBucketDeps,
  type RateLimit,
} from './token-buckets.ts';

/**
 * Rate limits of an address before sign-in. Many people may share an address (carrier-grade NAT), so
 * past these limits nobody is refused: the visitor has to solve a proof of work or wait a minute.
 */
export const ADDRESS_RATES = {
  'sign-up': { burst: 60, perMinute: 2 },
  'sign-in': { burst: 120, perMinute: 20 },
  recover: { burst: 20, perMinute: 1 },
  claim: { burst: 20, perMinute: 1 },
  /** Tickets that replace the proof of work; limited, so that collecting them in advance does not help. */
  ticket: { burst: 60, perMinute: 10 },
} as const satisfies Record<string, RateLimit>;
export type RateLimitedUse = keyof typeof ADDRESS_RATES;

export type AddressLimits = Readonly<Record<RateLimitedUse, TokenBuckets>>;

/** One set of token buckets for each use; callers use `subscriberKeyOf(ip)` as the key. */
export function createAddressLimits(deps: TokenBucketDeps): AddressLimits {
  return {
    'sign-up': createTokenBuckets(ADDRESS_RATES['sign-up'], deps),
    'sign-in': createTokenBuckets(ADDRESS_RATES['sign-in'], deps),
    recover: createTokenBuckets(ADDRESS_RATES.recover, deps),
    claim: createTokenBuckets(ADDRESS_RATES.claim, deps),
    ticket: createTokenBuckets(ADDRESS_RATES.ticket, deps),
  };
}

/**
 * Rate-limits requests that need no account, by member, else by network.
 * @throws AppError too-many past the limit.
 */
export function requireRateLimit(limits: TokenBuckets, request: FastifyRequest): void {
  const key = rateLimitKey(request);
  if (limits.take(key)) return;
  throw new AppError('too-many', { retryAfterSeconds: limits.secondsLeft(key) });
}

/** Rate-limit key of a request: the member's id, else the network. */
export function rateLimitKey({ viewer, ip }: FastifyRequest): string {
  return viewer === null ? subscriberKeyOf(ip) : `member/${viewer.id}`;
}

/** Key of one subscriber: its IPv4 address, or the /64 prefix of an IPv6 address. */
export function subscriberKeyOf(address: string): string {
  const bare = address.split('%')[0] ?? address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
