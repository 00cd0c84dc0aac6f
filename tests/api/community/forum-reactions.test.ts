import { beforeAll, describe, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { countReactions } from '#server/community/forum/reactions.ts';
import type { ForumPost, ThreadsResponse } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';

let site: TestApp;
let asker: TestMember;
let reader: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  asker = await makeMember(site);
  reader = await makeMember(site);
});

const react = (post: string, body: object, who: TestMember | null = reader) =>
  site.post(`/api/forum/posts/${post}/reactions`, body, who?.cookie);
const solve = (thread: string, body: object, who: TestMember | null = asker) =>
  site.post(`/api/forum/threads/${thread}/solution`, body, who?.cookie);

async function reactionsOn(
  thread: string,
  who?: TestMember,
): Promise<ForumPost['reactions'] | undefined> {
  return (await readPage(site, thread, who)).posts[0]?.reactions;
}

describe('a reaction', () => {
  test('is hers at once, and in the count of all once a night has passed', async () => {
    const { id, postId } = await makeThread(site, { member: asker });
    expect((await react(postId, { kind: 'thanks' })).statusCode).toBe(200);
    await react(postId, { kind: 'thanks' });
    await react(postId, { kind: 'me-too' });
    expect(await reactionsOn(id, reader)).toEqual({
      thanks: 0,
      meToo: 0,
      own: ['me-too', 'thanks'],
    });
    expect(await reactionsOn(id)).toEqual({ thanks: 0, meToo: 0, own: [] });

    await countReactions(site.database);
    await countReactions(site.database);
    expect(await reactionsOn(id)).toEqual({ thanks: 1, meToo: 1, own: [] });
    expect((await reactionsOn(id, asker))?.own).toEqual([]);
  });

  test('that is taken back the same day never counts; a counted one leaves by night', async () => {
    const { id, postId } = await makeThread(site, { member: asker });
    await react(postId, { kind: 'thanks' });
    await react(postId, { undo: 'thanks' });
    await countReactions(site.database);
    expect(await reactionsOn(id, reader)).toEqual({ thanks: 0, meToo: 0, own: [] });

    await react(postId, { kind: 'thanks' });
    await countReactions(site.database);
    await react(postId, { undo: 'thanks' });
    expect(await reactionsOn(id, reader)).toEqual({ thanks: 1, meToo: 0, own: [] });
    // Given again before the night: nothing has changed then.
    await react(postId, { kind: 'thanks' });
    await countReactions(site.database);
    expect(await reactionsOn(id, reader)).toEqual({ thanks: 1, meToo: 0, own: ['thanks'] });
    await react(postId, { undo: 'thanks' });
    await countReactions(site.database);
    expect(await reactionsOn(id, reader)).toEqual({ thanks: 0, meToo: 0, own: [] });
  });

  test('is kept under no name, and under another mark in each thread', async () => {
    const [one, other] = [
      await makeThread(site, { member: asker }),
      await makeThread(site, { member: asker }),
    ];
    await react(one.postId, { kind: 'thanks' });
    await react(other.postId, { kind: 'thanks' });
    const rows = await site.database.prisma.forumReaction.findMany({
      where: { postId: { in: [one.postId, other.postId] } },
    });
    expect(new Set(rows.map(({ reactor }) => Buffer.from(reactor).toString('hex'))).size).toBe(2);
    expect(JSON.stringify(rows)).not.toContain(reader.id);
  });

  test('is the only row of its transaction, whose number would join it to her', async () => {
    const { postId } = await makeThread(site, { member: asker });
    await react(postId, { kind: 'thanks' });
    const { sql } = site.database;
    const xmin = `(SELECT r.xmin FROM forum_reaction r WHERE r.post_id = '${postId}')`;
    const tables = await sql(
      statement(
        { name: col.text },
        `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind = 'r' AND n.nspname = 'public'`,
      ),
    );
    const named: string[] = [];
    for (const { name } of tables) {
      const found = await sql(`SELECT 1 AS one FROM "${name}" t WHERE t.xmin = ${xmin}`);
      if (found > 0) named.push(name);
    }
    expect(named).toEqual(['forum_reaction']);
  });

  test('goes with a post that its author takes back', async () => {
    const { id } = await makeThread(site, { member: asker });
    const answer = await makePost(site, id, { member: asker });
    await react(answer, { kind: 'thanks' });
    await countReactions(site.database);
    await site.post(`/api/posts/${answer}/withdraw`, {}, asker.cookie);
    expect(await site.database.prisma.forumReaction.count({ where: { postId: answer } })).toBe(0);
  });

  test('is refused on one’s own post, for another kind, signed out, and where no post is', async () => {
    const { postId } = await makeThread(site, { member: asker });
    expect((await react(postId, { kind: 'thanks' }, asker)).statusCode).toBe(403);
    expect((await react(postId, { kind: 'angry' })).statusCode).toBe(422);
    expect((await react(postId, {})).statusCode).toBe(422);
    expect((await react(postId, { kind: 'thanks' }, null)).statusCode).toBe(401);
    expect((await react('zzzzzzzzzzzz', { kind: 'thanks' })).statusCode).toBe(404);
  });
});

