import { beforeAll, describe, expect, test } from 'vitest';
import { withdrawAllPosts } from '#server/community/forum/withdraw-all-posts.ts';
import { makeRealMember, PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const withdrawAll = (cookie: string, password = PASSWORD) =>
  site.post('/api/me/posts/withdraw', { password }, cookie);

describe('a member takes back all that she wrote in the forum', () => {
  test('her own threads go whole, elsewhere tombstones stay, and the words of others stand', async () => {
    const member = await makeRealMember(site, 'Reprend tout');
    const other = await makeMember(site);
    const alone = await makeThread(site, { member });
    await makePost(site, alone.id, { member, text: 'Encore moi.' });
    const shared = await makeThread(site, { member: other });
    await makePost(site, shared.id, { member, text: 'Mes mots.' });
    await makePost(site, shared.id, { member: other, text: 'Les siens.' });

    const done = await withdrawAll(member.cookie);

    expect(done.statusCode).toBe(200);
    expect((await site.get(`/api/forum/threads/${alone.id}`)).statusCode).toBe(410);
    const thread = await readPage(site, shared.id, other);
    expect(thread.posts.map(({ html }) => html !== null)).toEqual([true, false, true]);
    expect(JSON.stringify(thread)).not.toContain('Mes mots');
    expect(await site.database.prisma.forumPost.count({ where: { memberId: member.id } })).toBe(0);
    const withdrawn = await site.database.prisma.recordEntry.count({
      where: { kind: 'post-withdrawn', salt: { not: null } },
    });
    expect(withdrawn).toBeGreaterThanOrEqual(3);
  });

  test('not with another password: nothing is taken back then', async () => {
    const member = await makeRealMember(site, 'Garde tout');
    await makeThread(site, { member });
    expect((await withdrawAll(member.cookie, 'un autre mot de passe')).statusCode).toBe(422);
    expect(await site.database.prisma.forumPost.count({ where: { memberId: member.id } })).toBe(1);
  });

  test('a part at a time where there are many, and says whether some are left', async () => {
    const member = await makeRealMember(site, 'Beaucoup écrit');
    const { id } = await makeThread(site, { member: await makeMember(site) });
    for (let nth = 0; nth < 3; nth += 1) await makePost(site, id, { member });
    const viewer = { ...member, language: 'fr', established: false, roles: [] } as const;
    const some = () => withdrawAllPosts(site.database, viewer, site.clock.now, 2);
    expect((await some()).left).toBe(true);
    expect((await some()).left).toBe(false);
    expect(await site.database.prisma.forumPost.count({ where: { memberId: member.id } })).toBe(0);
  });

  test('only signed in', async () => {
    expect((await withdrawAll('')).statusCode).toBe(401);
  });
});
