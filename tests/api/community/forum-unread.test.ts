import { beforeAll, describe, expect, test } from 'vitest';
import { threadsResponse, unreadResponse, type ListedThread } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { fillThread, makePost, makeThread, readPage } from '#tests/support/forum.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** The threads that a member began, as the reader of the cookie sees them listed. */
async function startedBy(pseudonym: string, cookie: string): Promise<ListedThread[]> {
  const path = `/api/forum/threads?member=${encodeURIComponent(pseudonym)}`;
  return threadsResponse.parse((await site.get(path, cookie)).json()).threads;
}

describe('how far a member has read', () => {
  test('is noted by reading, only ever further, and said as it was before', async () => {
    const { id, member } = await makeThread(site);
    await fillThread(site, id, 45, member);
    const { cookie } = await makeMember(site);
    const before = async (page: number): Promise<number | null> =>
      (await readPage(site, id, { page, cookie })).lastRead;
    expect(await before(2)).toBe(0);
    expect(await before(1)).toBe(40);
    expect(await before(2)).toBe(40);
    const listed = await startedBy(member.pseudonym, cookie);
    expect(listed).toMatchObject([{ posts: 45, unread: 5, firstUnread: 41 }]);
    expect(await before(3)).toBe(40);
    expect(await before(3)).toBe(45);
    const [read] = await startedBy(member.pseudonym, cookie);
    expect(read).toMatchObject({ unread: 0, firstUnread: null });
  });

  test('leads to the first post that she has not read, and asking marks nothing', async () => {
    const { id, member } = await makeThread(site);
    await fillThread(site, id, 45, member);
    const { cookie } = await makeMember(site);
    const unread = async (who?: string): Promise<object> =>
      unreadResponse.parse((await site.get(`/api/forum/threads/${id}/unread`, who)).json());
    expect(await unread()).toEqual({ page: 1, place: 1 });
    expect(await unread(cookie)).toEqual({ page: 1, place: 1 });
    await readPage(site, id, { page: 1, cookie });
    expect(await unread(cookie)).toEqual({ page: 2, place: 21 });
    expect(await unread(cookie)).toEqual({ page: 2, place: 21 });
    await readPage(site, id, { page: 3, cookie });
    expect(await unread(cookie)).toEqual({ page: 3, place: 45 });
    expect((await site.get('/api/forum/threads/zzzzzzzzzzzz/unread', cookie)).statusCode).toBe(404);
  });

  test('is all, once she marks everything as read; what comes later is new', async () => {
    const { id, member } = await makeThread(site);
    await fillThread(site, id, 30, member);
    const { cookie } = await makeMember(site);
    const shown = async (): Promise<ListedThread | undefined> =>
      (await startedBy(member.pseudonym, cookie))[0];
    expect(await shown()).toMatchObject({ unread: 30, firstUnread: 1 });
    expect((await site.post('/api/forum/read-all', {}, cookie)).statusCode).toBe(200);
    expect(await shown()).toMatchObject({ unread: 0, firstUnread: null });
    site.clock.advanceDays(1);
    await makePost(site, id, { member });
    expect(await shown()).toMatchObject({ unread: 1, firstUnread: 31 });
    expect((await readPage(site, id, { page: 2, cookie })).lastRead).toBe(30);
    expect((await site.post('/api/forum/read-all', {})).statusCode).toBe(401);
  });
});
