import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { deleteOldInboxItems } from '#server/community/inbox/delete-old-items.ts';
import { notify, notifyFollowers, type InboxNews } from '#server/identity/notifications/notify.ts';
import { markPostsRead } from '#server/identity/notifications/mark-read.ts';
import {
  INBOX_PAGE_SIZE,
  inboxResponse,
  READ_ITEM_RETENTION_DAYS,
} from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { makeMembersFollow, readInbox } from './inbox.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const tell = (members: readonly TestMember[], news: InboxNews, from?: TestMember): Promise<void> =>
  site.database.prisma.$transaction((tx) =>
    notify(
      tx,
      members.map(({ id }) => id),
      news,
      site.clock.now,
      from?.id ?? null,
    ),
  );

const page = async (path: string, { cookie }: TestMember): Promise<string> =>
  (
    await site.app.inject({
      url: path,
      headers: { host: 'localhost', accept: 'text/html', cookie },
    })
  ).body;

describe('GET /api/me/inbox', () => {
  test('says who mentioned, quoted and wrote, and where', async () => {
    const member = await makeMember(site);
    const thread = await makeThread(site, { title: 'Qui paie ce mois-ci ?' });
    const post = await makePost(site, thread.id, thread);
    await tell([member], { kind: 'mention', subject: post });
    await tell([member], { kind: 'quote', subject: post });
    await tell([member], { kind: 'thread', subject: thread.id });
    await tell([member], { kind: 'message', subject: thread.member.id });
    const { items, unread } = await readInbox(site, member);
    expect(unread).toBe(4);
    const by = thread.member.pseudonym;
    const about = { key: post, name: 'Qui paie ce mois-ci ?' };
    expect(Object.fromEntries(items.map((item) => [item.kind, item.about]))).toEqual({
      mention: { ...about, by },
      quote: { ...about, by },
      thread: { ...about, by: null },
      message: { key: by, name: by, by },
    });
  });

  test('a line that happens again is renewed, not doubled; once read it begins anew', async () => {
    const member = await makeMember(site);
    const thread = await makeThread(site);
    const news = { kind: 'message', subject: thread.member.id } as const;
    await tell([member], news);
    await site.database.prisma.inboxItem.updateMany({
      where: { memberId: member.id },
      data: { pushedAt: site.clock.now },
    });
    await tell([member, member], news);
    expect((await readInbox(site, member)).items).toMatchObject([{ count: 2, unread: true }]);
    const where = { memberId: member.id };
    const pushedAt = async () =>
      (await site.database.prisma.inboxItem.findFirstOrThrow({ where })).pushedAt;
    // She was told on her phone already.
    expect(await pushedAt()).not.toBeNull();
    await site.post('/api/me/inbox/read', {}, member.cookie);
    await tell([member], news);
    expect((await readInbox(site, member)).items).toMatchObject([{ count: 1, unread: true }]);
    expect(await pushedAt()).toBeNull();
  });

  test('nobody hears of what she did herself, nor of whom she ignores', async () => {
    const [author, friend, tired] = await Promise.all([1, 2, 3].map(() => makeMember(site)));
    if (author === undefined || friend === undefined || tired === undefined) throw new Error();
    await site.database.sql(
      'INSERT INTO ignore (member_id, ignored_id, since) VALUES ($1, $2, $3::timestamptz)',
      [tired.id, author.id, site.clock.now.toISOString()],
    );
    const thread = await makeThread(site, { member: author });
    const subject = await makePost(site, thread.id, thread);
    await tell([author, friend, tired], { kind: 'mention', subject }, author);
    const heard = async (one: TestMember): Promise<number> => (await readInbox(site, one)).unread;
    expect([await heard(author), await heard(friend), await heard(tired)]).toEqual([0, 1, 0]);
  });

  test('goes on where it ended, what is unread first, each line once', async () => {
    const member = await makeMember(site);
    const total = INBOX_PAGE_SIZE + 7;
    const thread = await makeThread(site);
    const posts: string[] = [];
    for (let index = 0; index < total; index += 1) {
      posts.push(await makePost(site, thread.id, thread));
      site.clock.now = new Date(site.clock.now.getTime() + 60_000);
      await tell([member], { kind: 'mention', subject: posts[index] ?? '' });
    }
    const first = await readInbox(site, member);
    // The newest one is read: it comes last of all.
    const newest = first.items[0]?.id ?? '';
    await site.post(`/api/me/inbox/${newest}/read`, {}, member.cookie);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const path: string = `/api/me/inbox${next === '' ? '' : `?before=${next}`}`;
      const answer = inboxResponse.parse((await site.get(path, member.cookie)).json());
      seen.push(...answer.items.map(({ id }) => id));
      ({ next } = answer);
    }
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect(seen.at(-1)).toBe(newest);
  });

  test('a line about what is gone says so, until it is swept away', async () => {
    const member = await makeMember(site);
    await tell([member], { kind: 'message', subject: randomId() });
    expect(await readInbox(site, member)).toMatchObject({ unread: 1, items: [{ about: null }] });
    expect(await page('/fr/nouvelles', member)).toContain('n’existe plus');
    await site.database.prisma.$transaction((tx) => deleteOldInboxItems(tx, site.clock.now));
    expect(await readInbox(site, member)).toMatchObject({ unread: 0, items: [] });
  });

  test('refuses a cursor that is none, and is for members', async () => {
    const { cookie } = await makeMember(site);
    expect((await site.get('/api/me/inbox?before=u_yesterday', cookie)).statusCode).toBe(422);
    expect((await site.get('/api/me/inbox')).statusCode).toBe(401);
  });
});

