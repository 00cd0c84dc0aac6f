import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { turnNow } from '#tests/support/turn.ts';

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
  const hands = await makeHands(site);
  const member = await makeMember(site);
  const posted = ['2026-09-03', '2026-10-03', '2026-10-04'];
  const pieces: string[] = [];
  for (const publishedOn of posted)
    pieces.push((await makePayout(site, { member, publishedOn })).id);
  const isEstablished = async (): Promise<boolean> => {
    await turnNow(site);
    const where = { id: member.id };
    const { establishedOn } = await site.database.prisma.member.findUniqueOrThrow({ where });
    return establishedOn !== null;
  };
  expect(await isEstablished()).toBe(true);
  const [id = ''] = pieces;
  await decide(site, hands, { kind: 'payout', id }, 'hide');
  expect(await isEstablished()).toBe(false);
  await decide(site, hands, { kind: 'payout', id }, 'restore');
  expect(await isEstablished()).toBe(true);
});

/** A thread whose first post shows a proof as a card. */
async function talkAbout(member: TestMember, payoutId: string): Promise<{ threads: string }> {
  const text = `/fr/preuves/${payoutId}`;
  const thread = { category: 'paiements', title: 'Cette preuve est-elle vraie ?', text };
  const started = await site.post('/api/forum/threads', thread, member.cookie);
  return { threads: started.json<{ id: string }>().id };
}
