import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { dayToDate } from '#server/database/db.ts';
import { statement } from '#server/database/sql.ts';
import { loadSlipFigures, RELEASED_SLIP } from '#server/evidence/standings/load-evidence-counts.ts';
import { addDays } from '#shared/core/days.ts';
import type { SlipFigures } from '#shared/directory/slip-figures.ts';
import { computeSlipFigures } from '#shared/evidence/publication/compute-slip-figures.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';

/**
 * The figures of released slips, which the database counts by what they say, are those that anybody
 * computes from the list of slips, whatever was released and withdrawn.
 */

const NOW = '2026-11-30';
const LIST = statement(
  RELEASED_SLIP,
  `SELECT monday::text AS monday, outcome, detail, detail_class AS "detailClass", established, solicited
     FROM released_slip WHERE platform_id = $1`,
);

let site: TestApp;
let platform: string;
beforeAll(async () => {
  site = await createTestApp();
  platform = await platformId(site, 'clickworker');
});

async function expectSameFigures(): Promise<SlipFigures> {
  const { sql } = site.database;
  const slips = await sql(LIST, [platform]);
  const { standing, shareReceived, delayShares, ...counts } = computeSlipFigures(slips, NOW);
  const figures = await loadSlipFigures(sql, platform, NOW);
  expect(figures).toMatchObject(counts);
  // Sums of the same numbers in another order.
  const close = (value: number | null): unknown => value && expect.closeTo(value, 12);
  expect(figures.shareReceived).toEqual(close(shareReceived));
  expect(figures.delayShares).toEqual(delayShares.map(close));
  expect(figures.standing).toEqual(
    standing && {
      state: standing.state,
      mean: close(standing.mean),
      low: close(standing.low),
      high: close(standing.high),
    },
  );
  return figures;
}

test('at each step of releases and withdrawals', async () => {
  const { prisma, sql } = site.database;
  const random = createRandom(28);
  const slips = Array.from({ length: 1_500 }, (_, nth) => {
    const outcome = random.chance(0.8) ? 'paid' : 'not-paid';
    const isDetailed = outcome === 'paid' && random.chance(0.4);
    return {
      id: `slip${nth}`,
      owner: `owner${nth}`,
      platformId: platform,
      monday: dayToDate(addDays(NOW, 7 * random.int(-140, 3))),
      window: 4,
      outcome,
      detail: isDetailed ? 'delay' : null,
      detailClass: isDetailed ? random.int(0, 4) : null,
      established: random.chance(0.3),
      solicited: random.chance(0.05),
      released: random.chance(0.6),
    };
  });
  await prisma.slip.createMany({ data: slips });
  const counts = new Set<number>();
  for (let step = 0; step < 5; step += 1) {
    const { paid, notPaid } = await expectSameFigures();
    counts.add(paid + notPaid);
    const some = random.shuffle(slips.map(({ id }) => id)).slice(0, 200);
    await sql('SELECT release_slips($1::text[], 365)', [some.slice(0, 100)]);
    await prisma.slip.deleteMany({ where: { id: { in: some.slice(100) } } });
  }
  expect(counts.size).toBe(5);
});

test('where the last slip is older than the months that are shown', async () => {
  const { prisma } = site.database;
  await prisma.slip.deleteMany({ where: { monday: { gte: dayToDate('2024-11-01') } } });
  const { until, paid } = await expectSameFigures();
  expect(paid).toBe(0);
  expect(until).toMatch(/^2024-10/);
  await prisma.slip.deleteMany();
  expect(await expectSameFigures()).toMatchObject({ until: null, standing: null });
});
