import { beforeAll, describe, expect, test } from 'vitest';
import { followsResponse, type FollowsResponse } from '#shared/community/inbox.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { makeClient, CHANGE_REASON } from '#tests/api/directory/clients.testing.ts';
import { makeMembersFollow } from './inbox.testing.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { established: true });
});

const isFollowing = async (kind: string, key: string, { cookie } = member): Promise<boolean> =>
  (await site.get(`/api/me/follows/${kind}/${key}`, cookie)).json<{ following: boolean }>()
    .following;

describe('POST /api/follows', () => {
  test.each([
    ['platform', async () => 'bpeek'],
    ['thread', async () => (await makeThread(site)).id],
    ['client', async () => (await makeClient(site)).slug],
  ])('a %s is followed until she ends it', async (kind, make) => {
    const key = await make();
    expect(await isFollowing(kind, key)).toBe(false);
    const response = await site.post('/api/follows', { kind, key }, member.cookie);
    expect(response.statusCode).toBe(200);
    expect(await isFollowing(kind, key)).toBe(true);
    const ended = await site.post('/api/follows/end', { kind, key }, member.cookie);
    expect(ended.statusCode).toBe(200);
    expect(await isFollowing(kind, key)).toBe(false);
  });

  test('a second time, and an end without a beginning, change nothing', async () => {
    const other = await makeMember(site);
    await makeMembersFollow(site, 'platform', 'roamler', other, other);
    const where = { memberId: other.id };
    expect(await site.database.prisma.follow.count({ where })).toBe(1);
    for (const _ of [1, 2]) {
      const body = { kind: 'platform', key: 'roamler' };
      const { statusCode } = await site.post('/api/follows/end', body, other.cookie);
      expect(statusCode).toBe(200);
    }
    expect(await site.database.prisma.follow.count({ where })).toBe(0);
  });

  test('a form comes back to the page that it stands on, in its language', async () => {
    const fields = { kind: 'platform', key: 'bpeek' };
    const send = (_from: string) =>
      sendForm(site, '/api/follows', { ...fields, _from }, member.cookie);
    const back = await send('/en/platforms/bpeek?reviews=2&done=corrected');
    expect(back.statusCode).toBe(303);
    expect(back.headers.location).toBe('/en/platforms/bpeek?reviews=2&done=followed');
  });

  test.each(['https://elsewhere.example/fr', '//elsewhere.example/fr', '//', '/nowhere'])(
    'and never to another site: %s',
    async (_from) => {
      const fields = { kind: 'platform', key: 'bpeek', _from };
      const { headers } = await sendForm(site, '/api/follows', fields, member.cookie);
      expect(headers.location).toBe('/fr/nouvelles/abonnements?done=followed');
    },
  );

  test.each([{ kind: 'member', key: 'bpeek' }, { kind: 'platform' }, { kind: 'thread', key: 'é' }])(
    'refuses %j',
    async (body) => {
      expect((await site.post('/api/follows', body, member.cookie)).statusCode).toBe(422);
    },
  );

  test.each(['thread', 'platform', 'client'])('knows no %s that is not there', async (kind) => {
    const body = { kind, key: 'nobodyisthis' };
    expect((await site.post('/api/follows', body, member.cookie)).statusCode).toBe(404);
    expect((await site.post('/api/follows/end', body, member.cookie)).statusCode).toBe(404);
    const { statusCode } = await site.get(`/api/me/follows/${kind}/nobodyisthis`, member.cookie);
    expect(statusCode).toBe(404);
  });

  test('is for members', async () => {
    const body = { kind: 'platform', key: 'bpeek' };
    expect((await site.post('/api/follows', body)).statusCode).toBe(401);
    expect((await site.post('/api/follows/end', body)).statusCode).toBe(401);
    expect((await site.get('/api/me/follows/platform/bpeek')).statusCode).toBe(401);
  });
});

describe('a client that is joined to another', () => {
  test('stays followed, and ends with the other', async () => {
    const [one, other] = [await makeClient(site), await makeClient(site)];
    await makeMembersFollow(site, 'client', one.slug, member);
    const joined = { other: other.slug, reason: CHANGE_REASON };
    const { statusCode } = await site.post(`/api/clients/${one.slug}/join`, joined, member.cookie);
    expect(statusCode).toBeLessThan(300);
    expect(await isFollowing('client', one.slug)).toBe(true);
    expect(await isFollowing('client', other.slug)).toBe(true);
    await site.post('/api/follows/end', { kind: 'client', key: other.slug }, member.cookie);
    expect(await isFollowing('client', one.slug)).toBe(false);
  });
});

describe('what a member follows', () => {
  test('is seen by nobody else: no page and no answer is other than before', async () => {
    const thread = await makeThread(site);
    const client = await makeClient(site);
    const other = await makeMember(site);
    const paths = [
      '/api/platforms/isahit',
      `/api/clients/${client.slug}`,
      `/api/forum/threads/${thread.id}`,
      `/api/me/follows/platform/isahit`,
      '/api/me/follows',
      '/api/me/inbox',
      '/api/record',
    ];
    const readAll = async (): Promise<string[]> => {
      const bodies: string[] = [];
      for (const cookie of [undefined, other.cookie]) {
        for (const path of paths) bodies.push((await site.get(path, cookie)).body);
      }
      return bodies;
    };
    await site.catchUp();
    // The first reading of a thread is noted, for who reads it.
    await readAll();
    const before = await readAll();
    await makeMembersFollow(site, 'platform', 'isahit', member);
    await makeMembersFollow(site, 'client', client.slug, member);
    await makeMembersFollow(site, 'thread', thread.id, member);
    expect(await readAll()).toEqual(before);
  });
});

describe('GET /api/me/follows', () => {
  test('names what she follows, the latest first, a page at a time', async () => {
    const follower = await makeMember(site);
    const [thread, client] = [await makeThread(site), await makeClient(site)];
    await makeMembersFollow(site, 'platform', 'isahit', follower);
    site.clock.advanceDays(1);
    await makeMembersFollow(site, 'client', client.slug, follower);
    site.clock.advanceDays(1);
    await makeMembersFollow(site, 'thread', thread.id, follower);
    const list = async (query = ''): Promise<FollowsResponse> =>
      followsResponse.parse((await site.get(`/api/me/follows${query}`, follower.cookie)).json());
    const { follows, next } = await list();
    expect(follows.map(({ kind, key, name }) => [kind, key, name])).toEqual([
      ['thread', thread.id, `Sujet ${thread.id}`],
      ['client', client.slug, client.name],
      ['platform', 'isahit', 'Isahit'],
    ]);
    expect(next).toBeNull();
    await site.database.sql(
      `INSERT INTO follow (member_id, kind, subject, since)
       SELECT $1, 'platform', id, '2026-01-01' FROM platform WHERE slug <> 'isahit'`,
      [follower.id],
    );
    const seen: string[] = [];
    for (let query: string | null = ''; query !== null;) {
      const page: FollowsResponse = await list(query);
      seen.push(...page.follows.map(({ kind, key }) => `${kind}/${key}`));
      query = page.next === null ? null : `?before=${page.next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(2 + (await site.database.prisma.platform.count()));
  });

  test('refuses a cursor that is none, and is for members', async () => {
    expect((await site.get('/api/me/follows?before=x', member.cookie)).statusCode).toBe(422);
    expect((await site.get('/api/me/follows')).statusCode).toBe(401);
  });
});