describe('the answer that helped', () => {
  test('is named by who asked, shown under the title and in lists, and taken back', async () => {
    const { id } = await makeThread(site, { member: asker });
    const answer = await makePost(site, id, { member: reader, text: 'Écrivez au support.' });
    expect((await solve(id, { post: answer })).statusCode).toBe(200);

    const { solved, can } = await readPage(site, id, asker);
    expect(solved).toMatchObject({ id: answer, place: 2, excerpt: 'Écrivez au support.' });
    expect(can.solve).toBe(true);
    expect((await readPage(site, id, reader)).can.solve).toBe(false);
    const { threads } = (await site.get('/api/forum/threads')).json<ThreadsResponse>();
    expect(threads.find((thread) => thread.id === id)?.solved).toBe(true);

    await solve(id, {});
    expect((await readPage(site, id, asker)).solved).toBeNull();
  });

  test('is not shown while it is withdrawn', async () => {
    const { id } = await makeThread(site, { member: asker });
    const answer = await makePost(site, id, { member: reader });
    await solve(id, { post: answer });
    await site.post(`/api/posts/${answer}/withdraw`, {}, reader.cookie);
    expect((await readPage(site, id)).solved).toBeNull();
  });

  test('is no post of another thread, not the question, and nobody else’s to say', async () => {
    const { id, postId } = await makeThread(site, { member: asker });
    const answer = await makePost(site, id, { member: reader });
    const elsewhere = await makeThread(site, { member: asker });
    for (const post of [postId, elsewhere.postId]) {
      expect((await solve(id, { post })).statusCode).toBe(422);
    }
    expect((await solve(id, { post: answer }, reader)).statusCode).toBe(403);
    expect((await solve(id, { post: answer }, null)).statusCode).toBe(401);
    expect((await solve('zzzzzzzzzzzz', {})).statusCode).toBe(404);
  });
});

describe('lists of threads', () => {
  test('select questions without an answer, and one’s own', async () => {
    const [mine, answered] = [
      await makeThread(site, { member: reader }),
      await makeThread(site, { member: asker }),
    ];
    await makePost(site, answered.id, { member: reader });
    const list = async (select: string, who?: TestMember): Promise<string[]> =>
      (await site.get(`/api/forum/threads?select=${select}`, who?.cookie))
        .json<ThreadsResponse>()
        .threads.map(({ id }) => id);
    const open = await list('unanswered');
    expect(open).toContain(mine.id);
    expect(open).not.toContain(answered.id);
    expect(await list('own', reader)).toEqual([mine.id]);
    expect(await list('own')).toEqual([]);
  });

  test('show the beginning of the question, but not of a withdrawn one', async () => {
    const thread = await makeThread(site, { member: asker, text: 'Qui a été payé ?' });
    await makePost(site, thread.id, { member: reader });
    const excerpt = async (): Promise<string | undefined> =>
      (await site.get('/api/forum/threads'))
        .json<ThreadsResponse>()
        .threads.find(({ id }) => id === thread.id)?.excerpt;
    expect(await excerpt()).toBe('Qui a été payé ?');
    await site.post(`/api/posts/${thread.postId}/withdraw`, {}, asker.cookie);
    expect(await excerpt()).toBe('');
  });
});

test('the first post of a member says so, her second does not', async () => {
  const member = await makeMember(site);
  const { id } = await makeThread(site, { member: asker });
  const post = { text: 'Bonjour à toutes.' };
  await site.post(`/api/forum/threads/${id}/posts`, post, member.cookie);
  await site.post(`/api/forum/threads/${id}/posts`, post, member.cookie);
  const { posts } = await readPage(site, id);
  expect(posts.slice(1).map(({ isFirst }) => isFirst)).toEqual([true, false]);
});
