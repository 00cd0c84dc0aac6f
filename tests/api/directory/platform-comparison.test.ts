import { beforeAll, describe, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { COMPARED_PLATFORMS } from '#server/directory/platforms/ranking.ts';
import { comparisonResponse, rankingResponse } from '#shared/directory/platform-ranking.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeReleasedSlips(site, 'clickworker', [{}, { outcome: 'not-paid' }]);
});

describe('GET /api/platforms/compare', () => {
  const compare = (slugs: string): ReturnType<TestApp['get']> =>
    site.get(`/api/platforms/compare?slugs=${slugs}`);

  test('answers in the order asked for, each as the ranking has it, without a stranger', async () => {
    const response = await compare('roamler,nobody,clickworker,roamler');
    expect(response.statusCode).toBe(200);
    const { platforms } = comparisonResponse.parse(response.json());
    expect(platforms.map(({ slug }) => slug)).toEqual(['roamler', 'clickworker']);
    const listed = rankingResponse.parse(
      (await site.get('/api/platforms?q=clickworker')).json(),
    ).platforms;
    expect(platforms[1]).toEqual(listed[0]);
    expect(listed[0]).toMatchObject({ slips: 2, paid: 1 });
  });

  test('of platforms that are not there is empty', async () => {
    expect((await compare('nobody')).json()).toEqual({ platforms: [], until: null });
  });

  test.each(['', 'A', 'a,,b', '%00', "a'--", Array.from({ length: 61 }, () => 'a').join(',')])(
    'refuses %j',
    async (slugs) => {
      const response = await compare(slugs);
      expect(response.statusCode).toBe(422);
      expect(response.json()).toMatchObject({ error: { code: 'bad-input' } });
    },
  );

  test('finds its platforms by the index of slugs where there are many', async () => {
    const many = await createTestApp();
    await many.database.prisma.$executeRaw`
      INSERT INTO platform (id, slug, name, name_key, activity, deep_labour, created_on)
      SELECT lpad(i::text, 12, '0'), 'made-' || i, 'Made', 'made', 'other', false, '2026-01-01'
        FROM generate_series(1, 5000) i`;
    await many.database.prisma.$executeRawUnsafe('VACUUM ANALYZE platform');
    const plan = await many.database.sql(
      statement({ 'QUERY PLAN': col.text }, `EXPLAIN ${COMPARED_PLATFORMS.text}`),
      [['made-7', 'made-9']],
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('platform_slug_key');
    expect(text).not.toContain('Seq Scan on platform p');
  });
});
