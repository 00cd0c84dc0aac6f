import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { LAW_CATEGORY } from '#shared/community/forum-categories.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** The category about law comes to sites that have the categories of before, once. */

const MIGRATION = readFileSync(
  join('prisma', 'migrations', '20261130130000_rights_category', 'migration.sql'),
  'utf8',
);
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const where = { slug: LAW_CATEGORY };
const migrate = () => site.database.sql(MIGRATION);

test('it is added last, once; an empty site waits for its own categories', async () => {
  const { forumCategory } = site.database.prisma;
  const seeded = await forumCategory.findUniqueOrThrow({ where });
  await forumCategory.delete({ where });
  await migrate();
  await migrate();
  const all = await forumCategory.findMany({ orderBy: { place: 'asc' } });
  expect(all.at(-1)).toMatchObject({
    ...seeded,
    id: expect.stringMatching(/^[0-9a-f]{12}$/),
    place: 8,
  });
  await forumCategory.deleteMany();
  await migrate();
  expect(await forumCategory.count()).toBe(0);
});
