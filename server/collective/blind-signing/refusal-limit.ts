import type { FastifyRequest } from 'fastify';
import { AppError } from '#server/core/errors.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import type { ErrorCode } from '#shared/core/errors.ts';

/**
 * Limit on refused messages without a cookie per address. An address may be a carrier NAT, so only
 * invalid ones count: rubbish from one person there keeps nobody else from sending.
 */
export const REFUSED_PLEDGE_RATE: RateLimit = { burst: 120, perMinute: 60 };
/** Errors that a browser with a valid signature never gets; only these count against the limit. */
const RUBBISH: ReadonlySet<string> = new Set<ErrorCode>(['bad-signature', 'unknown-pledge']);

const KEPT = { kept: true } as const;

/** Makes a function that answers for a message that was kept, and counts those refused as invalid. */
export function createRefusalLimit(
  deps: Pick<BaseDeps, 'clock' | 'env'>,
): (request: FastifyRequest, taken: Promise<void>) => Promise<typeof KEPT> {
  const limits = createTokenBuckets(REFUSED_PLEDGE_RATE, deps);
  return async (request, taken) => {
    try {
      await taken;
      return KEPT;
    } catch (error) {
      if (error instanceof AppError && RUBBISH.has(error.code)) requireRateLimit(limits, request);
      throw error;
    }
  };
}
