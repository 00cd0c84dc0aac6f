import { beforeAll, describe, expect, test } from 'vitest';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { MOVE_REASON, makeTopic, mergeThreads, proposeMove } from '#tests/support/moved-posts.ts';
import { answerAct } from '#tests/support/proposals.ts';

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeMember(site, { moderator: true });
});

const propose = (id: string, body: object, cookie: string | undefined = moderator.cookie) =>
  proposeMove(site, id, body, cookie);

describe('what cannot be moved says why', () => {
  const refusalOf = async (id: string, body: object) => {
    const response = await propose(id, body);
    const { error } = response.json<{ error: { fields?: Record<string, { code: string }> } }>();
    const [field] = Object.entries(error.fields ?? {});
    return `${response.statusCode} ${field?.[0]}: ${field?.[1].code}`;
  };

  test('an address that leads to no topic, the same topic, one that is emptied', async () => {
    const one = await makeTopic(site, 'Un');
    const other = await makeTopic(site, 'Deux');
    const gone = await makeTopic(site, 'Trois');
    await mergeThreads(site, gone.id, other.id);
    for (const [to, why] of [
      ['http://localhost/fr/plateformes', '422 to: unknown-topic'],
      ['zzzzzzzzzzzz', '422 to: unknown-topic'],
      [`/p/${one.posts[1]}`, '422 to: same-topic'],
      [gone.id, '422 to: topic-emptied'],
      [undefined, '422 to: required'],
    ]) {
      expect(await refusalOf(one.id, { move: 'merge', to })).toBe(why);
    }
    expect(await refusalOf(gone.id, { move: 'merge', to: one.id })).toBe('422 to: topic-emptied');
  });

  test('a guide, a closed topic', async () => {
    const other = await makeTopic(site, 'Deux');
    const { sql } = site.database;
    for (const [set, why] of [
      [`closed_on = '2026-11-20', closed_rule = 'settled', closed_reason = 'Dit.'`, 'topic-closed'],
      [
        `guide_on = '2026-11-20', guide_of = 'x', guide_sources = '[]', guide_by = '[]'`,
        'topic-is-guide',
      ],
    ] as const) {
      const { id } = await makeTopic(site, 'Un');
      await sql(`UPDATE forum_thread SET ${set} WHERE id = $1`, [id]);
      expect(await refusalOf(id, { move: 'merge', to: other.id })).toBe(`422 to: ${why}`);
    }
  });

  test('the debate of a boycott is merged into no topic, nor loses all its posts; others move into it', async () => {
    const [debate, other] = [await makeTopic(site, 'Débat'), await makeTopic(site, 'Deux')];
    const { id: boycott } = await makeBoycott(site);
    const where = { id: debate.id };
    await site.database.prisma.forumThread.update({ where, data: { boycottId: boycott } });
    const to = other.id;
    expect(await refusalOf(debate.id, { move: 'merge', to })).toBe('422 to: topic-of-boycott');
    const all = { move: 'posts', to, posts: debate.posts };
    expect(await refusalOf(debate.id, all)).toBe('422 posts: topic-of-boycott');
    expect((await readPage(site, debate.id)).posts).toHaveLength(3);
    await mergeThreads(site, other.id, debate.id);
    expect((await readPage(site, debate.id)).posts).toHaveLength(6);
  });

  test('posts of another topic, none, the first one', async () => {
    const one = await makeTopic(site, 'Un');
    const other = await makeTopic(site, 'Deux');
    const move = { move: 'posts', to: other.id };
    for (const [posts, why] of [
      [undefined, 'no-posts'],
      [other.posts.slice(1), 'posts-elsewhere'],
      [['zzzzzzzzzzzz'], 'posts-elsewhere'],
      [one.posts.slice(0, 2), 'opening-post'],
    ] as const) {
      expect(await refusalOf(one.id, { ...move, posts })).toBe(`422 posts: ${why}`);
    }
    const posts = one.posts.slice(1);
    expect(await refusalOf(one.id, { move: 'posts', posts })).toBe('422 to: required');
    const title = 'Non';
    expect(await refusalOf(one.id, { move: 'posts', posts, title })).toBe('422 title: too-short');
    expect(await refusalOf(one.id, { ...move, posts, reason: undefined })).toBe(
      '422 reason: required',
    );
  });

  test('what the moderator wrote herself; nobody else of her voice may agree either', async () => {
    const one = await makeTopic(site, 'Un');
    const other = await makeTopic(site, 'Deux');
    await makePost(site, one.id, { member: moderator });
    expect(await refusalOf(one.id, { move: 'merge', to: other.id })).toBe('422 to: own-posts');
    const third = await makeMember(site, { moderator: true });
    const proposed = await propose(one.id, { move: 'merge', to: other.id }, third.cookie);
    const { id: act } = proposed.json<{ id: string }>();
    expect(await answerAct(site, act, moderator)).toBe(403);
    expect(await answerAct(site, act, await makeMember(site, { moderator: true }))).toBe(200);
  });

  test('is for moderators who did not begin one of them, and for topics that are there', async () => {
    const one = await makeTopic(site, 'Un');
    const mine = await makeThread(site, { member: moderator });
    const merge = { move: 'merge', to: one.id, reason: MOVE_REASON };
    const path = `/api/forum/threads/${mine.id}/moves`;
    expect((await site.post(path, merge)).statusCode).toBe(401);
    expect((await site.post(path, merge, one.member.cookie)).statusCode).toBe(403);
    expect((await propose(one.id, { move: 'merge', to: mine.id })).statusCode).toBe(403);
    expect((await propose('zzzzzzzzzzzz', merge)).statusCode).toBe(404);
    expect((await readPage(site, mine.id)).count).toBe(1);
  });

  test('a proposal that no longer fits is a conflict, and nothing moves', async () => {
    const one = await makeTopic(site, 'Un');
    const [other, third] = [await makeTopic(site, 'Deux'), await makeTopic(site, 'Trois')];
    const proposed = await propose(one.id, { move: 'merge', to: other.id });
    const { id: act } = proposed.json<{ id: string }>();
    await mergeThreads(site, other.id, third.id);
    expect(await answerAct(site, act, await makeMember(site, { moderator: true }))).toBe(409);
    expect((await readPage(site, one.id)).posts).toHaveLength(3);
  });
});
