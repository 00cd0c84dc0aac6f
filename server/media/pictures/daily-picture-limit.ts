import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { limitPictureForms } from './limit-picture-forms.ts';
import type { PictureSender } from './picture-sender.ts';

/**
 * Counts a picture towards its member's daily limit, before any CPU is spent on it. A visitor's form
 * was counted by the rate limit that admitted it.
 * @throws AppError too-many past the limit.
 */
export async function countDailyPicture(
  { database, clock }: Pick<MediaDeps, 'database' | 'clock'>,
  { memberId }: PictureSender,
): Promise<void> {
  if (memberId === null) return;
  await limitPictureForms(() =>
    database.prisma.$transaction((tx) => countDailyUse(tx, memberId, 'picture', clock())),
  );
}
