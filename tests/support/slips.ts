import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { recordSlipLists } from '#server/evidence/publication/record-slips.ts';
import { mondayOf, today } from '#shared/core/days.ts';
import { DELAY_CLASS_DAYS } from '#shared/evidence/publication/meter.ts';
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

/**
 * Releases slips of every outcome and detail of a platform on two Mondays, enough for all its figures,
 * and records their lists.
 */
export async function releaseSlipsOfAllKinds(test: TestApp, slug: string): Promise<void> {
  const { prisma } = test.database;
  const platform = await platformId(test, slug);
  const mondays = ['2026-10-26', '2026-11-02'];
  for (const monday of mondays) {
    const delays = DELAY_CLASS_DAYS.map(
      (_, detailClass) => ({ detail: 'delay', detailClass }) as const,
    );
    const slips = [
      ...delays,
      { detail: 'amount', detailClass: 1 } as const,
      { outcome: 'not-paid' } as const,
      { established: false },
      { solicited: true },
    ];
    await makeReleasedSlips(
      test,
      slug,
      slips.map((slip) => ({ ...slip, monday })),
    );
  }
  const lists = mondays.map((monday) => ({ platformId: platform, monday }));
  await prisma.$transaction((tx) => recordSlipLists(tx, lists, test.clock.now));
}
