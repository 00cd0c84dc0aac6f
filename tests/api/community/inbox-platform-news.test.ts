import { beforeAll, describe, expect, test } from 'vitest';
import type { InboxItem, InboxKind } from '#shared/community/inbox.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeCheck,
  makeMember,
  makePayout,
  makeReply,
  type TestMember,
} from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { remindAuthors } from '#tests/support/remind-authors.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import { makeMembersFollow, readInbox } from './inbox.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const linesOf = async (member: TestMember, kind: InboxKind): Promise<InboxItem[]> =>
  (await readInbox(site, member)).items.filter((item) => item.kind === kind);

describe('a standing that changes', () => {
  test('is told to who follows, in the transaction that changes it, with what it was', async () => {
    const [follower, other] = [await makeMember(site), await makeMember(site)];
    await makeMembersFollow(site, 'platform', 'bpeek', follower);
    await makeMembersFollow(site, 'platform', 'roamler', other);
    const moderator = await makeMember(site, { moderator: true });
    const close = { kind: 'close-platform', rule: 'announced', reason: 'Elle l’a annoncé.' };
    await decideByTwo(site, '/api/platforms/bpeek/decisions', close, moderator);
    expect(await linesOf(follower, 'platform-standing')).toMatchObject([
      {
        about: { key: 'bpeek' },
        count: 1,
        facts: { before: 'unknown', after: 'closed' },
        unread: true,
      },
    ]);
    expect(await linesOf(other, 'platform-standing')).toEqual([]);
  });
});

describe('a reply that is published', () => {
  test('is told to who follows the platform or the client that it is about', async () => {
    const [follower, moderator] = [
      await makeMember(site),
      await makeMember(site, { moderator: true }),
    ];
    const client = await makeClient(site);
    await makeMembersFollow(site, 'platform', 'clickworker', follower);
    await makeMembersFollow(site, 'client', client.slug, follower);
    const replies = [
      await makeReply(site),
      await makeReply(site, { about: { client: client.slug } }),
    ];
    const refused = await makeReply(site);
    expect((await readInbox(site, follower)).items).toEqual([]);
    const decide = (id: string, body: object) =>
      site.post(`/api/replies/${id}/decision`, body, moderator.cookie);
    await decide(refused, { decision: 'refuse', rule: 'R5', reason: 'Elle insulte un membre.' });
    expect((await readInbox(site, follower)).items).toEqual([]);
    for (const id of replies) await decide(id, { decision: 'publish' });
    expect(await linesOf(follower, 'platform-reply')).toMatchObject([
      { about: { key: 'clickworker' } },
    ]);
    expect(await linesOf(follower, 'client-reply')).toMatchObject([
      { about: { key: client.slug, name: client.name } },
    ]);
  });
});

describe('a payout that she waits for', () => {
  const askedLongAgo = {
    state: 'waiting',
    askedOn: '2026-09-03',
    publishedOn: '2026-09-05',
  } as const;

  test('becomes a line of its author’s alone, until she answers', async () => {
    const [member, follower] = [await makeMember(site), await makeMember(site)];
    await makeMembersFollow(site, 'platform', 'mobeye', member, follower);
    const { id } = await makePayout(site, { ...askedLongAgo, member, slug: 'mobeye' });
    await remindAuthors(site);
    expect(await linesOf(member, 'claim-reminder')).toMatchObject([
      { about: { key: id, name: expect.stringMatching(/mobeye/i) }, unread: true },
    ]);
    expect((await readInbox(site, follower)).items).toEqual([]);
    await site.post(`/api/payouts/${id}/still-waiting`, {}, member.cookie);
    await remindAuthors(site);
    expect(await linesOf(member, 'claim-reminder')).toEqual([]);
  });

  test.each([
    ['closed', (id: string) => [`/api/payouts/${id}/close`, { answer: 'received' }] as const],
    ['taken back', (id: string) => [`/api/payouts/${id}/withdraw`, {}] as const],
  ])('asks nothing once it is %s', async (_, answer) => {
    const member = await makeMember(site);
    const { id } = await makePayout(site, { ...askedLongAgo, member, slug: 'mobeye' });
    await remindAuthors(site);
    expect(await linesOf(member, 'claim-reminder')).toHaveLength(1);
    const [path, body] = answer(id);
    expect((await site.post(path, body, member.cookie)).statusCode).toBe(200);
    await remindAuthors(site);
    expect(await linesOf(member, 'claim-reminder')).toEqual([]);
  });

  test('is told of once a reminder: computed again it asks nothing new', async () => {
    const member = await makeMember(site);
    const { id } = await makePayout(site, { ...askedLongAgo, member, slug: 'isahit' });
    await remindAuthors(site);
    await site.post('/api/me/inbox/read', {}, member.cookie);
    await makePayout(site, { slug: 'isahit' });
    await remindAuthors(site);
    const correction = {
      outcome: 'waiting',
      expected: '31,00',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-09-03',
    };
    const { statusCode } = await site.post(`/api/payouts/${id}`, correction, member.cookie);
    expect(statusCode).toBe(200);
    await remindAuthors(site);
    expect(await linesOf(member, 'claim-reminder')).toMatchObject([{ unread: false }]);
  });

  test('with the next reminder it is unread again', async () => {
    const other = await createTestApp();
    const member = await makeMember(other);
    await makePayout(other, {
      state: 'waiting',
      askedOn: '2026-10-15',
      publishedOn: '2026-10-15',
      member,
      slug: 'isahit',
    });
    const unread = async (): Promise<boolean[]> =>
      (await readInbox(other, member)).items.map((item) => item.unread);
    await remindAuthors(other);
    expect(await unread()).toEqual([true]);
    await other.post('/api/me/inbox/read', {}, member.cookie);
    expect(await unread()).toEqual([false]);
    other.clock.advanceDays(30);
    await refreshStandings(other.database, other.clock.now);
    await remindAuthors(other);
    expect(await unread()).toEqual([true]);
  });
});

