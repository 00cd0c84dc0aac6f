import { beforeAll, expect, test } from 'vitest';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** The operator rewrites the figures of a week that is over, which others have cited. */

let site: TestApp;
let platform: string;
let week: string;
beforeAll(async () => {
  site = await createTestApp();
  platform = await platformId(site, 'clickworker');
  // Tuesday: the figures of Monday 23 are final.
  site.clock.advanceDays(4);
  week = `week/${platform}-2026-11-23`;
});

test('the figures of a week are compared', async () => {
  expect(await faults()).toEqual([]);
});

const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;
const ofWeek = () => `WHERE platform_id = '${platform}' AND day = '2026-11-23'`;

/** What is found after a change behind the site's back, which is undone then. */
async function faultsAfter(change: string): Promise<string[]> {
  const { sql } = site.database;
  await sql(`CREATE TABLE kept_week AS SELECT * FROM platform_day ${ofWeek()}`);
  await sql(change);
  const found = await faults();
  await sql(`DELETE FROM platform_day ${ofWeek()}`);
  await sql('INSERT INTO platform_day SELECT * FROM kept_week');
  await sql('DROP TABLE kept_week');
  expect(await faults()).toEqual([]);
  return found;
}

test.each([
  ['the standing', `standing = jsonb_set(standing, '{state}', '"reliable"')`],
  ['the ratings', `ratings = jsonb_set(ratings, '{overall}', '5')`],
  ['the number of incidents', `evidence = jsonb_set(evidence, '{incidents}', '0.5')`],
  ['the figures of tasks', `evidence = jsonb_set(evidence, '{tasks}', '{"members": 40}')`],
])('%s of a former week that was changed is named', async (_, change) => {
  expect(await faultsAfter(`UPDATE platform_day SET ${change} ${ofWeek()}`)).toEqual([
    `changed without an entry: ${week}`,
  ]);
});

test('a week that was left out is named', async () => {
  expect(await faultsAfter(`DELETE FROM platform_day ${ofWeek()}`)).toContain(
    `removed without an entry: ${week} (leaf ${await leafOf(week)}, content-stated)`,
  );
});

test('a week is not in a dump, nor in the record, before its Monday is over', async () => {
  const { sql } = site.database;
  const next = `'${platform}', '2026-11-30', standing, evidence, ratings`;
  await sql(`INSERT INTO platform_day (platform_id, day, standing, evidence, ratings)
    SELECT ${next} FROM platform_day ${ofWeek()}
    ON CONFLICT DO NOTHING`);
  site.clock.advanceDays(6);
  expect(await faults()).toEqual([]);
  expect(await leafOf(`week/${platform}-2026-11-30`)).toBe(null);
  site.clock.advanceDays(1);
  expect(await faults()).toEqual([]);
  expect(await leafOf(`week/${platform}-2026-11-30`)).not.toBe(null);
});

test('a former week that enters the record late is counted apart', async () => {
  const late = async (): Promise<number> =>
    (await verifyDump(await dumpOf(site))).compared.figures.late;
  const before = await late();
  await site.database.sql(`INSERT INTO platform_day (platform_id, day, standing, evidence, ratings)
    SELECT platform_id, '2026-09-14', standing, evidence, ratings FROM platform_day ${ofWeek()}`);
  expect(await late()).toBe(before + 1);
  await site.database.sql(`DELETE FROM platform_day WHERE day = '2026-09-14'`);
});

test('a week of an earlier rule is counted apart, and none comes after one of the rule of now', async () => {
  const { sql } = site.database;
  const former = (day: string) =>
    sql(`INSERT INTO platform_day (platform_id, day, standing, evidence, ratings)
    SELECT platform_id, '${day}', standing,
           jsonb_set(jsonb_set(evidence, '{shape}', '3'), '{slips,paid}', '900'), ratings
      FROM platform_day ${ofWeek()}`);
  const verified = async () => verifyDump(await dumpOf(site));
  await former('2026-09-07');
  const { faults: found, compared } = await verified();
  // The week of the test before is gone.
  expect(found.filter((fault) => !fault.startsWith('removed'))).toEqual([]);
  expect(compared.figures.formerRule).toBe(1);
  await sql(`DELETE FROM platform_day WHERE day = '2026-09-07'`);
  await former('2026-11-24');
  expect(await faults()).toContainEqual(expect.stringContaining('2026-11-24'));
  await sql(`DELETE FROM platform_day WHERE day = '2026-11-24'`);
});

test('a week that is recorded again is named: the entry excuses no change', async () => {
  const { prisma, sql } = site.database;
  await sql(
    `UPDATE platform_day SET standing = jsonb_set(standing, '{state}', '"reliable"') ${ofWeek()}`,
  );
  await prisma.$transaction((tx) =>
    appendEntry(tx, site.clock.now, { kind: 'content-stated', subject: week }),
  );
  expect(await faults()).toContain(`figures of a former week were recorded again: ${week}`);
});

async function leafOf(subject: string): Promise<number | null> {
  const entry = await site.database.prisma.recordEntry.findFirst({ where: { subject } });
  return entry?.leaf === null || entry === null ? null : Number(entry.leaf);
}
