import { beforeAll, expect, test } from 'vitest';
import { cardsOf, loadCards } from '#server/forum/cards.ts';
import { preparePost } from '#server/forum/prepare.ts';
import { RENDERER } from '#server/forum/render.ts';
import { renderAnew } from '#server/forum/render-anew.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';

/** The embedded database must prepare, render anew and show cards like the large one. */
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

test('a text is prepared, shown and rendered anew', async () => {
  const { database } = site;
  const member = await makeMember(site, { pseudonym: 'Léa du 93' });
  const text = '@lea-du-93\n\n/fr/plateformes/clickworker\n\nhttps://clickworker.com/?ref=me';
  const prepared = await database.prisma.$transaction((tx) => preparePost(tx, text));
  expect(prepared).toMatchObject({ mentionIds: [member.id], links: 1 });
  expect(prepared.html).not.toContain('ref=me');
  const cards = cardsOf(prepared.cards, await loadCards(database.sql, prepared.cards));
  expect(cards).toMatchObject([{ kind: 'platform', key: 'clickworker' }]);

  const { postId: id } = await makeThread(site, { text });
  const where = { id };
  await database.prisma.forumPost.update({ where, data: { html: 'old', renderer: 0 } });
  expect(await renderAnew(database, null)).toBe(1);
  expect(await database.prisma.forumPost.findUniqueOrThrow({ where })).toMatchObject({
    html: prepared.html,
    cards: prepared.cards,
    renderer: RENDERER,
  });
});
