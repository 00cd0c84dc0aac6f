import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeEditions, makeMonthOfReports } from '#tests/support/barometer.ts';
import { platformId } from '#tests/support/factories.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Editions of the barometer: made when due, frozen, in the record, and found out where changed. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeMonthOfReports(site, { month: '2026-07', members: 30, notPaid: 1 });
  await makeMonthOfReports(site, { month: '2026-10', members: 30, notPaid: 20 });
  await makeMonthOfReports(site, { month: '2026-10', members: 9, slug: 'appen' });
  for (const slug of ['clickworker', 'appen'])
    await site.database.prisma.$transaction(async (tx) =>
      recomputeAsOnNewDay(tx, await platformId(site, slug), site.clock.now),
    );
});

const figuresOf = async (id: string, of = site) =>
  (await of.database.prisma.barometerEdition.findUniqueOrThrow({ where: { id } })).figures;
const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;

test('a month that is over has a provisional edition, one of 13 weeks ago a definitive one', async () => {
  expect(await makeEditions(site)).toEqual(['2026-07-definitive', '2026-10-provisional']);
  expect(await makeEditions(site)).toEqual([]);
  expect(await figuresOf('2026-10-provisional')).toMatchObject({
    slips: 39,
    platforms: 2,
    members: 20,
    minimumWage: 1202,
    headline: { figure: 'notPaid', since: '2026-07', from: 0.03 },
  });
});

test('the record has a leaf of each, and a stranger computes what slips give again', async () => {
  expect(await faults()).toEqual([]);
});

test.each([
  ['a share of slips', '{all,notPaid,value}', '0.05', 'headline, all.notPaid'],
  ['the number of slips', '{slips}', '12', 'slips'],
  ['the headline', '{headline}', 'null', 'headline'],
])('%s that was changed is named', async (_, path, value, name) => {
  const { sql } = site.database;
  const id = '2026-10-provisional';
  const before = JSON.stringify(await figuresOf(id));
  await sql(
    `UPDATE barometer_edition SET figures = jsonb_set(figures, '${path}', '${value}') WHERE id = '${id}'`,
  );
  const found = await faults();
  await sql(`UPDATE barometer_edition SET figures = $1::jsonb WHERE id = '${id}'`, [before]);
  expect(found).toContain(`changed without an entry: edition/${id}`);
  expect(found.join('\n')).toContain(
    `not what follows from what is published: edition/${id} (${name})`,
  );
});

test('13 weeks later the edition is definitive, and the provisional one stays as it was', async () => {
  const before = await figuresOf('2026-10-provisional');
  // A report that is taken back in between moves no figure.
  await site.database.sql(
    `DELETE FROM task_report WHERE id IN (SELECT id FROM task_report WHERE due_on >= '2026-10-01' LIMIT 5)`,
  );
  site.clock.advanceDays(75);
  expect(await makeEditions(site)).toEqual(['2026-10-definitive']);
  expect(await figuresOf('2026-10-provisional')).toEqual(before);
  expect(await figuresOf('2026-10-definitive')).toMatchObject({
    all: { hourly: (before as { all: { hourly: object } }).all.hourly },
  });
});

test('task reports count only on platforms whose figures were public as the month began and ended', async () => {
  const other = await createTestApp();
  await makeMonthOfReports(other, { month: '2026-09', members: 30, slug: 'microworkers' });
  await makeMonthOfReports(other, { month: '2026-08', members: 3, slug: 'isahit' });
  await makeMonthOfReports(other, { month: '2026-09', members: 20, slug: 'isahit' });
  expect(await makeEditions(other)).toEqual(['2026-09-provisional']);
  // Of the 50 who told, those of the platform that three reported before are left out.
  expect(await figuresOf('2026-09-provisional', other)).toMatchObject({
    slips: 50,
    all: { hourly: { members: 20 }, refusals: { members: 20 }, notPaid: { members: 50 } },
  });
});
