import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands, type Hands } from '#tests/support/decisions.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { establishNow } from '#tests/support/establish-members.ts';

/** What hiding moves beside pages and figures. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

test('a hidden proof is no card in a post, and asks no question', async () => {
  const hands = await makeHands(site);
  const reader = await makeMember(site, { established: true });
  const { id, member } = await makePayout(site, { screenshot: true });
  const { threads } = await talkAbout(reader, id);
  const doubt = { reason: 'amount', sentence: 'Je lis autre chose.' };
  const asked = await site.post(`/api/payouts/${id}/doubt`, doubt, hands.second.cookie);
  expect(asked.statusCode).toBe(200);
  const cards = async (): Promise<number> => {
    const { body } = await site.get(`/api/forum/threads/${threads}`);
    return body.split('"kind":"proof"').length - 1;
  };
  const questions = async (): Promise<number> =>
    (await site.get('/api/checks', reader.cookie)).json<{ total: number }>().total;
  expect([await cards(), await questions()]).toEqual([1, 1]);
  await decide(site, { ...hands, second: reader }, { kind: 'payout', id }, 'hide');
  expect([await cards(), await questions()]).toEqual([0, 0]);
  const confirmed = await site.post(`/api/payouts/${id}/confirm`, {}, reader.cookie);
  expect(confirmed.statusCode).toBe(409);
  const image = `/fr/preuves/${id}/image.png`;
  expect((await site.get(image)).statusCode).toBe(404);
  const own = await site.get(`/api/payouts/${id}`, member.cookie);
  expect(own.json<{ screenshot: object | null }>().screenshot).not.toBeNull();
});

test('hidden evidence establishes nobody, from the next turn on', async () => {
  const member = await makeMember(site);
  const posted = ['2026-09-03', '2026-10-03', '2026-10-04'];
  const pieces: string[] = [];
  for (const publishedOn of posted)
    pieces.push((await makePayout(site, { member, publishedOn, screenshot: true })).id);
  const isEstablished = async (): Promise<boolean> => {
    await establishNow(site);
    const where = { id: member.id };
    const { establishedOn } = await site.database.prisma.member.findUniqueOrThrow({ where });
    return establishedOn !== null;
  };
  expect(await isEstablished()).toBe(true);
  const [id = ''] = pieces;
  await decide(site, await makeHands(site), { kind: 'payout', id }, 'hide');
  expect(await isEstablished()).toBe(false);
  await decide(site, await makeHands(site), { kind: 'payout', id }, 'restore');
  expect(await isEstablished()).toBe(true);
});

describe('who wrote a hidden post', () => {
  test('may change it; it stays hidden, and is found no more than before', async () => {
    const { hands, author, post: about } = await makeTalk();
    const word = 'zazoupostule';
    await decide(site, hands, { kind: 'post', id: about }, 'hide');
    const address = `/api/forum/posts/${about}`;
    const edited = { text: `${word} autrement dit` };
    expect((await site.post(address, edited, author.cookie)).statusCode).toBe(200);
    const { post, text, quote } = (await site.get(address)).json<{
      post: { hiding: { level: string } | null };
      text: string;
      quote: string | null;
    }>();
    expect([post.hiding?.level, text, quote]).toEqual(['hidden', edited.text, null]);
    const search = await site.get(`/api/search?q=${word}`);
    expect(search.json<{ posts: unknown[] }>().posts).toEqual([]);
    await decide(site, hands, { kind: 'post', id: about }, 'restore');
    const again = await site.get(`/api/search?q=${word}`);
    expect(again.json<{ posts: unknown[] }>().posts).toHaveLength(1);
  });

  test('may take it back, and then nothing is left to hide', async () => {
    const { hands, author, post: id } = await makeTalk();
    await decide(site, hands, { kind: 'post', id }, 'hide');
    expect((await site.post(`/api/posts/${id}/withdraw`, {}, author.cookie)).statusCode).toBe(200);
    const { post } = (await site.get(`/api/forum/posts/${id}`)).json<{
      post: { html: null; hiding: null };
    }>();
    expect([post.html, post.hiding]).toEqual([null, null]);
  });
});

/** A thread whose second post may be hidden. */
async function makeTalk(): Promise<{ hands: Hands; author: TestMember; post: string }> {
  const thread = await makeThread(site);
  const author = await makeMember(site);
  const post = await makePost(site, thread.id, { member: author, text: 'À reprendre.' });
  return { hands: await makeHands(site), author, post };
}

/** A thread whose first post shows a proof as a card. */
async function talkAbout(member: TestMember, payoutId: string): Promise<{ threads: string }> {
  const text = `/fr/preuves/${payoutId}`;
  const thread = { category: 'paiements', title: 'Cette preuve est-elle vraie ?', text };
  const started = await site.post('/api/forum/threads', thread, member.cookie);
  return { threads: started.json<{ id: string }>().id };
}
