import { expect, test } from 'vitest';
import { demoAfter } from './support/demo.ts';

/** What the forum of the demo shows besides its posts. */

test('it thanks, knows which answers helped, and welcomes first posts', async () => {
  const site = await demoAfter(137);
  const { forumPost, forumReaction, forumThread } = site.database.prisma;
  const sums = await forumPost.aggregate({ _sum: { thanks: true, meToo: true } });
  expect(sums._sum.thanks).toBeGreaterThan(100);
  expect(sums._sum.meToo).toBeGreaterThan(20);
  // Marked with the key of the site that made them, so that nobody here could take them back.
  expect(await forumReaction.count()).toBe(0);
  expect(await forumPost.count({ where: { isFirst: true } })).toBeGreaterThan(20);
  const solved = await forumThread.findMany({
    where: { solvedPlace: { not: null } },
    select: { id: true, category: { select: { slug: true } } },
  });
  expect(solved.length).toBeGreaterThan(4);
  const law = solved.find(({ category }) => category.slug === 'droits');
  const { body } = await site.get(`/fr/forum/sujets/${law?.id}`);
  expect(body).toContain('class="solution"');
  expect(body).toContain('pas d’un juriste');
});
