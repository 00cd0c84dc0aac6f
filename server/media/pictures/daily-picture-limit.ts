import { countUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { limitConcurrency } from './concurrency-limit.ts';

/**
 * Counts an uploaded picture towards the member's daily limit, before any CPU is spent on it.
 * @throws AppError too-many past the limit.
 */
export function countPicture(
  { database, clock }: Pick<MediaDeps, 'database' | 'clock'>,
  viewer: Viewer,
): Promise<void> {
  return limitConcurrency(() =>
    database.prisma.$transaction((tx) => countUse(tx, viewer.id, 'picture', clock())),
  );
}
