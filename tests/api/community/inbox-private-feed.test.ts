import { parseFeed } from '@rowanmanning/feed-parser';
import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { notify } from '#server/identity/notifications/notify.ts';
import { followsResponse } from '#shared/community/inbox.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread, type TestThread } from '#tests/support/forum.ts';

let site: TestApp;
let member: TestMember;
let thread: TestThread;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  thread = await makeThread(site, { title: 'Qui est payé ?' });
  const news = { kind: 'mention', subject: thread.postId } as const;
  await site.database.prisma.$transaction((tx) =>
    notify(tx, [member.id], news, site.clock.now, thread.member.id),
  );
});

const change = (how: string, { cookie } = member): Promise<LightMyRequestResponse> =>
  site.post('/api/me/private-feed', { change: how }, cookie);
const secretOf = async ({ cookie } = member): Promise<string | null> =>
  followsResponse.parse((await site.get('/api/me/follows', cookie)).json()).feedSecret;
const read = (
  secret: string | null,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  site.app.inject({
    url: `/fr/nouvelles/${secret}/flux.atom`,
    headers: { host: 'localhost', ...headers },
  });

describe('a private feed', () => {
  test('is not there until she makes it, then reads her inbox to who has the address', async () => {
    expect(await secretOf()).toBeNull();
    expect((await change('make')).statusCode).toBe(200);
    const secret = await secretOf();
    expect(secret).toMatch(/^[\w-]{43}$/);
    const response = await read(secret);
    expect(response.statusCode).toBe(200);
    const feed = parseFeed(response.body);
    expect(feed.items).toMatchObject([
      {
        title: `${thread.member.pseudonym} parle de vous dans «\u00a0Qui est payé ?\u00a0».`,
        url: `http://localhost/fr/forum/messages/${thread.postId}`,
      },
    ]);
  });

  test('stays in no cache and no index, and its address in no other place', async () => {
    const secret = (await secretOf()) ?? '';
    const { headers, body } = await read(secret);
    expect(headers).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    // Once: the feed names itself, and nothing else in it leads back to it.
    expect(body.split(secret)).toHaveLength(2);
    expect(body).toContain(
      `<link rel="self" type="application/atom+xml" href="http://localhost/fr/nouvelles/${secret}/flux.atom"/>`,
    );
    const page = await site.app.inject({
      url: '/fr/nouvelles/abonnements',
      headers: { host: 'localhost', accept: 'text/html', cookie: member.cookie },
    });
    expect(page.body.split(secret)).toHaveLength(2);
    expect(page.body).not.toMatch(new RegExp(`(href|src|action)="[^"]*${secret}`));
    expect(page.headers['cache-control']).toContain('no-store');
    expect(page.body).toContain('content="noindex"');
  });

  test('is not sent again to who has it', async () => {
    const secret = await secretOf();
    const { headers } = await read(secret);
    const known = await read(secret, { 'if-none-match': String(headers['etag']) });
    expect([known.statusCode, known.body]).toEqual([304, '']);
    expect(known.headers['cache-control']).toBe('private, no-store');
    const since = { 'if-modified-since': String(headers['last-modified']) };
    expect((await read(secret, since)).statusCode).toBe(304);
  });

  test('stands in the database by its hash alone', async () => {
    const secret = (await secretOf()) ?? '';
    const choices = await site.database.prisma.memberChoices.findUniqueOrThrow({
      where: { memberId: member.id },
    });
    expect(JSON.stringify(choices)).not.toContain(secret);
    expect(choices.feedHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('moves: the earlier address opens nothing any more', async () => {
    const before = await secretOf();
    const form = await sendForm(
      site,
      '/api/me/private-feed',
      { change: 'make', _from: '/en/inbox/following' },
      member.cookie,
    );
    expect(form.headers.location).toBe('/en/inbox/following?done=feed-made');
    const after = await secretOf();
    expect(after).not.toBe(before);
    expect((await read(before)).statusCode).toBe(404);
    expect((await read(after)).statusCode).toBe(200);
  });

  test('ends, and no earlier address comes back with a new one', async () => {
    const before = await secretOf();
    expect((await change('end')).statusCode).toBe(200);
    expect(await secretOf()).toBeNull();
    expect((await read(before)).statusCode).toBe(404);
    await change('make');
    expect(await secretOf()).not.toBe(before);
    expect((await read(before)).statusCode).toBe(404);
  });

  test.each(['x', 'A'.repeat(43), `${'A'.repeat(42)}'`, 'A'.repeat(5_000), '%00'])(
    'a wrong secret is not found: %s',
    async (secret) => {
      expect((await read(secret)).statusCode).toBe(404);
    },
  );

  test('goes with her account', async () => {
    const leaving = await makeMember(site);
    await change('make', leaving);
    const secret = await secretOf(leaving);
    expect((await read(secret)).statusCode).toBe(200);
    await site.database.prisma.member.delete({ where: { id: leaving.id } });
    expect((await read(secret)).statusCode).toBe(404);
  });

  test('is for members, and refuses what is no change', async () => {
    expect((await site.post('/api/me/private-feed', { change: 'make' })).statusCode).toBe(401);
    expect((await change('show')).statusCode).toBe(422);
    expect((await site.get('/api/me/follows')).statusCode).toBe(401);
  });
});
