import { beforeAll, describe, expect, test } from 'vitest';
import { inboxResponse } from '#shared/community/inbox.ts';
import {
  forumResponse,
  postResponse,
  threadsResponse,
  unreadResponse,
  type ThreadResponse,
} from '#shared/community/forum.ts';
import { pathTo } from '#shared/core/paths.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { fillThread, makePost, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  MOVE_REASON,
  makeTopic,
  mergeThreads,
  moveByTwo,
  passMinute,
} from '#tests/support/moved-posts.ts';
import { readAct } from '#tests/support/proposals.ts';

/** Two moderators merge a topic into another, move posts of one, and part them again. */

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeMember(site, { moderator: true });
});

const textsOf = ({ posts }: ThreadResponse): string[] =>
  posts.map(({ place, html }) => `${place}: ${(html ?? '').replaceAll(/<[^>]+>/g, '')}`);
const texts = async (id: string): Promise<string[]> => textsOf(await readPage(site, id));

async function listed(query: string, cookie?: string) {
  const response = await site.get(`/api/forum/threads?${query}`, cookie);
  return threadsResponse.parse(response.json()).threads;
}

async function inboxOf({ cookie }: TestMember) {
  return inboxResponse.parse((await site.get('/api/me/inbox', cookie)).json()).items;
}

