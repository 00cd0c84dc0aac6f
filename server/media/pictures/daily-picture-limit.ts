import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { limitPictureForms } from './concurrency-limit.ts';

/**
 * Counts an uploaded picture towards the member's daily limit, before any CPU is spent on it.
 * @throws AppError too-many past the limit.
 */
export function countDailyPicture(
  { database, clock }: Pick<MediaDeps, 'database' | 'clock'>,
  viewer: Viewer,
): Promise<void> {
  return limitPictureForms(() =>
    database.prisma.$transaction((tx) => countDailyUse(tx, viewer.id, 'picture', clock())),
  );
}
