import { describe, expect, test } from 'vitest';
import { isDatabaseEmpty, listTables } from '#server/portability/backup/database-catalog.ts';
import { loadDemo } from '#server/portability/demo/load-demo.ts';
import { DemoRefused, readDemoState } from '#server/portability/demo/demo-state.ts';
import { col, statement } from '#server/database/sql.ts';
import { SNAPSHOT_NOW } from '#demo/plan-hash.ts';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { createTestApp, TEST_START } from './support/app.ts';
import { INVENTED, demoAfter, partsOf, standingsOf } from './support/demo.ts';
import { makeMember } from './support/factories.ts';
import { dumpOf, verifyDump } from './support/verifier.ts';

describe('at whatever distance from its snapshot', () => {
  // Each day of the week, since campaigns are sought by weeks, and other days of the month.
  test.each([0, 18, 61, 94, 190, 366, 412])(
    '%i days later every standing is there, and no campaign on a platform that exists',
    async (days) => {
      const site = await demoAfter(days);
      const standings = await standingsOf(site);
      expect(new Set(standings.map(({ state }) => state))).toEqual(new Set(STANDING_STATES));
      const bad = standings.filter(({ state }) => state === 'doubtful' || state === 'not-paying');
      expect(bad.map(({ slug }) => slug).toSorted()).toEqual(['piecettes', 'tacheo']);
      const findings = await site.database.prisma.finding.findMany({ include: { platform: true } });
      const found = new Set(findings.map(({ platform }) => platform.slug));
      expect([...found].filter((slug) => !INVENTED.includes(slug))).toEqual([]);
    },
  );

  test('former weeks entered the record in time, as on a site that makes a dump each day', async () => {
    const { faults, compared } = await verifyDump(await dumpOf(await demoAfter(61)));
    expect(faults).toEqual([]);
    expect(compared.figures.late).toBe(0);
  });

  test('no day or month of before is left, in any column', async () => {
    const { database } = await demoAfter(3_000);
    const left: string[] = [];
    for (const { name } of await listTables(database.sql)) {
      if (name === 'exchange_rate') continue;
      const rows = await database.sql(
        statement({ row: col.text }, `SELECT t::text AS row FROM ${name} t`),
      );
      for (const { row } of rows) {
        // Days, months, and the months that the search knows posts by.
        for (const [date, year, label] of row.matchAll(/\b(20\d\d)-\d\d\b|@(20\d\d)/g)) {
          if (Number(year ?? label) < 2030) left.push(`${name}: ${date}`);
        }
      }
    }
    expect(left).toEqual([]);
  });
});

describe('loading', () => {
  test('is refused where a member is, and leaves no trace', async () => {
    const inhabited = await createTestApp();
    await makeMember(inhabited);
    await expect(loadDemo(partsOf(inhabited, TEST_START))).rejects.toThrow(DemoRefused);
    expect(await readDemoState(inhabited.database)).toBe('none');
    expect((await inhabited.get('/fr')).body).not.toContain('membres et chiffres inventés');
  });

  test('is refused on a site without members, whose operator has begun', async () => {
    const begun = await createTestApp();
    await expect(loadDemo(partsOf(begun, TEST_START))).rejects.toThrow(DemoRefused);
    expect(await readDemoState(begun.database)).toBe('none');
  });

  test('that was cut short is begun again', async () => {
    const site = await createTestApp({ empty: true });
    const parts = partsOf(site, SNAPSHOT_NOW);
    let stored = 0;
    const failing = {
      ...site.store,
      put: (name: string, bytes: Uint8Array): Promise<void> => {
        stored += 1;
        return stored > 100 ? Promise.reject(new Error('cut')) : site.store.put(name, bytes);
      },
    };
    await expect(loadDemo({ ...parts, store: failing })).rejects.toThrow('cut');
    expect(await isDatabaseEmpty(site.database.sql, new Set(['exchange_rate']))).toBe(true);
    expect(await loadDemo(parts)).toBe(true);
  });
});
