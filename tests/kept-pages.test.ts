import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openChangeFeed } from '#server/database/changes/change-feed.ts';
import { recordReads, type Read } from '#server/database/record-reads.ts';
import { PAGE_NAMES, pathTo, type PageName } from '#shared/core/paths.ts';
import { pages } from '#web/server-entry.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  platformId,
  showAllPosts,
  showNow,
  type TestMember,
} from '#tests/support/factories.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { releaseSlipsOfAllKinds } from '#tests/support/slips.ts';
import { TASK_REPORT, makeTaskReport } from '#tests/support/tasks.ts';

/** Keeps pages until a change of what they show is announced. */
let kept: TestApp;
/** The same database; draws each page anew. */
let fresh: TestApp;
let member: TestMember;
let moderator: TestMember;
/** Follows, ignores and reads; writes nothing. */
let reader: TestMember;
let thread: TestThread;
let other: TestThread;
let taskId: string;
let payoutId: string;
/** Id of Clickworker. */
let platform: string;

beforeAll(async () => {
  kept = await createTestApp({ keepsPages: true });
  fresh = await createTestApp({ databaseUrl: kept.database.url });
  member = await makeMember(kept, { established: true });
  moderator = await makeMember(kept, { moderator: true, established: true });
  thread = await makeThread(kept, { member, platformId: await platformId(kept, 'clickworker') });
  other = await makeThread(kept, { member });
  reader = await makeMember(kept, { established: true });
  await kept.database.prisma.ignore.create({
    data: { memberId: reader.id, ignoredId: moderator.id, since: kept.clock.now },
  });
  platform = await platformId(kept, 'clickworker');
  payoutId = (await makePayout(kept, { screenshot: true })).id;
  ({ taskId } = await makeTaskReport(kept, {
    member,
    client: 'Clickworker',
    notAPerson: true,
  }));
});

function addressOf(name: PageName): string {
  const ids: Partial<Record<PageName, string>> = { thread: thread.id, task: taskId };
  return pathTo('fr', name, {
    slug: name === 'forumCategory' ? 'paiements' : 'clickworker',
    id: ids[name] ?? payoutId,
    pseudonym: member.pseudonym,
  });
}

/** Keys of forms, which are others each time. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Ids that React gives elements by their place. */
const REACT_ID = /_(?:own)?R_\w+_/g;

/** Addresses at which a visitor, or a member, gets something else than is stored. */
async function findStale(): Promise<string[]> {
  const stale: string[] = [];
  for (const name of PAGE_NAMES) {
    if (pages[name].sameForVisitors !== true) continue;
    const address = addressOf(name);
    const [shown, drawn] = [await kept.get(address), await fresh.get(address)];
    if (shown.body !== drawn.body) stale.push(address);
    // What she has read is noted at her first visit.
    await fresh.get(address, reader.cookie);
    const hers = [await kept.get(address, reader.cookie), await fresh.get(address, reader.cookie)];
    const [ours, theirs] = hers.map(({ body }) =>
      body.replaceAll(UUID, 'key').replaceAll(REACT_ID, 'id'),
    );
    if (ours !== theirs) stale.push(`${address}, a member`);
  }
  return stale;
}

const CHANGES: Readonly<Record<string, () => Promise<unknown>>> = {
  'a post': () => makePost(kept, thread.id, { member: moderator }),
  'an edited post': () =>
    kept.database.prisma.forumPost.update({
      where: { id: thread.postId },
      data: { text: 'Autre chose.', html: '<p>Autre chose.</p>' },
    }),
  'a thread with another title': () =>
    kept.database.prisma.forumThread.update({
      where: { id: thread.id },
      data: { title: 'Un autre titre', pinned: true },
    }),
  'covered words of a post': async () =>
    decide(kept, await makeHands(kept), { kind: 'post', id: thread.postId }, 'cover', {
      words: ['Autre chose'],
    }),
  'a hidden post': async () =>
    decide(kept, await makeHands(kept), { kind: 'post', id: thread.postId }, 'hide'),
  'another pseudonym': () =>
    kept.database.prisma.member.update({
      where: { id: moderator.id },
      data: { pseudonym: 'Nouveau nom', pseudonymKey: 'nouveau nom' },
    }),
  'a deleted account': () => kept.database.prisma.member.delete({ where: { id: moderator.id } }),
  'a corrected platform': () =>
    kept.database.prisma.platform.update({
      where: { slug: 'clickworker' },
      data: { headquartersCity: 'Ailleurs', name: 'Clickworker 2' },
    }),
  'released slips': async () => {
    await releaseSlipsOfAllKinds(kept, 'clickworker');
    await kept.catchUp();
  },
  'a review': async () => {
    await makeReview(kept, { text: 'Payée à chaque fois.' });
    await showAllPosts(kept);
    await kept.catchUp();
  },
  'an incident': async () => {
    await makeIncident(kept, { lostMinor: 4_197, text: 'Sans un mot.' });
    await kept.catchUp();
  },
  'a proof': async () => {
    const { id } = await makePayout(kept, { screenshot: true });
    await showNow(kept, id);
    await kept.catchUp();
  },
  'a task report': () => makeTaskReport(kept, { client: 'Clickworker', notAPerson: true }),
  'a boycott': () => makeBoycott(kept, { state: 'on' }),
  'an unread line of her inbox': () =>
    kept.database.prisma.inboxItem.create({
      data: {
        memberId: reader.id,
        id: 'iiiiiiiiiiii',
        kind: 'platform-reply',
        subject: platform,
        at: kept.clock.now,
      },
    }),
  'a platform that she follows': () =>
    kept.database.prisma.follow.create({
      data: { memberId: reader.id, kind: 'platform', subject: platform, since: kept.clock.now },
    }),
  'what she is owed, and is asked about': async () => {
    const { id } = await makePayout(kept, { member: reader, state: 'waiting' });
    // `fresh` has no key to read the day by.
    await kept.database.prisma.payout.update({ where: { id }, data: { askedSealed: null } });
    expect(await findStale()).toEqual([]);
    await kept.database.prisma.payout.update({ where: { id }, data: { unansweredReminders: 1 } });
  },
  'whom she no longer ignores': () =>
    kept.database.prisma.ignore.deleteMany({ where: { memberId: reader.id } }),
  'all posts marked as read': () =>
    kept.database.prisma.memberChoices.upsert({
      where: { memberId: reader.id },
      create: { memberId: reader.id, forumReadAt: kept.clock.now },
      update: { forumReadAt: kept.clock.now },
    }),
  'a reply of the platform': () => makeReply(kept, { state: 'published' }),
};

