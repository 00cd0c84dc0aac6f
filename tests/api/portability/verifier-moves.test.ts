import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { readPage } from '#tests/support/forum.ts';
import { makePostedThread, mergeThreads, moveByTwo } from '#tests/support/moved-posts.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Decisions move posts to another topic; whoever has the dump checks where each is read. */

let site: TestApp;
let [old, recent, third] = [
  { id: '', posts: [''] },
  { id: '', posts: [''] },
  { id: '', posts: [''] },
];

beforeAll(async () => {
  site = await createTestApp();
  old = await makePostedThread(site, { title: 'Ancien sujet' });
  recent = await makePostedThread(site, { title: 'Nouveau sujet' });
  third = await makePostedThread(site, { title: 'Autre sujet' });
  await mergeThreads(site, recent.id, old.id);
  // Moved on, and one moved back.
  await moveByTwo(site, old.id, { move: 'posts', posts: recent.posts.slice(1), to: third.id });
  await moveByTwo(site, third.id, { move: 'posts', posts: [recent.posts[2]], to: old.id });
});

async function faults(): Promise<string[]> {
  return (await verifyDump(await dumpOf(site))).faults;
}

/** What the verifier finds after a statement of the operator, which is taken back. */
async function faultsAfter(change: string, back: string): Promise<string[]> {
  const asOwner = (statement: string) =>
    site.database.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
      await tx.$executeRawUnsafe(statement);
    });
  await asOwner(change);
  const found = await faults();
  await asOwner(back);
  return found;
}

test('posts are read where the last decision about them says', async () => {
  const ids = async (id: string) => (await readPage(site, id)).posts.map((post) => post.id);
  const there = [...old.posts, recent.posts[0], recent.posts[2]];
  expect((await ids(old.id)).toSorted()).toEqual(there.toSorted());
  expect(await ids(third.id)).toContain(recent.posts[1]);
  expect(await faults()).toEqual([]);
});

test.each<[string, () => [string, string], () => string]>([
  [
    'a post that is read elsewhere without a decision',
    () => [
      `UPDATE forum_post SET written_in = thread_id, written_place = place, place = 90, moved_by = 'x',
              thread_id = '${third.id}' WHERE id = '${old.posts[1]}'`,
      `UPDATE forum_post SET written_in = NULL, written_place = NULL, place = 2, moved_by = NULL,
              thread_id = '${old.id}' WHERE id = '${old.posts[1]}'`,
    ],
    () => `not as it was decided: post/${old.posts[1]} (readIn, movedBy)`,
  ],
  [
    'a post that is not read where the last decision says',
    () => [
      `UPDATE forum_post SET thread_id = '${third.id}', place = 91 WHERE id = '${recent.posts[2]}'`,
      `UPDATE forum_post SET thread_id = '${old.id}', place = 5 WHERE id = '${recent.posts[2]}'`,
    ],
    () => `not as it was decided: post/${recent.posts[2]} (readIn)`,
  ],
])('%s is named', async (_, statements, fault) => {
  expect((await faultsAfter(...statements())).join('\n')).toContain(fault());
  expect(await faults()).toEqual([]);
});

test('a decision whose posts are others is named', async () => {
  const list = JSON.stringify([old.posts[1]]);
  const [move] = await site.database.prisma.threadMove.findMany({ orderBy: { number: 'desc' } });
  const was = JSON.stringify(move?.posts);
  const set = (posts: string) =>
    `UPDATE thread_move SET posts = '${posts}' WHERE id = '${move?.id}'`;
  const found = (await faultsAfter(set(list), set(was))).join('\n');
  expect(found).toContain(`thread-move/${move?.id}`);
  expect(found).toContain(`not as it was decided: post/${recent.posts[2]} (readIn, movedBy)`);
});