describe('reading', () => {
  test('one line is marked; nobody marks those of others', async () => {
    const [member, other] = [await makeMember(site), await makeMember(site)];
    const thread = await makeThread(site);
    await tell([member], { kind: 'message', subject: thread.member.id });
    const [item] = (await readInbox(site, member)).items;
    const path = `/api/me/inbox/${item?.id}/read`;
    expect((await site.post(path, {}, other.cookie)).statusCode).toBe(404);
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await readInbox(site, member)).unread).toBe(1);
    const form = await sendForm(site, path, { _from: '/en/inbox' }, member.cookie);
    expect(form.headers.location).toBe('/en/inbox?done=read');
    expect((await readInbox(site, member)).unread).toBe(0);
    expect((await site.post('/api/me/inbox/nope/read', {}, member.cookie)).statusCode).toBe(404);
  });

  test('all of them at once', async () => {
    const member = await makeMember(site);
    const thread = await makeThread(site);
    await tell([member], { kind: 'message', subject: thread.member.id });
    await tell([member], { kind: 'thread', subject: thread.id });
    expect((await site.post('/api/me/inbox/read', {})).statusCode).toBe(401);
    expect((await site.post('/api/me/inbox/read', {}, member.cookie)).statusCode).toBe(200);
    expect((await readInbox(site, member)).items.map(({ unread }) => unread)).toEqual([
      false,
      false,
    ]);
  });

  test('opening a line leads to its place and marks it; for its owner alone', async () => {
    const [member, other] = [await makeMember(site), await makeMember(site)];
    const thread = await makeThread(site);
    const post = await makePost(site, thread.id, thread);
    await tell([member], { kind: 'mention', subject: post });
    const [item] = (await readInbox(site, member)).items;
    const path = `/fr/nouvelles/${item?.id}`;
    expect((await site.get(path, other.cookie)).statusCode).toBe(404);
    expect((await site.get(path)).statusCode).toBe(401);
    const opened = await site.get(path, member.cookie);
    expect(opened.statusCode).toBe(302);
    expect(opened.headers.location).toBe(`/fr/forum/messages/${post}`);
    expect((await readInbox(site, member)).unread).toBe(0);
  });

  test('the places read of a thread: its mentions there, itself at its end', async () => {
    const member = await makeMember(site);
    const thread = await makeThread(site);
    const posts = [
      await makePost(site, thread.id, thread),
      await makePost(site, thread.id, thread),
    ];
    const { postId: elsewhere } = await makeThread(site);
    for (const subject of [...posts, elsewhere]) await tell([member], { kind: 'mention', subject });
    await tell([member], { kind: 'thread', subject: thread.id });
    const readPlaces = (from: number, to: number): Promise<void> =>
      markPostsRead(site.database.sql, member.id, thread.id, { from, to }, site.clock.now);
    const unread = async (): Promise<string[]> =>
      (await readInbox(site, member)).items
        .filter((item) => item.unread)
        .map(({ kind }) => kind)
        .toSorted();
    await readPlaces(1, 2);
    expect(await unread()).toEqual(['mention', 'mention', 'thread']);
    await site.database.prisma.$transaction((tx) =>
      markPostsRead(tx.sql, member.id, thread.id, { from: 3, to: 3 }, site.clock.now),
    );
    expect(await unread()).toEqual(['mention']);
  });

  test('a thread that she has read in part leads to the first post that she has not', async () => {
    const member = await makeMember(site);
    const thread = await makeThread(site);
    const posts: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      posts.push(await makePost(site, thread.id, thread));
      await tell([member], { kind: 'thread', subject: thread.id });
    }
    expect((await readInbox(site, member)).items).toMatchObject([
      { count: 4, about: { key: posts[0] } },
    ]);
    await site.database.prisma.forumRead.create({
      data: { memberId: member.id, threadId: thread.id, place: 3, readAt: site.clock.now },
    });
    expect((await readInbox(site, member)).items).toMatchObject([
      { count: 2, about: { key: posts[2] } },
    ]);
  });
});

