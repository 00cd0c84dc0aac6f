import { beforeEach, describe, expect, test } from 'vitest';
import { FIRST_POST_DAYS, type FirstPostsResponse } from '#shared/community/first-posts.ts';
import type { ForumResponse } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';

/** Members who volunteered see first posts that nobody answered, and nobody else sees a list of them. */

let site: TestApp;
let helper: TestMember;
let newcomer: TestMember;
beforeEach(async () => {
  site ??= await createTestApp();
  // What an earlier test left is older than the list.
  site.clock.advanceDays(FIRST_POST_DAYS + 1);
  helper = await makeMember(site);
  newcomer = await makeMember(site);
  const sent = await site.post('/api/me/answers-questions', { answers: 'yes' }, helper.cookie);
  expect(sent.statusCode).toBe(200);
});

const read = async (member: TestMember) =>
  (await site.get('/api/me/first-posts', member.cookie)).json<FirstPostsResponse>();
const idsFor = async (member: TestMember) => (await read(member)).posts.map(({ id }) => id);
const countFor = async (member: TestMember) =>
  (await site.get('/api/forum', member.cookie)).json<ForumResponse>().waitingFirstPosts;

async function ask(member: TestMember): Promise<{ thread: string; post: string }> {
  const body = {
    title: 'Est-ce que Piécettes paie ?',
    text: 'Je débute, merci.',
    category: 'paiements',
  };
  const made = await site.post('/api/forum/threads', body, member.cookie);
  expect(made.statusCode, made.body).toBe(201);
  const { id: thread } = made.json<{ id: string }>();
  const { id: post } = await site.database.prisma.forumPost.findFirstOrThrow({
    where: { threadId: thread },
  });
  return { thread, post };
}
async function say(thread: string, member: TestMember): Promise<string> {
  const body = { text: 'Moi aussi, depuis lundi.' };
  const made = await site.post(`/api/forum/threads/${thread}/posts`, body, member.cookie);
  expect(made.statusCode, made.body).toBe(201);
  const where = { threadId: thread, memberId: member.id };
  return (await site.database.prisma.forumPost.findFirstOrThrow({ where })).id;
}

describe('the list of first posts', () => {
  test('has a topic and a reply of new members, until somebody else answers', async () => {
    const { thread, post } = await ask(newcomer);
    const { id: other } = await makeThread(site);
    const replier = await makeMember(site);
    const reply = await say(other, replier);
    const { posts, volunteers } = await read(helper);
    expect(volunteers).toBe(true);
    expect(posts.map(({ id }) => id).toSorted()).toEqual([post, reply].toSorted());
    expect(posts.find(({ id }) => id === post)).toMatchObject({
      thread: { id: thread, title: 'Est-ce que Piécettes paie ?' },
      place: 1,
      author: { pseudonym: newcomer.pseudonym },
      excerpt: 'Je débute, merci.',
    });
    expect(await countFor(helper)).toBe(2);
    await say(thread, newcomer);
    expect(await idsFor(helper)).toContain(post);
    await say(thread, await makeMember(site));
    expect(await idsFor(helper)).not.toContain(post);
  });

  test('is empty for members who did not volunteer, and closed to visitors', async () => {
    await ask(newcomer);
    const other = await makeMember(site);
    expect(await read(other)).toEqual({ volunteers: false, posts: [] });
    expect(await countFor(other)).toBeNull();
    expect((await site.get('/api/me/first-posts')).statusCode).toBe(401);
  });

  test('has no later post, none of a week ago, none that is hidden, and not one’s own', async () => {
    const { post } = await ask(newcomer);
    const own = await ask(helper);
    const { post: later } = await ask(newcomer);
    expect(await idsFor(helper)).toEqual([post]);
    expect(await idsFor(helper)).not.toContain(later);
    expect(await idsFor(helper)).not.toContain(own.post);
    await site.post(`/api/posts/${post}/withdraw`, {}, newcomer.cookie);
    expect(await idsFor(helper)).toEqual([]);
    const { post: old } = await ask(await makeMember(site));
    expect(await idsFor(helper)).toEqual([old]);
    site.clock.advanceDays(FIRST_POST_DAYS);
    expect(await idsFor(helper)).toEqual([]);
  });

  test('has none of whom she ignores, and does not tell who ignores her', async () => {
    const shy = await makeMember(site);
    const { post } = await ask(shy);
    await ask(newcomer);
    const since = site.clock.now;
    await site.database.prisma.ignore.createMany({
      data: [
        { memberId: shy.id, ignoredId: helper.id, since },
        { memberId: helper.id, ignoredId: newcomer.id, since },
      ],
    });
    expect(await idsFor(helper)).toEqual([post]);
  });
});
