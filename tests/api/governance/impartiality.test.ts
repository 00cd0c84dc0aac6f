import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { waitingDisputesResponse } from '#shared/governance/disputes.ts';
import { waitingRepliesResponse } from '#shared/governance/right-of-reply.ts';
import { today } from '#shared/core/days.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview, type TestMember } from '#tests/support/factories.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';
import { flagSubjectAs } from './cases.testing.ts';

/** Who has a part in something decides nothing about it, outside of cases too. */

let world: OtherDomains;
let site: TestApp;
let other: TestMember;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
  other = await makeMember(site, { moderator: true });
});
afterAll(() => world.stop());

async function share(...members: TestMember[]): Promise<void> {
  const where = { id: { in: members.map(({ id }) => id) } };
  await site.database.prisma.member.updateMany({ where, data: { voice: randomId() } });
}
async function replyTo(subject: string): Promise<string> {
  const answer = await site.post('/api/replies', {
    subject,
    signedAs: 'Clickworker',
    text: 'Nous avons payé tous les retraits de novembre le 3.',
    entitled: true,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ id: string }>().id;
}
const refuse = async (id: string, { cookie }: TestMember): Promise<number> => {
  const body = { decision: 'refuse', rule: 'R5', reason: 'Une insulte.' };
  return (await site.post(`/api/replies/${id}/decision`, body, cookie)).statusCode;
};
const offered = async ({ cookie }: TestMember): Promise<{ ids: string[]; waiting: number }> => {
  const answer = await site.get('/api/replies', cookie);
  const { replies, waiting } = waitingRepliesResponse.parse(answer.json());
  return { ids: replies.map(({ id }) => id), waiting };
};

test.each<[string, (writer: TestMember, subject: string) => Promise<TestMember>]>([
  ['wrote it', (writer) => Promise.resolve(writer)],
  [
    'shares a voice with who did',
    async (writer) => {
      const linked = await makeMember(site, { moderator: true });
      await share(writer, linked);
      return linked;
    },
  ],
  [
    'is a party to a case about it',
    async (_, subject) => {
      const flagger = await makeMember(site, { moderator: true });
      expect((await flagSubjectAs(site, subject, flagger)).statusCode).toBe(201);
      return flagger;
    },
  ],
])('a moderator who %s neither finds a reply to a review nor decides on it', async (_, partOf) => {
  const writer = await makeMember(site, { moderator: true });
  const { id: review } = await makeReview(site, { slug: 'clickworker', member: writer });
  const partial = await partOf(writer, `review/${review}`);
  const id = await replyTo(`review/${review}`);
  const [hers, others] = [await offered(partial), await offered(other)];
  expect(hers.ids).not.toContain(id);
  expect(others.ids).toContain(id);
  expect(others.waiting - hers.waiting).toBeGreaterThan(0);
  expect(await refuse(id, partial)).toBe(403);
  expect(await refuse(id, other)).toBe(200);
});

test('who said that she speaks for a platform decides neither on it nor on its replies', async () => {
  const speaker = await makeMember(site, { moderator: true });
  const { id: payout } = await makePayout(site, { slug: 'appen', screenshot: true });
  expect(
    (await flagSubjectAs(site, `payout/${payout}`, speaker, { ratedParty: true })).statusCode,
  ).toBe(201);
  const decision = { kind: 'close-platform', rule: 'announced', reason: 'Elle l’a annoncé.' };
  const close = async (slug: string, { cookie }: TestMember): Promise<number> =>
    (await decideByTwo(site, `/api/platforms/${slug}/decisions`, decision, { cookie })).statusCode;
  const canDecide = async ({ cookie }: TestMember): Promise<boolean> =>
    (await site.get('/api/platforms/appen', cookie)).json<{ can: { decide: boolean } }>().can
      .decide;
  const reply = await site.post('/api/replies', {
    platform: 'appen',
    signedAs: 'Appen',
    text: 'Nous avons payé tous les retraits de novembre le 3.',
    entitled: true,
  });
  expect(await refuse(reply.json<{ id: string }>().id, speaker)).toBe(403);
  expect([await canDecide(speaker), await canDecide(other)]).toEqual([false, true]);
  expect(await close('appen', speaker)).toBe(403);
  expect(await close('isahit', speaker)).toBe(201);
  expect(await close('appen', other)).toBe(201);
});

test('who typed a fact last, or shares a voice with her, answers no dispute of it', async () => {
  const domain = 'clickworker.com';
  const asked = await site.post('/api/domains/code', { platform: 'clickworker', domain });
  const { receipt, code } = asked.json<{ receipt: string; code: string }>();
  world.texts.set(domain, [`contrenote=${code}`]);
  expect((await site.post('/api/domains/check', { receipt })).statusCode).toBe(200);
  const [typist, linked] = [
    await makeMember(site, { moderator: true }),
    await makeMember(site, { moderator: true }),
  ];
  await share(typist, linked);
  const corrected = await site.post(
    '/api/platforms/clickworker/corrections',
    { promiseDays: 12, source: 'Leur page d’aide.' },
    typist.cookie,
  );
  expect(corrected.statusCode, corrected.body).toBe(200);
  const sent = await site.post('/api/disputes', {
    receipt,
    about: 'fact/promiseDays',
    reasons: 'Nous payons en dix jours depuis octobre.',
  });
  const { id } = sent.json<{ id: string }>();
  const answer = async ({ cookie }: TestMember): Promise<number> =>
    (
      await site.post(
        `/api/disputes/${id}/answer`,
        { outcome: 'kept', answer: 'La source le dit.' },
        cookie,
      )
    ).statusCode;
  const waiting = async ({ cookie }: TestMember): Promise<string[]> =>
    waitingDisputesResponse
      .parse((await site.get('/api/disputes', cookie)).json())
      .disputes.map((one) => one.id);
  for (const partial of [typist, linked]) {
    expect(await waiting(partial)).toEqual([]);
    expect(await answer(partial)).toBe(403);
  }
  expect(await waiting(other)).toEqual([id]);
  expect(await answer(other)).toBe(200);
  const { answeredOn } = await site.database.prisma.domainDispute.findUniqueOrThrow({
    where: { id },
  });
  expect(answeredOn).toEqual(dayToDate(today(site.clock.now)));
});
