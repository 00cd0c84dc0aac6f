import { beforeAll, expect, test } from 'vitest';
import { followUpAllPosts } from '#server/community/forum/follow-up-posts.ts';
import { publishPost } from '#server/community/forum/actions.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread, type TestThread } from '#tests/support/forum.ts';
import { makeMembersFollow, readInbox } from './inbox.testing.ts';

/** What is done of a post right after its transaction: the search finds it, followers of its thread are told. */

let site: TestApp;
let thread: TestThread;
let author: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  thread = await makeThread(site);
  author = await makeMember(site);
});

/** Publishes a post as a process does that is killed right after the commit. */
async function publish(text: string): Promise<string> {
  const attached = { picture: null, origin: null };
  const viewer = { ...author, language: 'fr', roles: [], established: false } as const;
  const { id } = await site.database.prisma.$transaction((tx) =>
    publishPost(tx, viewer, thread.id, { text }, attached, site.clock.now),
  );
  return id;
}

const FOUND = statement({ id: col.text }, 'SELECT post_id AS id FROM post_search');
const findable = async (): Promise<string[]> =>
  (await site.database.sql(FOUND)).map(({ id }) => id);

test('what a killed process left is done by the next, once, for all posts together', async () => {
  const follower = await makeMember(site);
  const reader = await makeMember(site);
  const called = await makeMember(site);
  await makeMembersFollow(site, 'thread', thread.id, follower, reader, called);
  const posts = [await publish('Premier mot.'), await publish(`Deux, @${called.pseudonym} ?`)];
  expect((await findable()).filter((id) => posts.includes(id))).toEqual([]);
  // She has read both before she is told.
  await site.get(`/api/forum/threads/${thread.id}`, reader.cookie);

  await Promise.all([followUpAllPosts(site.database), followUpAllPosts(site.database)]);
  expect(await findable()).toEqual(expect.arrayContaining(posts));
  const told = async (member: TestMember) =>
    (await readInbox(site, member)).items.map(({ kind, count }) => [kind, count]);
  expect(await told(follower)).toEqual([['thread', 2]]);
  expect(await told(reader)).toEqual([]);
  expect((await told(called)).toSorted()).toEqual([
    ['mention', 1],
    ['thread', 1],
  ]);
  expect(await told(author)).toEqual([]);
  await followUpAllPosts(site.database);
  expect(await told(follower)).toEqual([['thread', 2]]);
});

test('a post that is withdrawn before tells nobody, and is not found', async () => {
  const follower = await makeMember(site);
  await makeMembersFollow(site, 'thread', thread.id, follower);
  const id = await publish('Une erreur.');
  const { statusCode } = await site.post(`/api/posts/${id}/withdraw`, {}, author.cookie);
  expect(statusCode).toBe(200);
  await followUpAllPosts(site.database);
  expect((await readInbox(site, follower)).items).toEqual([]);
  expect(await findable()).not.toContain(id);
});
