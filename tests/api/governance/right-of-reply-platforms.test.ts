import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  MAX_REPLIES_PER_DOMAIN_A_DAY,
  repliesResponse,
  replyStatus,
} from '#shared/governance/right-of-reply.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';
import { flagSubjectAs, veilSubjectAs } from './cases.testing.ts';

const DOMAIN = 'clickworker.com';
const TEXT = 'Nous avons payé tous les retraits de novembre le 3.';
type Asked = { id: string; receipt: string; code: string };

let world: OtherDomains;
let site: TestApp;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
});
afterAll(() => world.stop());
beforeEach(() => {
  world.texts.clear();
  // A day later, no address has asked too often.
  site.clock.advanceDays(1);
});

const ask = async (): Promise<Asked> => {
  const answer = await site.post('/api/domains/code', { platform: 'clickworker', domain: DOMAIN });
  expect(answer.statusCode).toBe(201);
  return answer.json<Asked>();
};
const check = (body: object) => site.post('/api/domains/check', body);
async function prove(): Promise<Asked> {
  const asked = await ask();
  world.texts.set(DOMAIN, [`contrenote=${asked.code}`]);
  expect((await check({ receipt: asked.receipt })).statusCode).toBe(200);
  return asked;
}
const fieldsOf = (answer: { json: () => unknown }): unknown =>
  (answer.json() as { error: { fields?: object } }).error.fields;
const reply = (receipt: string, more: object = {}) =>
  site.post('/api/replies', {
    platform: 'clickworker',
    signedAs: 'Clickworker GmbH',
    text: TEXT,
    entitled: true,
    receipt,
    ...more,
  });

describe('who controls a domain', () => {
  test('replies at once, labelled, with facts that enter no figure', async () => {
    await makePayout(site, { slug: 'clickworker' });
    const before = (await site.get('/api/platforms/clickworker')).body;
    const { receipt } = await prove();
    const sent = await reply(receipt, { payoutDelay: '7 jours', contact: 'pay@clickworker.com' });
    expect(sent.statusCode).toBe(201);
    const { id } = sent.json<{ id: string }>();
    const { replies } = repliesResponse.parse(
      (await site.get('/api/platforms/clickworker/replies')).json(),
    );
    expect(replies.find((one) => one.id === id)).toMatchObject({
      text: TEXT,
      domain: DOMAIN,
      facts: { payoutDelay: '7 jours', contact: 'pay@clickworker.com' },
      hiding: null,
    });
    const page = (await site.get('/fr/plateformes/clickworker/a-propos')).body;
    expect(page).toContain('Réponse de Clickworker GmbH, qui contrôle clickworker.com');
    expect(page).toContain('Selon la plateforme');
    expect((await site.get('/api/platforms/clickworker')).body).toBe(before);
  });

  test('replies to one review, beside it', async () => {
    const { reviewId } = await reviewOf('clickworker');
    const { receipt } = await prove();
    const subject = `review/${reviewId}`;
    const sent = await reply(receipt, { platform: undefined, subject });
    expect(sent.statusCode).toBe(201);
    const answer = (await site.get(`/api/replies/to?subjects=${subject},review/x`)).json();
    expect(repliesResponse.parse(answer).replies).toMatchObject([{ subject, domain: DOMAIN }]);
    expect((await site.get('/en/platforms/clickworker/reviews')).body).toContain(TEXT);
    const { id } = sent.json<{ id: string }>();
    const status = replyStatus.parse((await site.get(`/api/replies/${id}`)).json());
    expect(status).toMatchObject({ subject, state: 'published', domain: DOMAIN });
  });

  test('says one thing in one place: the next takes its place, and the record tells', async () => {
    const { receipt } = await prove();
    const { reviewId } = await reviewOf('clickworker');
    const subject = `review/${reviewId}`;
    const idOf = (answer: { json: () => unknown }) => (answer.json() as { id: string }).id;
    const first = idOf(await reply(receipt, { text: 'Une première version de ce texte.' }));
    const beside = idOf(await reply(receipt, { platform: undefined, subject }));
    const second = idOf(await reply(receipt));
    const listed = repliesResponse
      .parse((await site.get('/api/platforms/clickworker/replies')).json())
      .replies.filter(({ domain }) => domain === DOMAIN);
    expect(listed.map(({ id }) => id)).toEqual([second]);
    const stateNow = async (id: string) =>
      replyStatus.parse((await site.get(`/api/replies/${id}`)).json()).state;
    expect(await stateNow(first)).toBe('replaced');
    expect(await stateNow(beside)).toBe('published');
    expect(await kindsInRecord(site, `reply/${first}`)).toEqual([
      'reply-received (erased)',
      'reply-published (erased)',
      'reply-withdrawn',
    ]);
    const row = await site.database.prisma.reply.findUniqueOrThrow({ where: { id: first } });
    expect(row).toMatchObject({ text: '', sender: '' });
    const page = (await site.get(`/fr/repondre?reponse=${first}`)).body;
    expect(page).toContain('Une réponse plus récente du même domaine la remplace.');
  });

  test('whose word there is hidden is read before the next one shows', async () => {
    const { receipt } = await prove();
    const { reviewId } = await reviewOf('clickworker');
    const place = { platform: undefined, subject: `review/${reviewId}` };
    const { id } = (await reply(receipt, place)).json<{ id: string }>();
    const { caseId } = await flagged(`reply/${id}`);
    const moderator = await makeMember(site, { moderator: true });
    expect((await veilSubjectAs(site, caseId, moderator, { rule: 'R4' })).statusCode).toBe(200);
    const { id: next } = (await reply(receipt, place)).json<{ id: string }>();
    const status = replyStatus.parse((await site.get(`/api/replies/${next}`)).json());
    expect(status).toMatchObject({ state: 'waiting', domain: DOMAIN });
    const body = { decision: 'publish' };
    const read = await site.post(`/api/replies/${next}/decision`, body, moderator.cookie);
    expect(read.statusCode).toBe(200);
    const before = replyStatus.parse((await site.get(`/api/replies/${id}`)).json());
    expect(before.state).toBe('replaced');
  });

  test('speaks for nobody else, not without a receipt, and not without end', async () => {
    const { receipt } = await prove();
    expect(fieldsOf(await reply(receipt, { platform: 'appen' }))).toEqual({
      receipt: { code: 'not-for-this' },
    });
    expect(fieldsOf(await reply('', { payoutDelay: '7 jours' }))).toEqual({
      receipt: { code: 'required' },
    });
    expect(fieldsOf(await reply((await ask()).receipt))).toEqual({
      receipt: { code: 'not-proven' },
    });
    for (let sent = 0; sent < MAX_REPLIES_PER_DOMAIN_A_DAY; sent += 1) {
      expect((await reply(receipt)).statusCode).toBe(201);
    }
    expect((await reply(receipt)).statusCode).toBe(429);
  });
});

async function flagged(subject: string): Promise<{ caseId: string }> {
  const reason = 'personal-data';
  expect((await flagSubjectAs(site, subject, await makeMember(site), { reason })).statusCode).toBe(
    201,
  );
  const where = { subject, state: { not: 'closed' } };
  const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({ where });
  return { caseId: id };
}

async function reviewOf(slug: string): Promise<{ reviewId: string }> {
  await makeReview(site, { slug });
  const { id } = await site.database.prisma.review.findFirstOrThrow({
    where: { author: { platform: { slug } } },
  });
  return { reviewId: id };
}
