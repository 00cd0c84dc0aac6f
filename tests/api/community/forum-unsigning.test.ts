import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const FACTS = {
  outcome: 'received',
  expected: '20',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-01',
  receivedOn: '2026-11-05',
};
const NAMED = { error: { fields: { signed: { code: 'named-in-posts' } } } };

function correct(proof: string, { cookie }: TestMember, more: object = {}) {
  return site.post(`/api/payouts/${proof}`, { ...FACTS, ...more }, cookie);
}

test('a signed proof that a post of hers links to stays signed until that post is withdrawn', async () => {
  const { id: proof, member } = await makePayout(site, { signed: true });
  const { id } = await makeThread(site);
  const postId = await makePost(site, id, { member, text: `Voyez /en/proofs/${proof}` });
  expect((await correct(proof, member)).json()).toMatchObject(NAMED);
  expect((await correct(proof, member, { signed: true })).statusCode).toBe(200);
  // Everybody can read what a post said before.
  site.clock.now = new Date(site.clock.now.getTime() + 61_000);
  await site.post(`/api/forum/posts/${postId}`, { text: 'Rien.' }, member.cookie);
  expect((await correct(proof, member)).json()).toMatchObject(NAMED);
  await site.post(`/api/posts/${postId}/withdraw`, {}, member.cookie);
  const corrected = await correct(proof, member);
  expect(corrected.statusCode, corrected.body).toBe(200);
});

test('so does one that a thread of hers is about', async () => {
  const { id: proof, member } = await makePayout(site, { signed: true });
  const thread = { category: 'astuces', title: 'Ma preuve', text: 'La voici.', proof };
  const begun = await site.post('/api/forum/threads', thread, member.cookie);
  expect(begun.statusCode, begun.body).toBe(201);
  expect((await correct(proof, member)).json()).toMatchObject(NAMED);
});

test('what others link to says nothing of her', async () => {
  const { id: proof, member } = await makePayout(site, { signed: true });
  const { id } = await makeThread(site);
  await makePost(site, id, { member: await makeMember(site), text: `Voyez /fr/preuves/${proof}` });
  const corrected = await correct(proof, member);
  expect(corrected.statusCode, corrected.body).toBe(200);
});
