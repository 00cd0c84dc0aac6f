import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeReview } from '#tests/support/factories.ts';

/** `rewrite_left_rows` hides which rows one transaction left. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const WRITTEN = statement(
  { id: col.text, by: col.text, place: col.text },
  `SELECT id, xmin::text AS by, ctid::text AS place FROM author ORDER BY ctid`,
);

/** Ids of authors without a member, and of one that has hers. */
async function makeAuthors(): Promise<{ left: string[]; there: string }> {
  for (let count = 0; count < 20; count += 1) await makeReview(site);
  const authors = await site.database.prisma.author.findMany({ orderBy: { id: 'asc' } });
  const [there = '', ...left] = authors.map(({ id }) => id);
  for (const id of left) {
    await site.database.prisma.author.update({
      where: { id },
      data: { memberId: null, frozenEstablished: false },
    });
  }
  return { left, there };
}

test('all that was left is of one transaction, in no order; what is not left stays', async () => {
  const { left, there } = await makeAuthors();
  const before = await site.database.sql(WRITTEN);
  expect(new Set(before.map(({ by }) => by)).size).toBe(left.length + 1);
  await site.database.prisma.$transaction((tx) => tx.sql('SELECT rewrite_left_rows(500)'));
  const after = await site.database.sql(WRITTEN);
  const rewritten = after.filter(({ id }) => id !== there);
  expect(new Set(rewritten.map(({ by }) => by)).size).toBe(1);
  expect(rewritten.map(({ id }) => id)).not.toEqual(
    before.flatMap(({ id }) => (id === there ? [] : [id])),
  );
  expect(after.find(({ id }) => id === there)).toEqual(before.find(({ id }) => id === there));
  await site.database.prisma.$transaction((tx) => tx.sql('SELECT rewrite_left_rows(3)'));
  const some = (await site.database.sql(WRITTEN)).filter(({ id }) => id !== there);
  expect(new Set(some.map(({ by }) => by)).size).toBe(2);
});
