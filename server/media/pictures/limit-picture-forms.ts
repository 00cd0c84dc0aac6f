import pLimit, { type LimitFunction } from 'p-limit';

const MAX_CONCURRENT = 6;
const MAX_CONCURRENT_PER_KEY = 4;

/**
 * Limits concurrent transactions of forms with a picture. Those about one platform or thread wait for
 * each other's locks, and could otherwise occupy all connections.
 */
export const limitPictureForms = pLimit(MAX_CONCURRENT);

/** One limit per key, acquired before the shared limit. */
const limitsByKey = new Map<string, LimitFunction>();

/** Like `limitPictureForms`, with an additional limit for jobs that lock the same rows. */
export async function limitPictureFormsByKey<Result>(
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const limit = limitsByKey.get(key) ?? pLimit(MAX_CONCURRENT_PER_KEY);
  limitsByKey.set(key, limit);
  try {
    return await limit(() => limitPictureForms(work));
  } finally {
    if (limit.activeCount + limit.pendingCount === 0) limitsByKey.delete(key);
  }
}
