import { beforeAll, describe, expect, test } from 'vitest';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { col, statement } from '#server/database/sql.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const withdraw = (postId: string, cookie?: string) =>
  site.post(`/api/posts/${postId}/withdraw`, {}, cookie);

/** A thread that is begun as its author begins it, so that the record and the forms know of it. */
async function beginThread(
  member: TestMember,
  words = { title: 'Une question', text: 'Personne ne sait ?' },
): Promise<{ id: string; postId: string }> {
  const form = { ...words, category: 'astuces', _key: 'first-thread' };
  const { id } = (await site.post('/api/forum/threads', form, member.cookie)).json<{
    id: string;
  }>();
  return { id, postId: (await readPage(site, id)).posts[0]?.id ?? '' };
}

async function reply(id: string, { cookie }: TestMember, text: string): Promise<string> {
  const form = { text, _key: `reply-${text.length}-${id}` };
  const response = await site.post(`/api/forum/threads/${id}/posts`, form, cookie);
  expect(response.statusCode).toBe(201);
  return response.json<{ id: string }>().id;
}

/** Every table that could still say it. */
async function whereItStands(text: string): Promise<string[]> {
  const tables = await site.database.sql(
    statement(
      { name: col.text },
      `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    ),
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await site.database.sql(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1`, [
      `%${text}%`,
    ]);
    if (rows > 0) found.push(name);
  }
  return found;
}