test.each(Object.keys(CHANGES))('%s is on every page that shows it', async (what) => {
  expect(await findStale()).toEqual([]);
  await CHANGES[what]?.();
  expect(await findStale()).toEqual([]);
});

test('a thread is kept while others change', async () => {
  const address = pathTo('fr', 'thread', { id: other.id });
  const { body: first } = await kept.get(address);
  await changeSilently(
    `UPDATE forum_thread SET title = 'Un titre nouveau' WHERE id = '${other.id}'`,
  );
  await makePost(kept, thread.id, { member });
  expect((await kept.get(address)).body).toBe(first);
  await makePost(kept, other.id, { member });
  expect((await kept.get(address)).body).toContain('Un titre nouveau');
});

/** Changes rows without its triggers: nothing announces it. */
async function changeSilently(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: kept.database.url });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  await client.query(sql);
  await client.end();
}

/** The pages that most visitors open. */
const BUSY: readonly PageName[] = [
  'home',
  'forum',
  'forumCategory',
  'thread',
  'platforms',
  'platform',
  'platformReviews',
  'platformProofs',
  'platformTasks',
  'platformForum',
  'proofs',
  'boycotts',
];

test('of every busy page it is known what it shows', async () => {
  const feed = await openChangeFeed(kept.database, 'a test');
  onTestFinished(feed.close);
  for (const name of BUSY) {
    const reads: Read[] = [];
    await recordReads(reads, async () => await fresh.get(addressOf(name)));
    expect(reads.length, name).toBeGreaterThan(0);
    expect(feed.dependenciesOf(reads), name).not.toBeNull();
  }
});

test('a secret act announces nothing: who asks for a page learns no moment', async () => {
  const heard: string[] = [];
  const listener = new pg.Client({ connectionString: kept.database.url });
  onTestFinished(() => listener.end());
  await listener.connect();
  await listener.query('LISTEN changed');
  listener.on('notification', ({ payload = '' }) => heard.push(payload));
  const author = await makeMember(kept);
  const send = async (path: string, body: object): Promise<void> => {
    const { statusCode } = await kept.post(path, body, author.cookie);
    expect([200, 201], path).toContain(statusCode);
    await kept.catchUp();
  };
  await send('/api/payouts', { ...PAYOUT });
  await send('/api/task-reports', { ...TASK_REPORT });
  await send('/api/incidents', {
    platform: 'clickworker',
    kind: 'balance-stuck',
    happenedOn: '2026-11-02',
    reason: 'none',
    appeal: 'not-tried',
  });
  await send('/api/platforms/clickworker/review', {
    pay: 3,
    punctuality: 3,
    fairness: 3,
    communication: 3,
    supply: 3,
    experiencedMonth: '2026-10',
  });
  await send('/api/follows', { kind: 'thread', key: other.id });
  await send('/api/flags', {
    about: `post/${other.postId}`,
    reason: 'insult',
    sentence: 'Elle insulte quelqu’un.',
  });
  await send(`/api/forum/posts/${other.postId}/reactions`, { kind: 'thanks' });
  await listener.query('SELECT 1');
  // Nobody else's page depends on it, see below.
  const own = /^own\/\w+ (\w+)$/;
  expect(new Set(heard.map((message) => own.exec(message)?.[1]))).toEqual(new Set([author.id]));
  heard.length = 0;
  await makePost(kept, other.id, { member });
  await listener.query('SELECT 1');
  expect(new Set(heard)).toEqual(
    new Set([`forum_thread ${other.id}`, `forum_post ${other.id}`, `own/forum_post ${member.id}`]),
  );
});

test('what is announced to a member makes no page be drawn anew that others read', async () => {
  const feed = await openChangeFeed(kept.database, 'a test');
  onTestFinished(feed.close);
  for (const name of PAGE_NAMES) {
    const reads: Read[] = [];
    await recordReads(reads, async () => await fresh.get(addressOf(name)));
    const { rows = [] } = feed.dependenciesOf(reads) ?? {};
    expect(
      rows.filter((row) => row.startsWith('own')),
      name,
    ).toEqual([]);
  }
});
