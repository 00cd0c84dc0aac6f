import { beforeAll, expect, test } from 'vitest';
import { forumResponse, versionsResponse } from '#shared/forum.ts';
import { decideByTwo } from '#tests/support/acts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { readPage } from '#tests/support/forum.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

test('a thread lives through answers, an edit, a decision and a withdrawal', async () => {
  const [asker, answerer] = [
    await makeMember(site, { pseudonym: 'Qui demande' }),
    await makeMember(site, { moderator: true }),
  ];
  const form = { category: 'paiements', title: 'Paie-t-elle ?', text: 'Qui sait ?' };
  const started = await site.post(
    '/api/forum/threads',
    { ...form, platform: 'appen' },
    asker.cookie,
  );
  expect(started.statusCode).toBe(201);
  const { id } = started.json<{ id: string }>();
  const path = `/api/forum/threads/${id}`;
  const answers = await Promise.all(
    ['Oui, @Qui-demande.', 'Voyez /fr/plateformes/appen'].map((text) =>
      site.post(`${path}/posts`, { text }, answerer.cookie),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  const before = await readPage(site, id, asker);
  expect(before.posts.map(({ place }) => place)).toEqual([1, 2, 3]);
  expect(before.lastRead).toBe(1);
  const [, second, third] = before.posts;
  const edit = `/api/forum/posts/${second?.id}`;
  expect((await site.post(edit, { text: 'Oui.' }, answerer.cookie)).statusCode).toBe(200);
  const { versions } = versionsResponse.parse((await site.get(`${edit}/versions`)).json());
  expect(versions).toHaveLength(2);
  const gone = await site.post(`/api/forum/posts/${third?.id}/withdraw`, {}, answerer.cookie);
  expect(gone.statusCode).toBe(200);
  const pin = { decision: 'pin', reason: 'Utile à toutes.' };
  expect((await decideByTwo(site, `${path}/decisions`, pin, answerer)).statusCode).toBe(201);
  const after = await readPage(site, id, asker);
  expect(after).toMatchObject({ count: 3, lastRead: 3, pinned: true, following: true });
  expect(after.posts.map(({ html }) => html === null)).toEqual([false, false, true]);
  const forum = forumResponse.parse((await site.get('/api/forum', asker.cookie)).json());
  expect(forum.latest).toMatchObject([{ id, posts: 3, unread: 0 }]);
  const listed = await site.get('/api/forum/categories/paiements', asker.cookie);
  expect(listed.json()).toMatchObject({ threads: [{ id, subject: { key: 'appen' } }] });
});
