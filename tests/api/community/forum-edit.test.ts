import { beforeAll, describe, expect, test } from 'vitest';
import { versionsResponse, type VersionsResponse } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { fillThread, makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const versionsOf = async (id: string): Promise<VersionsResponse> =>
  versionsResponse.parse((await site.get(`/api/forum/posts/${id}/versions`)).json());

async function kindsInInbox({ id }: { id: string }): Promise<string[]> {
  const items = await site.database.prisma.inboxItem.findMany({
    where: { memberId: id },
    orderBy: { kind: 'asc' },
  });
  return items.map(({ kind, count }) => `${kind} ${count}`);
}

describe('POST /api/forum/posts/:id', () => {
  test('changes a post; what it said before stays for everybody to read', async () => {
    const { id, postId, member } = await makeThread(site, { text: 'Payée en 3 jours.' });
    const texts = ['Payée en 30 jours.', 'Payée en **trente** jours.'];
    for (const text of texts) {
      site.clock.advanceDays(1);
      const response = await site.post(`/api/forum/posts/${postId}`, { text }, member.cookie);
      expect(response.statusCode).toBe(200);
      expect(response.json()).toEqual({
        id: postId,
        path: `/fr/forum/sujets/${id}?page=1&done=edited#m1`,
      });
    }
    const [post] = (await readPage(site, id)).posts;
    expect(post).toMatchObject({
      postedAt: '2026-11-20T10:00:00Z',
      editedAt: '2026-11-22T10:00:00Z',
    });
    expect(post?.html).toContain('<strong>trente</strong>');
    expect(await versionsOf(postId)).toMatchObject({
      thread: { id },
      place: 1,
      author: { pseudonym: member.pseudonym },
      versions: [
        { number: 3, text: texts[1], from: '2026-11-22T10:00:00Z' },
        { number: 2, text: texts[0], from: '2026-11-21T10:00:00Z' },
        { number: 1, text: 'Payée en 3 jours.', from: '2026-11-20T10:00:00Z' },
      ],
    });
    expect(await kindsInRecord(site, `post/${postId}`)).toEqual(['post-edited', 'post-edited']);
  });

  test('changes a post fifty times at most', async () => {
    const { postId, member } = await makeThread(site, { text: 'Un.' });
    await site.database.prisma.forumPostVersion.createMany({
      data: Array.from({ length: 50 }, (_, index) => ({
        postId,
        number: index + 1,
        text: `Fois ${index}.`,
        replacedAt: site.clock.now,
      })),
    });
    const path = `/api/forum/posts/${postId}`;
    const response = await site.post(path, { text: 'Une de trop.' }, member.cookie);
    expect(response.json()).toMatchObject({
      error: { fields: { text: { code: 'too-many-edits', limit: '50' } } },
    });
  });

  test('is taken twenty times a minute, refused ones too', async () => {
    const { postId, member } = await makeThread(site, { text: 'Un.' });
    const path = `/api/forum/posts/${postId}`;
    for (let turn = 0; turn < 20; turn += 1) {
      expect((await site.post(path, { text: ' ' }, member.cookie)).statusCode).toBe(422);
    }
    expect((await site.post(path, { text: 'Deux.' }, member.cookie)).json()).toMatchObject({
      error: { code: 'too-many' },
    });
  });

  test('the same text edits nothing', async () => {
    const { id, postId, member } = await makeThread(site, { text: 'Bien.' });
    const response = await site.post(
      `/api/forum/posts/${postId}`,
      { text: ' Bien. ' },
      member.cookie,
    );
    expect(response.statusCode).toBe(200);
    expect((await readPage(site, id)).posts[0]?.editedAt).toBeNull();
    expect((await versionsOf(postId)).versions).toHaveLength(1);
    expect(await kindsInRecord(site, `post/${postId}`)).toEqual([]);
  });

  test('refuses what is no post, another’s, a visitor’s, and what is not there', async () => {
    const { postId, member } = await makeThread(site, { text: 'Le mien.' });
    const other = await makeMember(site, { moderator: true });
    const path = `/api/forum/posts/${postId}`;
    expect((await site.post(path, { text: ' ' }, member.cookie)).statusCode).toBe(422);
    expect((await site.post(path, { text: 'Le tien.' })).statusCode).toBe(401);
    expect((await site.post(path, { text: 'Le tien.' }, other.cookie)).statusCode).toBe(403);
    const nowhere = '/api/forum/posts/zzzzzzzzzzzz';
    expect((await site.post(nowhere, { text: 'Rien.' }, member.cookie)).statusCode).toBe(404);
    expect((await versionsOf(postId)).versions).toHaveLength(1);
  });

  test('does not rewrite what was closed, nor add links to a first post', async () => {
    const { id, postId, member } = await makeThread(site);
    const path = `/api/forum/posts/${postId}`;
    const links = 'https://a.example https://b.example https://c.example';
    const refused = await site.post(path, { text: links }, member.cookie);
    expect(refused.json()).toMatchObject({
      error: { fields: { text: { code: 'too-many-links', limit: '2' } } },
    });
    await site.database.prisma.forumThread.update({
      where: { id },
      data: { closedOn: site.clock.now, closedRule: 'settled', closedReason: 'Répondu.' },
    });
    const closed = await site.post(path, { text: 'Autrement.' }, member.cookie);
    expect(closed.json()).toEqual({ error: { code: 'thread-closed' } });
    const [post] = (await readPage(site, id, member)).posts;
    expect(post?.can).toEqual({ edit: false, withdraw: true, quote: false, react: false });
  });
});

describe('who is named', () => {
  test('hears of it once, as quoted, called or following', async () => {
    const { id, postId, member: quoted } = await makeThread(site);
    const [called, follower, writer] = [
      await makeMember(site, { pseudonym: 'Appelée Une' }),
      await makeMember(site),
      await makeMember(site),
    ];
    for (const { cookie } of [called, follower]) {
      await site.post(`/api/forum/threads/${id}/posts`, { text: 'Je suis là.' }, cookie);
    }
    await site.database.prisma.inboxItem.deleteMany();
    const text = `> [elle](/p/${postId})\n> Bonjour.\n\n@${quoted.pseudonym} @Appelée-Une, merci.`;
    const response = await site.post(`/api/forum/threads/${id}/posts`, { text }, writer.cookie);
    expect(response.statusCode).toBe(201);
    expect(await kindsInInbox(quoted)).toEqual(['quote 1']);
    expect(await kindsInInbox(called)).toEqual(['mention 1']);
    expect(await kindsInInbox(follower)).toEqual(['thread 1']);
    expect(await kindsInInbox(writer)).toEqual([]);
  });

  test('hears of an edit only where it names her for the first time', async () => {
    const { postId, member } = await makeThread(site);
    const [first, second] = [
      await makeMember(site, { pseudonym: 'Première' }),
      await makeMember(site, { pseudonym: 'Deuxième' }),
    ];
    for (const text of ['Merci @Première.', 'Merci @Première et @Deuxième.', 'Merci @Deuxième !']) {
      await site.post(`/api/forum/posts/${postId}`, { text }, member.cookie);
    }
    expect(await kindsInInbox(first)).toEqual(['mention 1']);
    expect(await kindsInInbox(second)).toEqual(['mention 1']);
  });

  test('hears nothing again of an edit that takes her name away and brings it back', async () => {
    const { postId, member } = await makeThread(site, { text: 'Un.' });
    const called = await makeMember(site, { pseudonym: 'Revenue' });
    for (const text of ['@Revenue.', 'Personne.', 'Encore @Revenue.']) {
      await site.post(`/api/forum/posts/${postId}`, { text }, member.cookie);
    }
    expect(await kindsInInbox(called)).toEqual(['mention 1']);
  });

  test('is one of ten at most that all edits of a post name', async () => {
    const { postId, member } = await makeThread(site, { text: 'Un.' });
    for (let turn = 0; turn < 12; turn += 1) {
      const { pseudonym } = await makeMember(site);
      const text = `@${pseudonym} ${turn}`;
      const edited = await site.post(`/api/forum/posts/${postId}`, { text }, member.cookie);
      expect(edited.statusCode).toBe(200);
    }
    const told = await site.database.prisma.inboxItem.count({ where: { subject: postId } });
    expect(told).toBe(10);
  });

  test('hears nothing of whom she ignores', async () => {
    const [quiet, loud] = [
      await makeMember(site, { pseudonym: 'Au calme' }),
      await makeMember(site),
    ];
    const { id } = await makeThread(site);
    await site.database.prisma.ignore.create({
      data: { memberId: quiet.id, ignoredId: loud.id, since: site.clock.now },
    });
    await site.post(`/api/forum/threads/${id}/posts`, { text: '@Au-calme, viens.' }, loud.cookie);
    expect(await kindsInInbox(quiet)).toEqual([]);
  });
});

describe('POST /api/forum/threads/:id/rename', () => {
  const path = (id: string): string => `/api/forum/threads/${id}/rename`;

  test('is for who began it, and stands in the record', async () => {
    const { id, member } = await makeThread(site, { title: 'Question' });
    const [other, moderator] = [
      await makeMember(site),
      await makeMember(site, { moderator: true }),
    ];
    const rename = (title: string, cookie?: string) => site.post(path(id), { title }, cookie);
    expect((await rename('Question sur Appen', member.cookie)).statusCode).toBe(200);
    expect((await readPage(site, id)).title).toBe('Question sur Appen');
    expect((await rename('À moi', other.cookie)).statusCode).toBe(403);
    expect((await rename('À moi aussi')).statusCode).toBe(401);
    expect((await rename('Non', member.cookie)).statusCode).toBe(422);
    // A moderator gives a reason: a decision of hers, not this.
    expect((await rename('Appen : délais', moderator.cookie)).statusCode).toBe(403);
    expect(
      (await site.post(path('zzzzzzzzzzzz'), { title: 'Rien de rien' }, member.cookie)).statusCode,
    ).toBe(404);
    expect(await kindsInRecord(site, `thread/${id}`)).toEqual(['thread-renamed']);
    expect((await readPage(site, id, member)).can.rename).toBe(true);
    expect((await readPage(site, id, other)).can.rename).toBe(false);
    expect((await readPage(site, id, moderator)).can.rename).toBe(false);
  });

  test('ends when somebody else has answered: her words would answer to another title', async () => {
    const { id, member } = await makeThread(site, { title: 'Appen paie-t-elle ?' });
    const rename = (title: string) => site.post(path(id), { title }, member.cookie);
    await makePost(site, id, { member, text: 'Personne ?' });
    expect((await rename('Appen paie-t-elle bien ?')).statusCode).toBe(200);
    await makePost(site, id, { member: await makeMember(site), text: 'Oui, toujours.' });
    expect((await readPage(site, id, member)).can.rename).toBe(false);
    const refused = await rename('Appen vole-t-elle ?');
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ error: { code: 'title-stays' } });
    expect((await readPage(site, id)).title).toBe('Appen paie-t-elle bien ?');
  });

  test('is offered exactly where it is taken: not past a page, though she alone wrote it', async () => {
    const { id, member } = await makeThread(site, { title: 'Mon journal' });
    await fillThread(site, id, 20, member);
    expect((await readPage(site, id, member)).can.rename).toBe(true);
    const rename = (title: string) => site.post(path(id), { title }, member.cookie);
    expect((await rename('Mon journal de tâches')).statusCode).toBe(200);
    await fillThread(site, id, 21, member);
    expect((await readPage(site, id, member)).can.rename).toBe(false);
    const refused = await rename('Tout autre chose');
    expect(refused.json()).toEqual({ error: { code: 'title-stays' } });
    expect((await readPage(site, id)).title).toBe('Mon journal de tâches');
  });
});

test('a version that two edits at once replace is kept once each', async () => {
  const { postId, member } = await makeThread(site, { text: 'Zéro.' });
  const answers = await Promise.all(
    ['Un.', 'Deux.', 'Trois.'].map((text) =>
      site.post(`/api/forum/posts/${postId}`, { text }, member.cookie),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  const { versions } = await versionsOf(postId);
  expect(versions.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  expect(versions.map(({ text }) => text).toSorted()).toEqual(['Deux.', 'Trois.', 'Un.', 'Zéro.']);
});

test('an answer of another’s keeps its place whatever is edited before it', async () => {
  const { id, postId, member } = await makeThread(site);
  const answer = await makePost(site, id, { member: await makeMember(site), text: 'Réponse.' });
  await site.post(`/api/forum/posts/${postId}`, { text: 'Tout autre.' }, member.cookie);
  expect((await readPage(site, id)).posts[1]).toMatchObject({ id: answer, place: 2 });
});
