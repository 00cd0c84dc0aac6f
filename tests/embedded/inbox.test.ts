import { beforeAll, expect, test } from 'vitest';
import { notify } from '#server/inbox/notify.ts';
import { tellMonth } from '#server/inbox/months.ts';
import { forgetOldLines } from '#server/inbox/forget.ts';
import { followsResponse } from '#shared/inbox.ts';
import { letFollow, makeInboxLine, readInbox } from '#tests/api/inbox.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

test('what members follow and are told works on the embedded database', async () => {
  const member = await makeMember(site);
  const thread = await makeThread(site);
  await letFollow(site, 'platform', 'appen', member);
  await letFollow(site, 'thread', thread.id, member);
  const follows = await site.get('/api/me/follows', member.cookie);
  expect(followsResponse.parse(follows.json()).follows).toHaveLength(2);
  await makeInboxLine(site, member);
  const news = { kind: 'mention', subject: thread.postId } as const;
  for (const _ of [1, 2]) {
    await site.database.prisma.$transaction((tx) =>
      notify(tx, [member.id], news, site.clock.now, thread.member.id),
    );
  }
  expect((await readInbox(site, member)).items).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'mention', count: 2 }),
      expect.objectContaining({ kind: 'platform-standing', count: 1 }),
    ]),
  );
  await site.get(`/api/forum/threads/${thread.id}`, member.cookie);
  expect((await readInbox(site, member)).unread).toBe(1);
  const claim = { slug: 'appen', state: 'waiting', publishedOn: '2026-11-10' } as const;
  for (const _ of [1, 2, 3]) await makePayout(site, claim);
  site.clock.advanceDays(20);
  expect(await tellMonth(site.database, site.clock.now)).toBe(true);
  expect((await readInbox(site, member)).items[0]).toMatchObject({
    kind: 'platform-claims',
    facts: { month: '2026-11', members: 3 },
  });
  await site.post('/api/me/inbox/read', {}, member.cookie);
  site.clock.advanceDays(31);
  await site.database.prisma.$transaction((tx) => forgetOldLines(tx, site.clock.now));
  expect((await readInbox(site, member)).items).toEqual([]);
});