describe('the header', () => {
  test('counts what is unread up to 99, for members', async () => {
    const member = await makeMember(site);
    expect(await page('/fr/regles', member)).toContain('>Mes nouvelles<');
    const thread = await makeThread(site);
    await tell([member], { kind: 'thread', subject: thread.id });
    expect(await page('/fr/regles', member)).toContain('>Mes nouvelles (1)<');
    await site.database.prisma.inboxItem.createMany({
      data: Array.from({ length: 120 }, () => ({
        id: randomId(),
        memberId: member.id,
        kind: 'message',
        subject: randomId(),
        at: site.clock.now,
      })),
    });
    expect(await page('/en/rules', member)).toContain('>My inbox (99+)<');
    expect((await site.get('/fr/regles')).body).not.toContain('Mes nouvelles');
  });
});

describe('who follows', () => {
  test('hears once, also where a client that she follows twice was joined', async () => {
    const [one, except, author] = [
      await makeMember(site),
      await makeMember(site),
      await makeMember(site),
    ];
    await makeMembersFollow(site, 'platform', 'bpeek', one, except, author);
    const subject = await platformId(site, 'bpeek');
    await site.database.prisma.$transaction((tx) =>
      notifyFollowers(
        tx,
        { kind: 'platform', subject },
        { kind: 'platform-reply', subject },
        site.clock.now,
        { from: author.id, except: [except.id] },
      ),
    );
    expect((await readInbox(site, one)).items).toMatchObject([
      { kind: 'platform-reply', count: 1, about: { key: 'bpeek' } },
    ]);
    expect((await readInbox(site, except)).unread).toBe(0);
    expect((await readInbox(site, author)).unread).toBe(0);
  });
});

describe('what is kept', () => {
  test('a read line goes after a month, an unread one stays', async () => {
    const member = await makeMember(site);
    const thread = await makeThread(site);
    await tell([member], { kind: 'message', subject: thread.member.id });
    await site.post('/api/me/inbox/read', {}, member.cookie);
    await tell([member], { kind: 'thread', subject: thread.id });
    site.clock.advanceDays(READ_ITEM_RETENTION_DAYS + 1);
    await site.database.prisma.$transaction((tx) => deleteOldInboxItems(tx, site.clock.now));
    expect((await readInbox(site, member)).items.map(({ kind }) => kind)).toEqual(['thread']);
  });

  test('stands in her data, and goes with her account', async () => {
    const member = await makeMember(site);
    await makeMembersFollow(site, 'platform', 'bpeek', member);
    await tell([member], { kind: 'platform-reply', subject: await platformId(site, 'bpeek') });
    const data = (await site.get('/api/me/data.json', member.cookie)).json<{
      follows: object[];
      inbox: object[];
      choices: object;
    }>();
    expect(data.follows).toMatchObject([{ kind: 'platform', name: 'bpeek' }]);
    expect(data.inbox).toMatchObject([{ kind: 'platform-reply', count: 1, readAt: null }]);
    expect(data.choices).toMatchObject({ followsOwn: true, privateFeed: false });
    await site.database.prisma.member.delete({ where: { id: member.id } });
    const where = { memberId: member.id };
    expect(await site.database.prisma.follow.count({ where })).toBe(0);
    expect(await site.database.prisma.inboxItem.count({ where })).toBe(0);
  });
});

describe('a member who leaves in this moment', () => {
  test('takes no line of others with her', async () => {
    const [leaving, staying] = [await makeMember(site), await makeMember(site)];
    const thread = await makeThread(site);
    const { prisma } = site.database;
    await prisma.$transaction(async (tx) => {
      await tx.member.delete({ where: { id: leaving.id } });
      // Within it: what waited for its end would never come to an end itself.
      await tell([leaving, staying], { kind: 'thread', subject: thread.id });
    });
    expect((await readInbox(site, staying)).unread).toBe(1);
  });
});