describe('a topic that is merged into another', () => {
  test('has its posts read there, in order of time, with one line that says where from', async () => {
    const old = await makeTopic(site, 'Ancien', 1);
    const recent = await makeTopic(site, 'Nouveau', 1);
    passMinute(site);
    await makePost(site, old.id, { member: old.member, text: 'Ancien 3' });
    const { body } = await moveByTwo(site, recent.id, { move: 'merge', to: old.id }, moderator);
    const { id: act } = JSON.parse(body) as { id: string };
    const thread = await readPage(site, old.id);
    expect(textsOf(thread)).toEqual([
      '1: Ancien 1',
      '2: Ancien 2',
      '3: Nouveau 1',
      '4: Nouveau 2',
      '5: Ancien 3',
    ]);
    expect(thread).toMatchObject({ count: 5, pages: 1, title: 'Ancien', movedTo: null });
    expect(thread.movedHere).toMatchObject([
      {
        place: 3,
        count: 2,
        from: { id: recent.id, title: 'Nouveau' },
        on: '2026-11-20',
        reason: MOVE_REASON,
        act: null,
      },
    ]);
    expect(await readAct(site, act)).toMatchObject({ kind: 'merge-thread', state: 'confirmed' });
    const [move] = await site.database.prisma.threadMove.findMany({
      where: { fromThread: recent.id },
    });
    expect(await kindsInRecord(site, `thread-move/${move?.id}`)).toEqual(['thread-merged']);
  });

  test('leads to where its posts are: its address, each post, its pages and feed', async () => {
    const old = await makeTopic(site, 'Ancien');
    const recent = await makeTopic(site, 'Nouveau');
    await mergeThreads(site, recent.id, old.id);
    expect(await readPage(site, recent.id)).toMatchObject({
      count: 0,
      posts: [],
      movedTo: { id: old.id, place: 4 },
    });
    const there = `${pathTo('fr', 'thread', { id: old.id })}#m4`;
    for (const query of ['', '?page=3']) {
      const page = await site.get(`${pathTo('fr', 'thread', { id: recent.id })}${query}`);
      expect([page.statusCode, page.headers.location]).toEqual([302, there]);
    }
    const member = await site.get(pathTo('fr', 'thread', { id: recent.id }), moderator.cookie);
    expect(member.headers.location).toBe(there);
    const [, second = ''] = recent.posts;
    const post = postResponse.parse((await site.get(`/api/forum/posts/${second}`)).json());
    expect(post).toMatchObject({ thread: { id: old.id }, place: 5, page: 1 });
    expect((await site.get(`/p/${second}`)).headers.location).toMatch(/#m5$/);
    const feed = await site.get(feedPath('thread', { id: recent.id }, 'fr'));
    expect(feed.body).toContain('Ancien 1');
    const unread = await site.get(`/api/forum/threads/${recent.id}/unread`);
    expect(unreadResponse.parse(unread.json())).toEqual({ page: 1, place: 1 });
  });

  test('is in no list and no count any more', async () => {
    const categories = async () =>
      forumResponse
        .parse((await site.get('/api/forum')).json())
        .categories.find(({ slug }) => slug === 'paiements');
    const old = await makeTopic(site, 'Ancien');
    const recent = await makeTopic(site, 'Nouveau et unique en son genre');
    const before = await categories();
    await mergeThreads(site, recent.id, old.id);
    const after = await categories();
    expect(after?.threads).toBe((before?.threads ?? 0) - 1);
    expect(after?.posts).toBe(before?.posts);
    expect(after?.latest).toMatchObject({ id: old.id, posts: 6 });
    for (const query of ['', 'category=paiements', `member=${recent.member.pseudonym}`]) {
      expect((await listed(query)).map(({ id }) => id)).not.toContain(recent.id);
    }
    const similar = await site.get(
      '/api/forum/similar-threads?title=Nouveau+et+unique+en+son+genre',
    );
    expect(similar.body).not.toContain(recent.id);
    const member = await site.get(`/api/members/${recent.member.pseudonym}`);
    expect(member.json()).toMatchObject({ threads: 0, posts: 1 });
    expect((await site.get('/sitemap.xml')).body).not.toContain(recent.id);
  });

  test('has its followers follow the other, and finds readers where they left off', async () => {
    const old = await makeTopic(site, 'Ancien', 1);
    const recent = await makeTopic(site, 'Nouveau', 1);
    passMinute(site);
    await makePost(site, old.id, { member: old.member });
    const [follower, reader] = [await makeMember(site), await makeMember(site)];
    await site.post('/api/follows', { kind: 'thread', key: recent.id }, follower.cookie);
    await readPage(site, old.id, reader);
    await expect.poll(async () => (await readPage(site, old.id, reader)).lastRead).toBe(3);
    await mergeThreads(site, recent.id, old.id);
    // She had read all of the other one; what moved before its last post is older than that.
    expect((await readPage(site, old.id, reader)).lastRead).toBe(5);
    const follows = (await site.get('/api/me/follows', follower.cookie)).json<{
      follows: { key: string }[];
    }>().follows;
    expect(follows.map(({ key }) => key)).toEqual([old.id]);
  });

  test('tells each author once; of hidden posts nobody, and they are not counted', async () => {
    const old = await makeTopic(site, 'Ancien');
    const recent = await makeTopic(site, 'Nouveau');
    const hidden = await makeMember(site);
    const post = await makePost(site, recent.id, { member: hidden });
    await makePost(site, recent.id, { member: recent.member });
    await decide(site, await makeHands(site), { kind: 'post', id: post }, 'hide');
    const before = (await inboxOf(hidden)).length;
    await mergeThreads(site, recent.id, old.id);
    const told = (await inboxOf(recent.member)).filter(({ kind }) => kind === 'posts-moved');
    expect(told).toMatchObject([{ count: 1, about: { name: 'Ancien' } }]);
    expect(await inboxOf(hidden)).toHaveLength(before);
    expect((await readPage(site, old.id)).movedHere).toMatchObject([{ count: 4 }]);
  });

  test('takes no answer any more: it goes where its posts are', async () => {
    const old = await makeTopic(site, 'Ancien', 0);
    const recent = await makeTopic(site, 'Nouveau', 0);
    await mergeThreads(site, recent.id, old.id);
    const { cookie } = await makeMember(site);
    const body = { text: 'Réponse à ce qui était ouvert.' };
    const answer = await site.post(`/api/forum/threads/${recent.id}/posts`, body, cookie);
    expect(answer.statusCode).toBe(201);
    expect(answer.json<{ path: string }>().path).toContain(old.id);
    expect(await texts(old.id)).toHaveLength(3);
    expect(await kindsInRecord(site, `post/${answer.json<{ id: string }>().id}`)).toEqual([
      'post-published',
    ]);
  });

  test('keeps its title only as long as its author, or others, stand in it', async () => {
    const old = await makeTopic(site, 'Ancien');
    const recent = await makeTopic(site, 'Un mot de trop', 0);
    await mergeThreads(site, recent.id, old.id);
    expect((await site.get(pathTo('fr', 'thread', { id: old.id }))).body).toContain(
      'Un mot de trop',
    );
    const gone = await site.post(
      `/api/posts/${recent.posts[0]}/withdraw`,
      {},
      recent.member.cookie,
    );
    expect(gone.statusCode).toBe(200);
    const { body } = await site.get(pathTo('fr', 'thread', { id: old.id }));
    expect(body).not.toContain('Un mot de trop');
    expect(body).toContain('d’un sujet retiré');
    expect((await site.get(`/api/forum/threads/${recent.id}`)).statusCode).toBe(410);
  });
});

describe('posts that are moved', () => {
  test('go to a new topic with a title, whose author is that of the first', async () => {
    const topic = await makeTopic(site, 'Mélange', 3);
    const [, second = '', , fourth = ''] = topic.posts;
    const title = 'Une autre question';
    await moveByTwo(site, topic.id, { move: 'posts', posts: [fourth, second], title });
    const [{ id } = { id: '' }] = (await listed('')).filter((one) => one.title === title);
    const made = await readPage(site, id);
    expect(textsOf(made)).toEqual(['1: Mélange 2', '2: Mélange 4']);
    expect(made.author).toEqual(made.posts[0]?.author);
    expect(made.movedHere).toMatchObject([{ place: 1, count: 2, from: { id: topic.id } }]);
    const left = await readPage(site, topic.id);
    expect(textsOf(left)).toEqual(['1: Mélange 1', '2: Mélange 3']);
    expect(left.movedAway).toEqual([{ to: { id, title }, count: 2 }]);
    expect(await kindsInRecord(site, `thread/${id}`)).toEqual(['thread-started']);
  });

  test('go back to an emptied topic, and both read as before', async () => {
    const old = await makeTopic(site, 'Ancien', 1);
    const recent = await makeTopic(site, 'Nouveau', 2);
    passMinute(site);
    await makePost(site, old.id, { member: old.member, text: 'Ancien 3' });
    const [, answer = ''] = recent.posts;
    await site.post(
      `/api/forum/threads/${recent.id}/solution`,
      { post: answer },
      recent.member.cookie,
    );
    const { cookie } = await makeMember(site);
    await site.post(`/api/forum/posts/${answer}/reactions`, { kind: 'thanks' }, cookie);
    const before = [await readPage(site, old.id), await readPage(site, recent.id)];
    await mergeThreads(site, recent.id, old.id);
    const merged = await readPage(site, old.id, { cookie });
    expect(merged.solved).toBeNull();
    expect(merged.posts.find(({ id }) => id === answer)?.reactions.own).toEqual(['thanks']);
    await moveByTwo(site, old.id, {
      move: 'posts',
      posts: recent.posts,
      to: `http://localhost${pathTo('en', 'thread', { id: recent.id })}?page=2`,
    });
    expect([await readPage(site, old.id), await readPage(site, recent.id)]).toEqual(before);
    expect((await readPage(site, recent.id)).solved).toMatchObject({ id: answer });
    expect((await listed('category=paiements')).map(({ id }) => id)).toContain(recent.id);
  });

  test('go back by the move that brought them, however many they are', async () => {
    const old = await makeTopic(site, 'Ancien', 0);
    const recent = await makeTopic(site, 'Nouveau', 0);
    await fillThread(site, recent.id, 70, await makeMember(site));
    await mergeThreads(site, recent.id, old.id);
    const [{ id: undone } = { id: '' }] = (await readPage(site, old.id)).movedHere;
    await moveByTwo(site, old.id, { move: 'undo', undone });
    expect(await readPage(site, recent.id)).toMatchObject({ count: 70, pages: 4, movedTo: null });
    expect(await readPage(site, old.id)).toMatchObject({ count: 1, movedHere: [] });
  });
});
