import { beforeAll, describe, expect, test } from 'vitest';
import { OWN_OF_THREAD_SQL } from '#server/community/forum/own-of-thread.ts';
import { THREAD_PAGE_SQL } from '#server/community/forum/thread-queries.ts';
import { dayToDate } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  forumResponse,
  postResponse,
  threadsResponse,
  type ThreadsResponse,
} from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId } from '#tests/support/factories.ts';
import { fillThread, makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function list(query: string, cookie?: string): Promise<ThreadsResponse> {
  return threadsResponse.parse((await site.get(`/api/forum/threads?${query}`, cookie)).json());
}

const titles = ({ threads }: ThreadsResponse): string[] => threads.map(({ title }) => title);

describe('GET /api/forum', () => {
  test('counts threads and posts by category, and says where something was last said', async () => {
    const { id, member } = await makeThread(site, { category: 'le-site', title: 'Une idée' });
    site.clock.advanceDays(1);
    await makePost(site, id, { member });
    const forum = forumResponse.parse((await site.get('/api/forum')).json());
    expect(forum.categories).toHaveLength(8);
    expect(forum.categories.find(({ slug }) => slug === 'le-site')).toMatchObject({
      name: { fr: 'À propos de ce site', en: 'About this site' },
      threads: 1,
      posts: 2,
      latest: { id, title: 'Une idée', at: '2026-11-21T10:00:00Z', posts: 2 },
    });
    expect(forum.categories.find(({ slug }) => slug === 'astuces')).toMatchObject({
      threads: 0,
      posts: 0,
      latest: null,
    });
    expect(forum.latest[0]).toMatchObject({ id, posts: 2, unread: null, firstUnread: null });
    expect(forum.firstPosts).toBeNull();
  });

  test('tells a new member how her first posts are bound', async () => {
    const { cookie } = await makeMember(site);
    const forum = forumResponse.parse((await site.get('/api/forum', cookie)).json());
    expect(forum.firstPosts).toEqual({ left: 5, aDay: 5, links: 2 });
  });
});

describe('GET /api/forum/categories/:slug', () => {
  const path = '/api/forum/categories/astuces';

  test('shows pinned threads first, then page after page, each thread once', async () => {
    const member = await makeMember(site);
    const made: string[] = [];
    for (let index = 0; index < 35; index += 1) {
      // Some in the same second: the cursor tells them apart.
      if (index % 3 === 0) site.clock.now = new Date(site.clock.now.getTime() + 1000);
      made.push((await makeThread(site, { member, category: 'astuces' })).id);
    }
    const pinned = await makeThread(site, { member, category: 'astuces', pinned: true });
    const first = threadsResponse.parse((await site.get(path)).json());
    expect(first.category).toMatchObject({ slug: 'astuces', name: { en: 'Tips and tools' } });
    expect(first.threads[0]).toMatchObject({ id: pinned.id, pinned: true });
    expect(first.threads).toHaveLength(31);
    const second = threadsResponse.parse(
      (await site.get(`${path}?before=${first.next ?? ''}`)).json(),
    );
    expect(second.next).toBeNull();
    const all = [...first.threads, ...second.threads].map(({ id }) => id);
    expect(all.toSorted()).toEqual([...made, pinned.id].toSorted());
    const times = first.threads.slice(1).map(({ lastPostAt }) => lastPostAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test('is not found where there is none, and refuses a cursor that is none', async () => {
    expect((await site.get('/api/forum/categories/nulle-part')).statusCode).toBe(404);
    expect((await site.get(`${path}?before=hier`)).statusCode).toBe(422);
  });
});

describe('GET /api/forum/threads', () => {
  test('lists what is about a platform, a task, a proof, or by a member', async () => {
    const member = await makeMember(site, { pseudonym: 'Éloïse du forum' });
    const payout = await makePayout(site, { screenshot: true });
    const { taskId } = await makeTaskReport(site);
    const { title: taskTitle } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
    });
    const threads = [
      ['platform=appen', { platformId: await platformId(site, 'appen') }, 'appen', 'Appen'],
      [`task=${taskId}`, { taskId }, taskId, taskTitle],
      [`proof=${payout.id}`, { payoutId: payout.id }, payout.id, 'Clickworker'],
    ] as const;
    for (const [query, columns, key, name] of threads) {
      await makeThread(site, { member, title: query, ...columns });
      const listed = await list(query);
      expect(titles(listed)).toEqual([query]);
      expect(listed.threads[0]?.subject).toEqual({ kind: query.split('=')[0], key, name });
    }
    expect(titles(await list('member=eloise%20du%20forum')).toSorted()).toEqual(
      threads.map(([query]) => query).toSorted(),
    );
  });

  test('gives no more than were asked for, and goes on after them', async () => {
    const member = await makeMember(site, { pseudonym: 'Trois sujets' });
    for (const title of ['Un', 'Deux', 'Trois']) {
      site.clock.now = new Date(site.clock.now.getTime() + 1000);
      await makeThread(site, { member, title });
    }
    const first = await list('member=trois%20sujets&limit=2');
    expect(titles(first)).toEqual(['Trois', 'Deux']);
    const rest = await list(`member=trois%20sujets&limit=2&before=${first.next}`);
    expect([titles(rest), rest.next]).toEqual([['Un'], null]);
    expect((await site.get('/api/forum/threads?limit=31')).statusCode).toBe(422);
  });

  test('lists the threads of all clients that turned out to be one', async () => {
    const { prisma } = site.database;
    await makeClient(site, { name: 'Données Réunies' });
    await makeClient(site, { name: 'Réunion de Données' });
    const [root, joined] = await Promise.all(
      ['donnees-reunies', 'reunion-de-donnees'].map((slug) =>
        prisma.client.findUniqueOrThrow({ where: { slug } }),
      ),
    );
    if (root === undefined || joined === undefined) throw new Error('no clients');
    await prisma.client.update({ where: { id: joined.id }, data: { rootId: root.id } });
    await makeThread(site, { clientId: root.id, title: 'Du premier' });
    await makeThread(site, { clientId: joined.id, title: 'Du second' });
    for (const slug of [root.slug, joined.slug]) {
      const listed = await list(`client=${slug}`);
      expect(titles(listed).toSorted()).toEqual(['Du premier', 'Du second']);
      expect(listed.threads.map(({ subject }) => subject?.key)).toEqual([root.slug, root.slug]);
    }
  });

  test('is not found for what is not there', async () => {
    for (const query of [
      'platform=nobody',
      'client=nobody',
      'task=zzzzzzzzzzzz',
      'member=nobody',
    ]) {
      expect((await site.get(`/api/forum/threads?${query}`)).statusCode, query).toBe(404);
    }
    expect((await site.get('/api/forum/threads?task=non')).statusCode).toBe(422);
  });
});

describe('GET /api/forum/threads/:id', () => {
  test('shows a range of places, whose posts never change page', async () => {
    const { id, member } = await makeThread(site, { title: 'Paie-t-elle ?' });
    await fillThread(site, id, 41, member);
    const pages = await Promise.all([1, 2, 3].map((page) => readPage(site, id, { page })));
    expect(pages.map(({ posts }) => posts.map(({ place }) => place))).toEqual([
      Array.from({ length: 20 }, (_, index) => index + 1),
      Array.from({ length: 20 }, (_, index) => index + 21),
      [41],
    ]);
    expect(pages[2]).toMatchObject({
      title: 'Paie-t-elle ?',
      category: { slug: 'paiements' },
      count: 41,
      page: 3,
      pages: 3,
      lastRead: null,
      following: false,
      firstPosts: null,
      decisions: [],
      // A visitor's form makes her account.
      can: { reply: true, rename: false, moderate: false },
    });
    expect(pages[2]?.posts[0]).toMatchObject({
      author: { pseudonym: member.pseudonym, withdrew: false, ignored: false },
      html: '<p>Message 41</p>',
      mine: false,
      can: { edit: false, withdraw: false, quote: false, react: false },
    });
  });

  test('tells who wrote by pseudonym, and never whether she is established', async () => {
    const member = await makeMember(site, { established: true });
    const { id } = await makeThread(site, { member });
    expect((await site.get(`/api/forum/threads/${id}`)).body).not.toMatch(/established|etabli/i);
  });

  test('marks whom the reader ignores, for her alone', async () => {
    const [reader, ignored] = [await makeMember(site), await makeMember(site)];
    const { id } = await makeThread(site, { member: ignored });
    await site.database.prisma.ignore.create({
      data: { memberId: reader.id, ignoredId: ignored.id, since: dayToDate('2026-11-01') },
    });
    const mine = await readPage(site, id, { cookie: reader.cookie });
    expect([mine.author.ignored, mine.posts[0]?.author.ignored]).toEqual([true, true]);
    expect((await readPage(site, id)).posts[0]?.author.ignored).toBe(false);
  });

  test('is not found where there is no such thread or page, and refuses what is no page', async () => {
    const { id } = await makeThread(site);
    expect((await site.get('/api/forum/threads/zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await site.get(`/api/forum/threads/${id}?page=2`)).statusCode).toBe(404);
    for (const page of ['0', '-1', 'deux', '1.5']) {
      expect((await site.get(`/api/forum/threads/${id}?page=${page}`)).statusCode).toBe(422);
    }
  });

  test('reads no more of a thread of 5,000 posts than of one of 50, also on its last page', async () => {
    const member = await makeMember(site);
    const [small, large] = [await makeThread(site, { member }), await makeThread(site, { member })];
    await fillThread(site, small.id, 50, member);
    await fillThread(site, large.id, 5_000, member);
    // Where she is in it is looked up by time.
    await site.post('/api/forum/read-all', {}, member.cookie);
    await site.database.sql('ANALYZE forum_post');
    const cost = async (id: string, page: number): Promise<{ rows: number; blocks: number }> => {
      const first = (page - 1) * 20 + 1;
      const nodesOfRun = async (sql: string, params: readonly unknown[]): Promise<Plan[]> => {
        const [row] = await site.database.sql(
          statement(
            { 'QUERY PLAN': col.json<[{ Plan: Plan }]>() },
            `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${sql}`,
          ),
          params,
        );
        return nodesOf(row?.['QUERY PLAN'][0].Plan);
      };
      const range = [id, first, first + 19];
      const own = [member.id, ...range, '2026-11-20', Buffer.alloc(16), '2026-11-20T10:00:00Z'];
      const nodes = [
        ...(await nodesOfRun(THREAD_PAGE_SQL, [null, ...range, false])),
        ...(await nodesOfRun(OWN_OF_THREAD_SQL, own)),
      ];
      const posts = nodes.filter((node) => node['Relation Name'] === 'forum_post');
      // No decision is looked up for a post that none hides.
      const decisions = nodes.filter((node) => node['Relation Name'] === 'decision');
      expect(decisions.length).toBeGreaterThan(0);
      expect(decisions.map((node) => node['Actual Loops'])).toEqual(decisions.map(() => 0));
      const sum = (of: (node: Plan) => number): number =>
        posts.reduce((total, node) => total + of(node), 0);
      return {
        rows: sum((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)),
        blocks: sum((node) => node['Shared Hit Blocks'] + node['Shared Read Blocks']),
      };
    };
    const base = await cost(small.id, 1);
    // Those of the page, again to see which are hers, and the one that she read last.
    expect(base.rows).toBe(41);
    for (const page of [1, 125, 250]) {
      const far = await cost(large.id, page);
      expect(far.rows, `page ${page}`).toBe(41);
      // A tree of 5,000 may be a level higher than one of 50, and a page may lie across two blocks.
      expect(far.blocks, `page ${page}`).toBeLessThanOrEqual(base.blocks + 5);
    }
  });
});

type Plan = {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
};

function nodesOf(plan: Plan | undefined): Plan[] {
  if (plan === undefined) return [];
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe('a post by itself', () => {
  test('says where it stands and what it was written as', async () => {
    const { id, member } = await makeThread(site, { title: 'Longue discussion' });
    await fillThread(site, id, 25, member);
    const postId = await makePost(site, id, { member, text: 'Une *phrase*.' });
    const post = postResponse.parse((await site.get(`/api/forum/posts/${postId}`)).json());
    expect(post).toMatchObject({
      thread: { id, title: 'Longue discussion' },
      place: 26,
      page: 2,
      text: 'Une *phrase*.',
      post: { id: postId, author: { pseudonym: member.pseudonym } },
    });
    expect(post.quote).toContain('Une *phrase*.');
    expect(post.quote).toContain(postId);
  });

  test('is reached by an address without a language, in that of the reader', async () => {
    const { id, member } = await makeThread(site);
    await fillThread(site, id, 25, member);
    const postId = await makePost(site, id, { member });
    const english = await site.app.inject({
      url: `/p/${postId}`,
      headers: { host: 'localhost', 'accept-language': 'en-GB' },
    });
    expect(english.statusCode).toBe(302);
    expect(english.headers.location).toBe(`/en/forum/threads/${id}?page=2#m26`);
    const french = await site.get(`/p/${postId}`, member.cookie);
    expect(french.headers.location).toBe(`/fr/forum/sujets/${id}?page=2#m26`);
    expect((await site.get('/p/zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await site.get('/p/..%2Fapi')).statusCode).toBe(404);
  });

  test('is not found where there is none', async () => {
    expect((await site.get('/api/forum/posts/zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await site.get('/api/forum/posts/zzzzzzzzzzzz/versions')).statusCode).toBe(404);
  });
});
