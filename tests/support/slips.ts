import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { mondayOf, today } from '#shared/core/days.ts';
import type { ReleasedSlip } from '#shared/directory/slip-figures.ts';
import type { TestApp } from './app.ts';
import { platformId } from './factories.ts';
import { recomputeAsOnNewDay } from './recompute-standing.ts';

/** Slips of a platform that were released, of this week's Monday unless said otherwise; computes its figures. */
export async function makeReleasedSlips(
  test: TestApp,
  slug: string,
  slips: readonly Partial<ReleasedSlip>[],
): Promise<void> {
  const platform = await platformId(test, slug);
  const now = test.clock.now;
  await test.database.prisma.$transaction(async (tx) => {
    await tx.slip.createMany({
      data: slips.map((slip) => ({
        id: randomId(),
        platformId: platform,
        owner: randomId(),
        monday: dayToDate(slip.monday ?? mondayOf(today(now))),
        window: 4,
        outcome: slip.outcome ?? 'paid',
        detail: slip.detail ?? null,
        detailClass: slip.detailClass ?? null,
        solicited: slip.solicited ?? false,
        established: slip.established ?? true,
        released: true,
      })),
    });
    await recomputeAsOnNewDay(tx, platform, now);
  });
}
