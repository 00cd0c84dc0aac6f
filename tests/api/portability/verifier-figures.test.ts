import { beforeAll, describe, expect, test } from 'vitest';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** What is found after a change behind the site's back; it is undone at the end. */
async function findAfter(change: string, undo: string): Promise<string[]> {
  const run = async (sql: string): Promise<void> => {
    for (const one of sql.split(';')) await site.database.prisma.$executeRawUnsafe(one);
  };
  await run(change);
  try {
    return (await verifyDump(await dumpOf(site))).faults;
  } finally {
    await run(undo);
  }
}

describe('a figure that is changed in the database is named:', () => {
  const figures = async (column: string, value: string): Promise<string[]> => {
    const id = await platformId(site, 'clickworker');
    return findAfter(
      `CREATE TABLE kept_value AS SELECT ${column} AS was FROM platform_summary WHERE platform_id = '${id}';
       UPDATE platform_summary SET ${column} = ${value} WHERE platform_id = '${id}'`,
      `UPDATE platform_summary SET ${column} = (SELECT was FROM kept_value) WHERE platform_id = '${id}';
       DROP TABLE kept_value`,
    );
  };

  test.each([
    ['a verdict', 'state', `'reliable'`, 'state'],
    ['the rating', 'rating', '5', 'rating'],
    ['the number of reports', 'payouts', 'payouts + 30', 'payouts'],
    [
      'the share received',
      'evidence',
      `jsonb_set(evidence, '{slips,shareReceived}', '0.99')`,
      'evidence.slips',
    ],
    [
      'the number of proofs',
      'evidence',
      `jsonb_set(evidence, '{proofs}', '12')`,
      'evidence.proofs',
    ],
  ])('%s', async (_, column, value, detail) => {
    const id = await platformId(site, 'clickworker');
    expect(await figures(column, value)).toEqual([
      `not what follows from what is published: platform-figures/${id} (${detail})`,
    ]);
  });

  test('figures of a platform that are missing', async () => {
    const id = await platformId(site, 'clickworker');
    const found = await findAfter(
      `CREATE TABLE kept_summary AS SELECT * FROM platform_summary WHERE platform_id = '${id}';
       DELETE FROM platform_summary WHERE platform_id = '${id}'`,
      'INSERT INTO platform_summary SELECT * FROM kept_summary; DROP TABLE kept_summary',
    );
    expect(found).toEqual([`figures are missing: platform-figures/${id}`]);
  });

  test('figures that the site has yet to compute are counted, not compared', async () => {
    const id = await platformId(site, 'clickworker');
    const { prisma } = site.database;
    await prisma.$transaction((tx) => markStale(tx, 'platform', [id]));
    const { faults, compared } = await verifyDump(await dumpOf(site));
    expect(faults).toEqual([]);
    expect(compared.figures.stale).toBe(1);
    await site.catchUp();
    expect((await verifyDump(await dumpOf(site))).compared.figures.stale).toBe(0);
  });
});
