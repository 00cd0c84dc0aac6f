import { beforeAll, describe, expect, test } from 'vitest';
import { PLATFORM_SUGGESTIONS_SQL } from '#server/directory/platforms/queries.ts';
import { platformSearchKeys } from '#server/directory/platforms/search.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('GET /api/platforms/suggest', () => {
  test.each([
    ['clickworker', 'clickworker'],
    ['Clikworker', 'clickworker'],
    ['clickworkers', 'clickworker'],
    ['click worker', 'clickworker'],
    ['cliqueworker', 'clickworker'],
    ['clickworker.com', 'clickworker'],
    ['https://www.clickworker.com/fr/?utm=x', 'clickworker'],
    ['foule', 'foule-factory'],
    ['FOULÉ FACTORY', 'foule-factory'],
    ['factory foule', 'foule-factory'],
    ['www.mturk.com', 'amazon-mechanical-turk'],
    ['mechanical', 'amazon-mechanical-turk'],
    ['turk', 'amazon-mechanical-turk'],
    ['micro workers', 'microworkers'],
    ['appn', 'appen'],
    ['clic & walk', 'clic-and-walk'],
    ['ba click', 'ba-click'],
    ['lo', 'loonea'],
    ['fa', 'foule-factory'],
    ['street bees', 'streetbees'],
  ])('finds what %s means', async (typed, slug) => {
    const response = await site.get(`/api/platforms/suggest?q=${encodeURIComponent(typed)}`);
    const slugs = response.json<{ platforms: { slug: string }[] }>().platforms.map((p) => p.slug);
    expect(slugs[0]).toBe(slug);
    expect(slugs.length).toBeLessThanOrEqual(8);
  });

  test.each(['', ' ', '%', '_', '%%%', String.raw`\ `, "'", '_%_', 'zzzzqqqq', 'x'.repeat(100)])(
    'finds nothing for %j, and no sign of SQL means anything',
    async (typed) => {
      const response = await site.get(`/api/platforms/suggest?q=${encodeURIComponent(typed)}`);
      expect(response.statusCode).toBe(200);
      expect(response.json()).toEqual({ platforms: [] });
    },
  );

  test('refuses more than 100 characters', async () => {
    const response = await site.get(`/api/platforms/suggest?q=${'x'.repeat(101)}`);
    expect(response.statusCode).toBe(422);
  });

  test('answers from the trigram index where there are many names', async () => {
    const many = await createTestApp();
    await many.database.prisma.$executeRaw`
      INSERT INTO platform_name (platform_id, kind, text, key)
      SELECT (SELECT id FROM platform WHERE slug = 'isahit'), 'alias', k, k
        FROM (SELECT substr(md5(i::text), 1, 8) || ' ' || substr(md5('b' || i), 1, 6) AS k
                FROM generate_series(1, 20000) i) made`;
    // As autovacuum does: rows that wait to be indexed make the planner shun the index.
    await many.database.prisma.$executeRawUnsafe('VACUUM ANALYZE platform_name');
    for (const typed of ['Clikworker', 'foule', 'fo', 'micro workers']) {
      const plan = await many.database.sql(
        statement({ 'QUERY PLAN': col.text }, `EXPLAIN ${PLATFORM_SUGGESTIONS_SQL}`),
        platformSearchKeys(typed) ?? [],
      );
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toContain('platform_name_key_trgm');
      expect(text).not.toContain('Seq Scan on platform_name');
    }
  });
});