describe('a question about a proof of hers', () => {
  test('is told when it is opened and when it is settled, to nobody else', async () => {
    const moderator = await makeMember(site, { moderator: true });
    const id = await makeCheck(site);
    const { payoutId } = await site.database.prisma.proofCheck.findUniqueOrThrow({ where: { id } });
    const [line] = await site.database.prisma.inboxItem.findMany({
      where: { kind: 'check', subject: payoutId },
    });
    const { authorId } = await site.database.prisma.payout.findUniqueOrThrow({
      where: { id: payoutId },
    });
    const { memberId } = await site.database.prisma.author.findUniqueOrThrow({
      where: { id: authorId },
    });
    expect(line).toMatchObject({ memberId, facts: { state: 'open' } });
    const decision = { rule: 'sound', reason: 'Le montant est lisible.' };
    await site.post(`/api/checks/${id}/decision`, decision, moderator.cookie);
    const lines = await site.database.prisma.inboxItem.findMany({
      where: { kind: 'check', subject: payoutId },
    });
    expect(lines).toMatchObject([{ memberId, facts: { state: 'dismissed' } }]);
  });

  test('that nobody asks any more is told as closed', async () => {
    const member = await makeMember(site);
    const doubter = await makeMember(site, { established: true });
    const { id } = await makePayout(site, { member, screenshot: true, slug: 'appen' });
    const doubt = { reason: 'amount', sentence: 'Il est écrit 12 euros.' };
    await site.post(`/api/payouts/${id}/doubt`, doubt, doubter.cookie);
    expect(await linesOf(member, 'check')).toMatchObject([{ facts: { state: 'open' } }]);
    await site.post(`/api/payouts/${id}/voice/withdraw`, {}, doubter.cookie);
    expect(await linesOf(member, 'check')).toMatchObject([{ facts: { state: 'dismissed' } }]);
    expect(await linesOf(doubter, 'check')).toEqual([]);
  });
});

describe('the forum', () => {
  test('who posts follows the thread, unless she chose otherwise', async () => {
    const thread = await makeThread(site);
    const [member, quiet] = [await makeMember(site), await makeMember(site)];
    const choice = await site.post('/api/me/follows-own', { followsOwn: 'no' }, quiet.cookie);
    expect(choice.statusCode).toBe(200);
    for (const { cookie } of [member, quiet]) {
      const body = { text: 'Moi aussi, depuis deux semaines.' };
      const path = `/api/forum/threads/${thread.id}/posts`;
      expect((await site.post(path, body, cookie)).statusCode).toBe(201);
    }
    expect(await linesOf(member, 'thread')).toMatchObject([
      { count: 1, about: { name: `Sujet ${thread.id}` } },
    ]);
    const third = { text: 'Payée hier.' };
    await site.post(`/api/forum/threads/${thread.id}/posts`, third, member.cookie);
    expect(await linesOf(quiet, 'thread')).toEqual([]);
  });

  test('reading the page marks what was told of it', async () => {
    const thread = await makeThread(site);
    const member = await makeMember(site);
    await makeMembersFollow(site, 'thread', thread.id, member);
    const author = await makeMember(site);
    const path = `/api/forum/threads/${thread.id}`;
    const text = `@${member.pseudonym} en sait plus.`;
    await site.post(`${path}/posts`, { text }, author.cookie);
    const next = { text: 'Payée hier.' };
    await site.post(`${path}/posts`, next, author.cookie);
    expect((await readInbox(site, member)).items.map(({ kind }) => kind).toSorted()).toEqual([
      'mention',
      'thread',
    ]);
    await site.get(path, member.cookie);
    expect((await readInbox(site, member)).unread).toBe(0);
  });
});

describe('POST /api/me/follows-own', () => {
  test('is kept, refuses what is no choice, and is for members', async () => {
    const { cookie } = await makeMember(site);
    const path = '/api/me/follows-own';
    const chosen = async (): Promise<boolean> =>
      (await site.get('/api/me/follows', cookie)).json<{ followsOwn: boolean }>().followsOwn;
    expect(await chosen()).toBe(true);
    await site.post(path, { followsOwn: 'no' }, cookie);
    expect(await chosen()).toBe(false);
    await site.post(path, { followsOwn: 'yes' }, cookie);
    expect(await chosen()).toBe(true);
    expect((await site.post(path, { followsOwn: 'perhaps' }, cookie)).statusCode).toBe(422);
    expect((await site.post(path, { followsOwn: 'no' })).statusCode).toBe(401);
  });
});
