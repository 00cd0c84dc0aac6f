import { dayToDate, type Database } from '#server/database/db.ts';
import { releaseDueSlips } from '#server/evidence/publication/publish-and-release.ts';
import { showDueProofs } from '#server/evidence/publication/show-proofs.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { PICTURE_WAITS_WEEKS } from '#shared/evidence/proofs.ts';

/** Releases all slips that wait, as if their Mondays had come. */
export async function releaseAllSlips({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  const now = new Date();
  await prisma.$transaction(async (tx) => {
    await tx.slip.updateMany({
      where: { released: false },
      data: { monday: dayToDate(mondayOf(today(now))) },
    });
    await releaseDueSlips(tx, now);
  });
}

/** Shows all proofs that wait, as if those alone on their platform had waited long enough. */
export async function showAllProofs({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  const now = new Date();
  const longAgo = addDays(mondayOf(today(now)), -7 * PICTURE_WAITS_WEEKS);
  await prisma.$transaction(async (tx) => {
    await tx.payout.updateMany({
      where: { proofReadyOn: { not: null }, shownFrom: null },
      data: { proofReadyOn: dayToDate(longAgo) },
    });
    await showDueProofs(tx, now);
  });
}
