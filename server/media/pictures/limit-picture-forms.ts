import pLimit, { type LimitFunction } from 'p-limit';

const PLACES = 6;
const PLACES_OF_ONE = 4;

/**
 * Limits concurrent transactions of forms with a picture. Those about one platform or thread wait for
 * each other's locks, and could otherwise occupy all connections.
 */
export const limitPictureForms = pLimit(PLACES);

/** A limit for each group of forms that lock the same rows, acquired before the shared one. */
const ofOne = new Map<string, LimitFunction>();

/** Like `limitPictureForms`, with an additional limit for jobs that lock the same rows. */
export async function limitPictureFormsByKey<Result>(
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const one = ofOne.get(what) ?? pLimit(PLACES_OF_ONE);
  ofOne.set(what, one);
  try {
    return await one(() => limitPictureForms(work));
  } finally {
    if (one.activeCount + one.pendingCount === 0) ofOne.delete(what);
  }
}