describe('POST /api/posts/:id/withdraw', () => {
  test('erases a post, its versions and what knew of it; a tombstone keeps its place', async () => {
    const starter = await makeMember(site);
    const { id } = await beginThread(starter);
    const [author, called] = [
      await makeMember(site),
      await makeMember(site, { pseudonym: 'Témoin 1' }),
    ];
    const postId = await reply(id, author, 'Ouagadougou, dit @Témoin-1 .');
    await reply(id, starter, 'Une réponse.');
    const text = 'Ouagadougou et encore.';
    await site.post(`/api/forum/posts/${postId}`, { text, _key: 'edit-of-mine' }, author.cookie);
    expect(await whereItStands('Ouagadougou')).toEqual(
      expect.arrayContaining(['forum_post', 'forum_post_version']),
    );
    const response = await withdraw(postId, author.cookie);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      path: `/fr/forum/sujets/${id}?page=1&done=post-withdrawn#m2`,
    });
    const { posts, count } = await readPage(site, id, author);
    expect(count).toBe(3);
    expect(posts[1]).toMatchObject({
      id: postId,
      place: 2,
      author: { pseudonym: null },
      html: null,
      editedAt: null,
      mine: false,
      can: { edit: false, withdraw: false, quote: false, react: false },
    });
    expect(await whereItStands('Ouagadougou')).toEqual([]);
    // Nothing ties the tombstone to her any more, nor a form of hers to it.
    const keys = await site.database.prisma.idempotencyKey.findMany({
      where: { memberId: author.id },
    });
    expect(keys).toEqual([]);
    expect(await kindsInRecord(site, `post/${postId}`)).toEqual([
      'post-published (erased)',
      'post-edited (erased)',
      'post-withdrawn',
    ]);
    const told = { memberId: called.id, kind: 'mention' };
    expect(await site.database.prisma.inboxItem.count({ where: told })).toBe(0);
    expect((await site.get(`/api/forum/posts/${postId}/versions`)).statusCode).toBe(410);
    expect((await site.get(`/api/forum/posts/${postId}`)).json()).toMatchObject({
      text: null,
      quote: null,
      place: 2,
    });
  });

  test('takes back one’s own only, once, signed in', async () => {
    const { id, postId } = await makeThread(site);
    const author = await makeMember(site);
    const own = await reply(id, author, 'La mienne.');
    const moderator = await makeMember(site, { moderator: true });
    expect((await withdraw(own)).statusCode).toBe(401);
    expect((await withdraw(own, moderator.cookie)).statusCode).toBe(403);
    expect((await withdraw(postId, author.cookie)).statusCode).toBe(403);
    expect((await withdraw('zzzzzzzzzzzz', author.cookie)).statusCode).toBe(404);
    expect((await withdraw(own, author.cookie)).statusCode).toBe(200);
    expect((await withdraw(own, author.cookie)).statusCode).toBe(410);
    const edit = await site.post(`/api/forum/posts/${own}`, { text: 'Si.' }, author.cookie);
    expect(edit.statusCode).toBe(410);
  });

  test('of the first post leaves the thread and its title to those who answered', async () => {
    const starter = await makeMember(site);
    const words = { title: 'Un titre d’abord', text: 'Zanzibar' };
    const { id, postId } = await beginThread(starter, words);
    const title = 'Un titre qui reste';
    await site.post(`/api/forum/threads/${id}/rename`, { title }, starter.cookie);
    await reply(id, await makeMember(site), 'Une réponse.');
    expect((await withdraw(postId, starter.cookie)).statusCode).toBe(200);
    const thread = await readPage(site, id);
    expect(thread).toMatchObject({ title: 'Un titre qui reste', count: 2 });
    expect(thread.posts.map(({ html }) => html === null)).toEqual([true, false]);
    expect(await whereItStands('Zanzibar')).toEqual([]);
    const where = { memberId: starter.id };
    expect(await site.database.prisma.idempotencyKey.count({ where })).toBe(0);
    // Nothing says any more who began it: neither its head nor a list, nor her page.
    expect(thread.author).toEqual({ pseudonym: null, withdrew: true, ignored: false });
    const hers = await site.get(
      `/api/forum/threads?member=${encodeURIComponent(starter.pseudonym)}`,
    );
    expect(hers.json()).toMatchObject({ threads: [] });
    const { body } = await site.get(`/api/members/${encodeURIComponent(starter.pseudonym)}`);
    expect(body).not.toContain(id);
    // The title stays and can be checked.
    const acts = await site.database.prisma.recordEntry.findMany({
      where: { subject: `thread/${id}` },
      orderBy: { id: 'asc' },
    });
    expect(acts.map(({ kind, salt }) => [kind, salt !== null])).toEqual([
      ['thread-started', true],
      ['thread-renamed', true],
    ]);
    expect((await readPage(site, id, starter)).can.rename).toBe(false);
  });

  test('of the first post takes the whole thread, where nobody else’s words stand in it', async () => {
    const [starter, other, follower] = [
      await makeMember(site),
      await makeMember(site),
      await makeMember(site),
    ];
    const words = { title: 'Bamako, vraiment ?', text: 'À Bamako.' };
    const { id, postId } = await beginThread(starter, words);
    await site.database.prisma.follow.create({
      data: { memberId: follower.id, kind: 'thread', subject: id, since: site.clock.now },
    });
    const own = await reply(id, starter, 'Personne ?');
    const answer = await reply(id, other, 'Une réponse.');
    await withdraw(answer, other.cookie);
    const response = await withdraw(postId, starter.cookie);
    expect(response.json()).toEqual({ path: '/fr/forum?done=thread-withdrawn' });
    for (const path of [
      `threads/${id}`,
      `posts/${postId}`,
      `posts/${own}`,
      `threads/${id}/unread`,
    ]) {
      expect((await site.get(`/api/forum/${path}`)).statusCode, path).toBe(410);
    }
    expect((await site.get(`/p/${own}`)).statusCode).toBe(410);
    expect(await whereItStands('Bamako')).toEqual([]);
    expect(await kindsInRecord(site, `thread/${id}`)).toEqual([
      'thread-started (erased)',
      'thread-withdrawn',
    ]);
    expect(await kindsInRecord(site, `post/${own}`)).toEqual([
      'post-published (erased)',
      'post-withdrawn',
    ]);
    const { prisma } = site.database;
    expect(await prisma.follow.count({ where: { subject: id } })).toBe(0);
    expect(await prisma.inboxItem.count({ where: { subject: id } })).toBe(0);
    expect(
      (await site.post(`/api/forum/threads/${id}/posts`, { text: 'Ah ?' }, other.cookie))
        .statusCode,
    ).toBe(410);
  });

  test('of a whole thread leaves what moderators decided on it to be proved', async () => {
    const starter = await makeMember(site);
    const moderator = await makeMember(site, { moderator: true });
    const { id, postId } = await beginThread(starter);
    await decideByTwo(
      site,
      `/api/forum/threads/${id}/decisions`,
      { decision: 'close', rule: 'R4', reason: 'Des attaques.' },
      moderator,
    );
    expect((await withdraw(postId, starter.cookie)).json()).toEqual({
      path: '/fr/forum?done=thread-withdrawn',
    });
    expect(await kindsInRecord(site, `thread-decision/${id}-1`)).toEqual(['thread-closed']);
    expect(await kindsInRecord(site, `thread/${id}`)).toEqual([
      'thread-started (erased)',
      'thread-withdrawn',
    ]);
  });

  test('is possible in a closed thread: one’s words are one’s own', async () => {
    const { id } = await makeThread(site);
    const author = await makeMember(site);
    const own = await makePost(site, id, { member: author });
    await site.database.prisma.forumThread.update({
      where: { id },
      data: { closedOn: site.clock.now, closedRule: 'R4', closedReason: 'Assez.' },
    });
    expect((await withdraw(own, author.cookie)).statusCode).toBe(200);
  });

  test('against an edit in the same moment leaves nothing behind', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await makeThread(site);
      const author = await makeMember(site);
      const own = await makePost(site, id, { member: author, text: 'Tombouctou 0' });
      const answers = await Promise.all([
        site.post(`/api/forum/posts/${own}`, { text: 'Tombouctou 1' }, author.cookie),
        withdraw(own, author.cookie),
        site.post(`/api/forum/posts/${own}`, { text: 'Tombouctou 2' }, author.cookie),
      ]);
      expect(answers[1].statusCode).toBe(200);
      for (const { statusCode } of [answers[0], answers[2]])
        expect([200, 410]).toContain(statusCode);
      expect(await whereItStands('Tombouctou')).toEqual([]);
    }
  });

  test('of a first post against an answer: either the answer stands or is told that it is gone', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id, postId, member } = await makeThread(site);
      const other = await makeMember(site);
      const [gone, answer] = await Promise.all([
        withdraw(postId, member.cookie),
        site.post(`/api/forum/threads/${id}/posts`, { text: 'Me voici.' }, other.cookie),
      ]);
      expect(gone.statusCode).toBe(200);
      const status = (await site.get(`/api/forum/threads/${id}`)).statusCode;
      expect([answer.statusCode, status]).toEqual(
        answer.statusCode === 201 ? [201, 200] : [410, 410],
      );
    }
  });
});
