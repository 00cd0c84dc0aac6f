import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openChangeFeed } from '#server/database/changes/change-feed.ts';
import { recordReads, type Read } from '#server/database/record-reads.ts';
import { PAGE_NAMES, pathTo, type PageName } from '#shared/core/paths.ts';
import { pages } from '#web/server-entry.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';

/** Draws each page anew. */
let site: TestApp;
let author: TestMember;
let thread: TestThread;

beforeAll(async () => {
  site = await createTestApp();
  author = await makeMember(site, { established: true });
  thread = await makeThread(site, {
    member: author,
    platformId: await platformId(site, 'clickworker'),
  });
  await makePost(site, thread.id, { member: author });
});

/** Pages that are put together from what is drawn for all members and what is hers. */
const SHARED = PAGE_NAMES.filter((name) => pages[name].own !== undefined);

function addressOf(name: PageName): string {
  const slug = name === 'forumCategory' ? 'paiements' : 'clickworker';
  return pathTo('fr', name, { slug, id: thread.id });
}

/** A member whose inbox tells of a post in another thread. */
async function makeTold(): Promise<TestMember> {
  const member = await makeMember(site, { established: true });
  const { postId: subject } = await makeThread(site, { member: author });
  await site.database.prisma.inboxItem.create({
    data: { id: subject, memberId: member.id, kind: 'mention', subject, at: new Date() },
  });
  return member;
}

async function readsOf({ cookie }: TestMember, names: readonly PageName[]): Promise<Read[]> {
  const reads: Read[] = [];
  await recordReads(reads, async () => {
    for (const name of names) await site.get(addressOf(name), cookie);
  });
  return reads;
}

test('what is read of one member on these pages can be kept for her', async () => {
  const feed = await openChangeFeed(site.database, 'a test');
  onTestFinished(feed.close);
  const reads = await readsOf(await makeTold(), SHARED);
  const ofMember = reads.filter((read) => read.ofMember !== undefined);
  expect(new Set(ofMember.map(({ text }) => text)).size).toBeGreaterThanOrEqual(5);
  // Home lists what is unread.
  expect(ofMember.some(({ text }) => text?.includes('json_strip_nulls'))).toBe(true);
  for (const read of ofMember) expect(feed.dependenciesOf([read]), read.text ?? '').not.toBeNull();
});

test('a thread of which her inbox says nothing is read without a write to her inbox', async () => {
  const reads = await readsOf(await makeTold(), ['thread']);
  expect(reads.length).toBeGreaterThan(0);
  expect(reads.filter(({ text }) => text?.includes('UPDATE inbox_item'))).toEqual([]);
});
