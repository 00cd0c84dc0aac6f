import { beforeAll, describe, expect, test } from 'vitest';
import {
  personalDataResponse,
  type PersonalDataResponse,
} from '#shared/portability/personal-data.ts';
import { PASSWORD, makeRealMember, signUpForm } from '#tests/support/accounts.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { establishNow } from '#tests/support/establish-members.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function forumOf({ cookie }: TestMember): Promise<PersonalDataResponse['forum']> {
  return personalDataResponse.parse((await site.get('/api/me/data.json', cookie)).json()).forum;
}

describe('what a member downloads', () => {
  test('holds her threads and posts with their exact times and versions, and nobody else’s', async () => {
    const member = await makeMember(site, { moderator: true });
    const { id, postId } = await makeThread(site, {
      member,
      title: 'Mon sujet',
      text: 'Avant.',
      category: 'le-site',
    });
    await makePost(site, id, { member: await makeMember(site), text: 'D’une autre.' });
    site.clock.now = new Date(site.clock.now.getTime() + 61_000);
    await site.post(`/api/forum/posts/${postId}`, { text: 'Après.' }, member.cookie);
    await readPage(site, id, member);
    const decision = { decision: 'pin', reason: 'Pour toutes.' };
    // Of another's: nobody decides on her own.
    const { id: others } = await makeThread(site);
    await decideByTwo(site, `/api/forum/threads/${others}/decisions`, decision, member);
    expect(await forumOf(member)).toEqual({
      threads: [
        { id, title: 'Mon sujet', category: 'le-site', startedAt: '2026-11-20T10:00:00.000Z' },
      ],
      posts: [
        {
          id: postId,
          thread: id,
          place: 1,
          postedAt: '2026-11-20T10:00:00.000Z',
          editedAt: '2026-11-20T10:01:01.000Z',
          text: 'Après.',
          pictures: [],
          versions: [{ number: 1, text: 'Avant.', replacedAt: '2026-11-20T10:01:01.000Z' }],
        },
      ],
      reads: [{ thread: id, place: 2, readAt: '2026-11-20T10:01:01.000Z', postedAt: null }],
      decisions: [
        {
          thread: others,
          kind: 'pin',
          rule: null,
          reason: 'Pour toutes.',
          decidedOn: '2026-11-20',
        },
      ],
    });
  });
});

describe('an account that is deleted', () => {
  test('leaves its threads and posts under nobody, and forgets what was read', async () => {
    const member = await makeRealMember(site, 'Partie du forum');
    const { id, postId } = await makeThread(site, { member, title: 'Resté là' });
    const other = await makeMember(site);
    await makePost(site, id, { member: other });
    await makePost(site, id, { member, text: 'Mes mots.' });
    await readPage(site, id, member);
    const left = await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    expect(left.statusCode).toBe(200);
    const thread = await readPage(site, id, other);
    expect(thread).toMatchObject({ title: 'Resté là', author: { pseudonym: null } });
    expect(thread.posts.map(({ author, html }) => [author.pseudonym, html !== null])).toEqual([
      [null, true],
      [other.pseudonym, true],
      [null, true],
    ]);
    const { prisma } = site.database;
    expect(await prisma.forumRead.count({ where: { memberId: member.id } })).toBe(0);
    expect((await site.get(`/api/forum/posts/${postId}`)).body).not.toContain('Partie du forum');
    expect((await site.get(`/p/${postId}`)).statusCode).toBe(302);
    const threads = await site.get('/api/forum/threads?member=Partie%20du%20forum');
    expect(threads.statusCode).toBe(404);
  });
});

test('nobody takes the pseudonym of a deleted account that wrote, and one that did not is free', async () => {
  const { prisma } = site.database;
  const before = await prisma.leftPseudonym.count();
  const writer = await makeRealMember(site, 'Plume perdue');
  await makeThread(site, { member: writer });
  const silent = await makeRealMember(site, 'Jamais écrit');
  for (const { cookie } of [writer, silent]) {
    const left = await site.post('/api/me/delete', { password: PASSWORD }, cookie);
    expect(left.statusCode).toBe(200);
  }
  const taken = await site.post('/api/sign-up', signUpForm({ pseudonym: 'PLUME pérdue' }));
  expect(taken.json()).toMatchObject({ error: { fields: { pseudonym: { code: 'taken' } } } });
  const free = await site.post('/api/sign-up', signUpForm({ pseudonym: 'Jamais écrit' }));
  expect(free.statusCode, free.body).toBe(201);
  // What stays tells nobody the name.
  const kept = await prisma.leftPseudonym.findMany();
  expect(kept).toHaveLength(before + 1);
  expect(kept.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
});

test('an account is deleted while others answer in its threads, and while it writes', async () => {
  for (let round = 0; round < 4; round += 1) {
    const member = await makeRealMember(site, `Pressée ${round}`);
    const started = await site.post(
      '/api/forum/threads',
      { category: 'astuces', title: 'Encore un sujet', text: 'Qui sait ?' },
      member.cookie,
    );
    const { id } = started.json<{ id: string }>();
    const own = await makePost(site, id, { member });
    const others = await Promise.all(Array.from({ length: 4 }, () => makeMember(site)));
    const leave = () => site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    const leaving = leave();
    // While the password is checked, so that some acts begin before and end after.
    await new Promise((resolve) => {
      setTimeout(resolve, 20 + 5 * round);
    });
    const path = `/api/forum/threads/${id}/posts`;
    const [replies, acts] = await Promise.all([
      Promise.all(others.map(({ cookie }) => site.post(path, { text: 'Moi.' }, cookie))),
      Promise.all([
        site.post(path, { text: 'Moi aussi.' }, member.cookie),
        site.post(`/api/forum/posts/${own}`, { text: 'Autrement.' }, member.cookie),
        site.get(`/api/forum/threads/${id}`, member.cookie),
      ]),
    ]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    for (const { statusCode } of acts) expect([200, 201, 401, 403, 409, 503]).toContain(statusCode);
    if ((await leaving).statusCode !== 200) expect((await leave()).statusCode).toBe(200);
    const { posts, count } = await readPage(site, id);
    expect(posts.map(({ place }) => place)).toEqual(posts.map((_, index) => index + 1));
    expect(posts).toHaveLength(count);
  }
});

test('nothing of the forum counts towards being established', async () => {
  const member = await makeMember(site);
  for (let month = 0; month < 3; month += 1) {
    site.clock.advanceDays(31);
    const { id } = await makeThread(site, { member });
    for (let post = 0; post < 4; post += 1) await makePost(site, id, { member });
  }
  await establishNow(site);
  const kept = await site.database.prisma.member.findUniqueOrThrow({ where: { id: member.id } });
  expect(kept.establishedOn).toBeNull();
});
