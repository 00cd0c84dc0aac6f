import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId } from '#tests/support/factories.ts';
import { fillThread, makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

const THREAD = {
  category: 'paiements',
  title: 'Appen paie-t-elle encore ?',
  text: 'J’attends depuis *trois* semaines.',
};

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const idOf = (response: { json: <Type>() => Type }): string => response.json<{ id: string }>().id;

/** The lines of a member's inbox. */
async function inboxOf({ id }: { id: string }): Promise<{ kind: string; count: number }[]> {
  return site.database.prisma.inboxItem.findMany({
    where: { memberId: id },
    select: { kind: true, subject: true, count: true, facts: true },
    orderBy: { kind: 'asc' },
  });
}

describe('POST /api/forum/threads', () => {
  const path = '/api/forum/threads';

  test('begins a thread, which she follows and has read, and stands in the record', async () => {
    const member = await makeMember(site);
    const response = await site.post(path, { ...THREAD, platform: 'Appen' }, member.cookie);
    expect(response.statusCode).toBe(201);
    const id = idOf(response);
    expect(response.json()).toEqual({ id, path: `/fr/forum/sujets/${id}?done=thread-started` });
    const thread = await readPage(site, id, { cookie: member.cookie });
    expect(thread).toMatchObject({
      title: THREAD.title,
      category: { slug: 'paiements' },
      subject: { kind: 'platform', key: 'appen', name: 'Appen' },
      author: { pseudonym: member.pseudonym },
      startedAt: '2026-11-20T10:00:00Z',
      count: 1,
      lastRead: 1,
      following: true,
      firstPosts: { left: 4, aDay: 5, links: 2 },
      can: { reply: true, rename: true, moderate: false },
    });
    expect(thread.posts).toMatchObject([
      {
        place: 1,
        postedAt: '2026-11-20T10:00:00Z',
        editedAt: null,
        mine: true,
        can: { edit: true, withdraw: true, quote: true, react: false },
      },
    ]);
    expect(thread.posts[0]?.html).toContain('trois');
    expect(await kindsInRecord(site, `thread/${id}`)).toEqual(['thread-started']);
    expect(await kindsInRecord(site, `post/${thread.posts[0]?.id}`)).toEqual(['post-published']);
  });

  test('may be about a client, a task or a proof', async () => {
    await makeClient(site, { name: 'Données Réunies' });
    const { taskId } = await makeTaskReport(site);
    const { id: proof } = await makePayout(site, { screenshot: true });
    const { cookie } = await makeMember(site);
    for (const about of [{ client: 'donnees-reunies' }, { task: taskId }, { proof }]) {
      const id = idOf(await site.post(path, { ...THREAD, ...about }, cookie));
      const [[kind, key]] = Object.entries(about) as [[string, string]];
      expect((await readPage(site, id)).subject).toMatchObject({ kind, key });
    }
  });

  test.each([
    ['category', { category: 'nulle-part' }, 'invalid'],
    ['category', { category: undefined }, 'required'],
    ['title', { title: 'Oui' }, 'too-short'],
    ['title', { title: 'a'.repeat(151) }, 'too-long'],
    ['text', { text: '   ' }, 'required'],
    ['text', { text: 'a'.repeat(20_001) }, 'too-long'],
    ['platform', { platform: 'Personne' }, 'unknown-platform'],
    ['client', { client: 'personne' }, 'unknown-client'],
    ['task', { task: 'zzzzzzzzzzzz' }, 'invalid'],
    ['proof', { proof: 'zzzzzzzzzzzz' }, 'invalid'],
    ['task', { platform: 'appen', task: 'zzzzzzzzzzzz' }, 'contradicts'],
  ])('refuses a bad %s, and keeps nothing', async (field, change, code) => {
    const { id, cookie } = await makeMember(site);
    const response = await site.post(path, { ...THREAD, ...change }, cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect(await site.database.prisma.forumThread.count({ where: { memberId: id } })).toBe(0);
  });

  test('is for members', async () => {
    expect((await site.post(path, THREAD)).statusCode).toBe(401);
  });

  test('sent twice with one key begins one', async () => {
    const { id, cookie } = await makeMember(site);
    const form = { ...THREAD, _key: 'one-thread-only' };
    const [first, second] = await Promise.all([
      site.post(path, form, cookie),
      site.post(path, form, cookie),
    ]);
    expect(idOf(first)).toBe(idOf(second));
    expect(await site.database.prisma.forumThread.count({ where: { memberId: id } })).toBe(1);
    const other = await site.post(path, { ...form, text: 'Autre chose.' }, cookie);
    expect(other.statusCode).toBe(409);
  });
});

describe('POST /api/forum/threads/:id/posts', () => {
  const path = (id: string): string => `/api/forum/threads/${id}/posts`;

  test('takes the next place and leads to it on its page', async () => {
    const { id, member } = await makeThread(site);
    await fillThread(site, id, 20, member);
    const { cookie, pseudonym } = await makeMember(site);
    const response = await site.post(path(id), { text: 'Payée hier.' }, cookie);
    expect(response.statusCode).toBe(201);
    const postId = idOf(response);
    expect(response.json()).toEqual({
      id: postId,
      path: `/fr/forum/sujets/${id}?page=2&done=posted#m21`,
    });
    const page = await readPage(site, id, { page: 2, cookie });
    expect(page).toMatchObject({ count: 21, pages: 2, lastRead: 21, following: true });
    expect(page.posts).toMatchObject([{ id: postId, place: 21, author: { pseudonym } }]);
    expect(await kindsInRecord(site, `post/${postId}`)).toEqual(['post-published']);
  });

  test('offers the form where something is said to have happened with a platform', async () => {
    const { cookie } = await makeMember(site);
    const about = await makeThread(site, { platformId: await platformId(site, 'appen') });
    const apart = await makeThread(site);
    const text = 'J’ai été payée ce matin.';
    const [offered, silent] = [
      await site.post(path(about.id), { text }, cookie),
      await site.post(path(apart.id), { text }, cookie),
    ];
    expect(offered.json()).toMatchObject({
      path: `/fr/forum/sujets/${about.id}?page=1&offer=received&done=posted#m2`,
    });
    expect(silent.json<{ path: string }>().path).not.toContain('offer');
    const asked = await site.post(path(about.id), { text: 'Qui a été payée ?' }, cookie);
    expect(asked.json<{ path: string }>().path).not.toContain('offer');
  });

  test('sends a browser on to it', async () => {
    const { id } = await makeThread(site);
    const { cookie } = await makeMember(site);
    const response = await site.post(path(id), {}, cookie, {
      payload: new URLSearchParams({ text: 'Bien.', _from: `/en/forum/threads/${id}` }).toString(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(`/en/forum/threads/${id}?page=1&done=posted#m2`);
  });

  test('tells who follows the thread, once a thread, and not its author', async () => {
    const starter = await makeMember(site);
    const id = idOf(await site.post('/api/forum/threads', THREAD, starter.cookie));
    const [first, quiet] = [await makeMember(site), await makeMember(site)];
    await site.database.prisma.memberChoices.create({
      data: { memberId: quiet.id, followsOwn: false },
    });
    await site.post(path(id), { text: 'Moi aussi.' }, quiet.cookie);
    await site.post(path(id), { text: 'Et moi.' }, first.cookie);
    expect(await inboxOf(starter)).toEqual([
      { kind: 'thread', subject: id, count: 2, facts: { thread: id, place: 3 } },
    ]);
    await site.post(path(id), { text: 'Merci.' }, starter.cookie);
    expect(await inboxOf(first)).toMatchObject([{ kind: 'thread', count: 1 }]);
    expect(await inboxOf(quiet)).toEqual([]);
  });

  test('refuses an empty one, one for nobody, and one for a thread that is not there', async () => {
    const { id } = await makeThread(site);
    const { cookie } = await makeMember(site);
    expect((await site.post(path(id), { text: ' ' }, cookie)).statusCode).toBe(422);
    expect((await site.post(path(id), { text: 'Bonjour.' })).statusCode).toBe(401);
    const nowhere = await site.post(path('zzzzzzzzzzzz'), { text: 'Bonjour.' }, cookie);
    expect(nowhere.statusCode).toBe(404);
    expect((await readPage(site, id)).count).toBe(1);
  });

  test('is refused in a closed thread, of a moderator too', async () => {
    const { id } = await makeThread(site);
    await site.database.prisma.forumThread.update({
      where: { id },
      data: { closedOn: site.clock.now, closedRule: 'settled', closedReason: 'Répondu.' },
    });
    for (const moderator of [false, true]) {
      const { cookie } = await makeMember(site, { moderator });
      const response = await site.post(path(id), { text: 'Encore.' }, cookie);
      expect(response.statusCode).toBe(409);
      expect(response.json()).toEqual({ error: { code: 'thread-closed' } });
      expect((await readPage(site, id, { cookie })).can.reply).toBe(false);
    }
  });

  test('waits its turn in a slow thread, and says how long', async () => {
    const { id, member } = await makeThread(site, { slowSeconds: 3600 });
    const { cookie } = await makeMember(site);
    expect((await site.post(path(id), { text: 'Un.' }, cookie)).statusCode).toBe(201);
    site.clock.now = new Date(site.clock.now.getTime() + 600_000);
    const early = await site.post(path(id), { text: 'Deux.' }, cookie);
    expect(early.statusCode).toBe(429);
    expect(early.json()).toEqual({ error: { code: 'slow-mode', retryAfterSeconds: 3000 } });
    // Each waits for herself; the one who began it as well.
    expect((await site.post(path(id), { text: 'Trois.' }, member.cookie)).statusCode).toBe(429);
    site.clock.now = new Date(site.clock.now.getTime() + 3_000_000);
    expect((await site.post(path(id), { text: 'Deux.' }, cookie)).statusCode).toBe(201);
  });

  test('waits its turn in a slow thread, though she withdrew what she posted before', async () => {
    const { id } = await makeThread(site, { slowSeconds: 3600 });
    const { cookie } = await makeMember(site);
    const first = await site.post(path(id), { text: 'Un.' }, cookie);
    const withdrawn = await site.post(`/api/posts/${idOf(first)}/withdraw`, {}, cookie);
    expect(withdrawn.statusCode).toBe(200);
    const second = await site.post(path(id), { text: 'Deux.' }, cookie);
    expect(second.json()).toMatchObject({ error: { code: 'slow-mode' } });
  });

  test('two at once get two places', async () => {
    const { id } = await makeThread(site);
    const members = await Promise.all(Array.from({ length: 6 }, () => makeMember(site)));
    const answers = await Promise.all(
      members.map(({ cookie }, index) => site.post(path(id), { text: `Réponse ${index}` }, cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(members.map(() => 201));
    const { posts, count } = await readPage(site, id);
    expect(posts.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(count).toBe(7);
  });
});

describe('a link to a proof', () => {
  test('of her own that she left unsigned is refused, in a thread, a reply and an edit', async () => {
    const { id: proof, member } = await makePayout(site, { slug: 'appen', screenshot: true });
    const named = { error: { fields: { text: { code: 'names-own-proof' } } } };
    const text = `Voyez /fr/preuves/${proof} ou http://localhost/en/proofs/${proof}.`;
    const threads = '/api/forum/threads';
    const thread = await makeThread(site);
    const replies = `${threads}/${thread.id}/posts`;
    const send = (path: string, body: object) => site.post(path, body, member.cookie);
    expect((await send(threads, { ...THREAD, text })).json()).toMatchObject(named);
    expect((await send(threads, { ...THREAD, proof })).json()).toMatchObject(named);
    expect((await send(replies, { text })).json()).toMatchObject(named);
    const post = `/api/forum/posts/${idOf(await send(replies, { text: 'Voyez.' }))}`;
    expect((await send(post, { text })).json()).toMatchObject(named);
    expect((await readPage(site, thread.id)).count).toBe(2);
  });

  test('of somebody else, or that she signed, is a link like others', async () => {
    const { id: proof, member } = await makePayout(site, { slug: 'appen', signed: true });
    const other = await makePayout(site, { slug: 'appen', screenshot: true });
    const { id } = await makeThread(site);
    const text = `/fr/preuves/${proof}\n\n/fr/preuves/${other.id}`;
    const answer = await site.post(`/api/forum/threads/${id}/posts`, { text }, member.cookie);
    expect(answer.statusCode, answer.body).toBe(201);
  });
});

describe('the first posts of an account', () => {
  test('are few a day until enough of earlier days stand', async () => {
    const member = await makeMember(site);
    const { id } = await makeThread(site);
    const send = (text: string) =>
      site.post(`/api/forum/threads/${id}/posts`, { text }, member.cookie);
    for (let index = 1; index <= 5; index += 1) {
      expect((await send(`Message ${index}`)).statusCode).toBe(201);
    }
    const sixth = await send('Message 6');
    expect(sixth.statusCode).toBe(429);
    const { error } = sixth.json<{ error: { code: string; retryAfterSeconds: number } }>();
    expect(error.code).toBe('first-posts');
    const midnight = new Date(site.clock.now.getTime() + error.retryAfterSeconds * 1000);
    expect(midnight.toISOString()).toMatch(/T00:00:00/);
    expect(sixth.headers['retry-after']).toBe(String(error.retryAfterSeconds));
    expect((await readPage(site, id, member)).firstPosts).toEqual({ left: 0, aDay: 5, links: 2 });
    site.clock.advanceDays(1);
    expect((await readPage(site, id, member)).firstPosts).toBeNull();
    for (let index = 6; index <= 12; index += 1) {
      expect((await send(`Message ${index}`)).statusCode).toBe(201);
    }
  });

  test('carry few links; later ones carry more', async () => {
    const member = await makeMember(site);
    const { id } = await makeThread(site);
    const links = 'https://a.example https://b.example https://c.example';
    const send = (text: string) =>
      site.post(`/api/forum/threads/${id}/posts`, { text }, member.cookie);
    const refused = await send(links);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      error: { fields: { text: { code: 'too-many-links', limit: '2' } } },
    });
    for (let index = 0; index < 5; index += 1) await makePost(site, id, { member });
    site.clock.advanceDays(1);
    expect((await send(links)).statusCode).toBe(201);
  });
});
