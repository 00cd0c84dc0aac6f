import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChangeFeed, type ChangeFeed } from '#server/database/changes/change-feed.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';
import { mergeThreads, moveByTwo } from '#tests/support/moved-posts.ts';

/** Where the posts of a thread are read (thread_read_at), and which pages learn of a change (announce_change). */

let site: TestApp;
let feed: ChangeFeed;
beforeAll(async () => {
  site = await createTestApp();
  feed = await openChangeFeed(site.database, 'a feed', 0);
});
afterAll(() => feed.close());

async function readAt(thread: string): Promise<string | undefined> {
  const read = statement({ id: col.text }, 'SELECT thread_read_at($1) AS id');
  return (await site.database.sql(read, [thread]))[0]?.id;
}

async function makeThreads(count: number): Promise<TestThread[]> {
  const threads: TestThread[] = [];
  for (let nth = 0; nth < count; nth += 1) threads.push(await makeThread(site));
  return threads;
}

test('thread_read_at: the thread itself, or the last one that took its posts', async () => {
  const [a, b, c] = (await makeThreads(3)).map(({ id }) => id) as [string, string, string];
  expect(await readAt(a)).toBe(a);
  await mergeThreads(site, a, b);
  expect([await readAt(a), await readAt(b)]).toEqual([b, b]);
  await mergeThreads(site, b, c);
  expect([await readAt(a), await readAt(b), await readAt(c)]).toEqual([c, c, c]);
  const [first] = await site.database.prisma.forumPost.findMany({
    where: { writtenIn: b, writtenPlace: 1 },
  });
  await moveByTwo(site, c, { move: 'posts', posts: [first?.id], to: b });
  // Its own post is in c still.
  expect([await readAt(a), await readAt(b)]).toEqual([b, b]);
  expect(await readAt('zzzzzzzzzzzz')).toBe('zzzzzzzzzzzz');
});

describe('announce_change: a page of a thread learns', () => {
  const isTold = async (thread: string, change: () => Promise<unknown>): Promise<boolean> => {
    const dependencies = feed.dependenciesOf([
      {
        text: 'SELECT t.title, p.id FROM forum_thread t JOIN forum_post p ON p.thread_id = t.id WHERE t.id = $1',
        threads: new Map([
          ['forum_thread', thread],
          ['forum_post', thread],
        ]),
      },
    ]);
    if (dependencies === null) throw new Error('unknown');
    await feed.isCurrent();
    const before = feed.position();
    await change();
    await feed.isCurrent();
    return !feed.isUnchanged(dependencies, before);
  };
  const { sql } = { sql: (text: string, params: unknown[]) => site.database.sql(text, params) };

  test('of other titles of threads that its posts came from, or went to', async () => {
    const [from, to, other] = (await makeThreads(3)) as [TestThread, TestThread, TestThread];
    const rename = (id: string) =>
      sql(`UPDATE forum_thread SET title = title || '!' WHERE id = $1`, [id]);
    expect(await isTold(to.id, () => rename(from.id))).toBe(false);
    await mergeThreads(site, from.id, to.id);
    expect(await isTold(to.id, () => rename(from.id))).toBe(true);
    expect(await isTold(from.id, () => rename(to.id))).toBe(true);
    expect(await isTold(other.id, () => rename(from.id))).toBe(false);
    expect(
      await isTold(to.id, () => sql('DELETE FROM forum_thread WHERE id = $1', [from.id])),
    ).toBe(true);
  });

  test('of a change of a post that was written in it and is read elsewhere', async () => {
    const [from, to] = (await makeThreads(2)) as [TestThread, TestThread];
    const post = await makePost(site, from.id, { member: from.member });
    await moveByTwo(site, from.id, { move: 'posts', posts: [post], to: to.id });
    const edit = () => sql('UPDATE forum_post SET thanks = thanks + 1 WHERE id = $1', [post]);
    expect([await isTold(to.id, edit), await isTold(from.id, edit)]).toEqual([true, true]);
  });
});
