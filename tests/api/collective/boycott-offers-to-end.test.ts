import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MAX_BALLOT_HOURS } from '#shared/collective/boycotts.ts';
import type {
  OfferableBoycott,
  ReplyStatus,
  WaitingRepliesResponse,
} from '#shared/governance/right-of-reply.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

/** A reply of who is boycotted can be an offer: published, those who pledged are asked. */

const HOUR_MS = 3_600_000;
const TEXT = 'Nous doublons la récompense de cette tâche dès lundi.';

let world: OtherDomains;
let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
});
afterAll(() => world.stop());
beforeEach(async () => {
  // A day later, no address has asked too often.
  site.clock.advanceDays(1);
  moderator = await makeMember(site, { moderator: true });
});

const reply = (offerFor: string | undefined, more: object = {}) =>
  site.post('/api/replies', {
    platform: 'clickworker',
    signedAs: 'Clickworker GmbH',
    text: TEXT,
    entitled: true,
    ...(offerFor === undefined ? {} : { offerFor }),
    ...more,
  });
const decide = (id: string, decision: 'publish' | 'refuse') =>
  site.post(
    `/api/replies/${id}/decision`,
    { decision, ...(decision === 'refuse' ? { rule: 'R12', reason: 'Pas la plateforme.' } : {}) },
    moderator.cookie,
  );
async function ballots(id: string): Promise<BoycottResponse['ballots']> {
  return (await site.get(`/api/boycotts/${id}`)).json<BoycottResponse>().ballots;
}
const fieldsOf = (answer: { json: () => unknown }): unknown =>
  (answer.json() as { error: { fields?: object } }).error.fields;

describe('an offer', () => {
  test('opens a vote once a moderator published it, for three days', async () => {
    const { id, title } = await makeBoycott(site, { state: 'on' });
    const sent = await reply(id);
    expect(sent.statusCode, sent.body).toBe(201);
    const replyId = sent.json<{ id: string }>().id;
    expect(await ballots(id)).toEqual([]);
    const status = (await site.get(`/api/replies/${replyId}`)).json<ReplyStatus>();
    expect(status.offer).toEqual({ id, title });
    const queue = await site.get('/api/replies', moderator.cookie);
    expect(queue.json<WaitingRepliesResponse>().replies).toMatchObject([{ offer: { id } }]);
    expect((await decide(replyId, 'publish')).statusCode).toBe(200);
    const [ballot] = await ballots(id);
    expect(ballot).toMatchObject({
      kind: 'offer',
      values: ['won', 'partly', 'go-on'],
      offer: { reply: replyId, signedAs: 'Clickworker GmbH', text: TEXT },
      result: null,
    });
    const hours =
      (Date.parse(ballot?.closesAt ?? '') - Date.parse(ballot?.openedAt ?? '')) / HOUR_MS;
    expect(hours).toBe(MAX_BALLOT_HOURS);
  });

  test('opens one of a day in a boycott of three days, so that it can still end it', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    const stepEndsAt = new Date(site.clock.now.getTime() + 72 * HOUR_MS);
    await site.database.prisma.boycott.update({ where: { id }, data: { onDays: 3, stepEndsAt } });
    await decide((await reply(id)).json<{ id: string }>().id, 'publish');
    const [ballot] = await ballots(id);
    expect(Date.parse(ballot?.closesAt ?? '')).toBe(site.clock.now.getTime() + 24 * HOUR_MS);
  });

  test('opens none where a moderator refused it, or the boycott is over meanwhile', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    const refused = (await reply(id)).json<{ id: string }>().id;
    await decide(refused, 'refuse');
    const late = (await reply(id)).json<{ id: string }>().id;
    const over = { state: 'ended', stepEndsAt: null, outcome: 'unsaid' };
    await site.database.prisma.boycott.update({ where: { id }, data: over });
    expect((await decide(late, 'publish')).statusCode).toBe(200);
    expect(await ballots(id)).toEqual([]);
  });

  test('a plain reply opens none', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    const sent = (await reply(undefined)).json<{ id: string }>().id;
    await decide(sent, 'publish');
    expect(await ballots(id)).toEqual([]);
  });

  test('is refused while another one is voted on', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    const sent = (await reply(id)).json<{ id: string }>().id;
    await decide(sent, 'publish');
    expect(fieldsOf(await reply(id))).toEqual({ offerFor: { code: 'offer-open' } });
  });

  test('of two that waited, the first that is published is voted on, and the other stands as a reply', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    const [one, other] = [await reply(id), await reply(id)].map((sent) =>
      sent.json<{ id: string }>(),
    );
    await decide(one?.id ?? '', 'publish');
    await decide(other?.id ?? '', 'publish');
    expect((await ballots(id)).map(({ offer }) => offer?.reply)).toEqual([one?.id]);
  });

  test.each(['proposed', 'debated', 'pledging', 'failed', 'ended'] as const)(
    'is refused of a boycott that is %s',
    async (state) => {
      const { id } = await makeBoycott(site, { state });
      expect(fieldsOf(await reply(id))).toEqual({ offerFor: { code: 'invalid' } });
    },
  );

  test('is refused of who is not its target', async () => {
    const { id } = await makeBoycott(site, { state: 'on', slug: 'appen' });
    expect(fieldsOf(await reply(id))).toEqual({ offerFor: { code: 'invalid' } });
    expect(fieldsOf(await reply('zzzzzzzzzzzz'))).toEqual({ offerFor: { code: 'invalid' } });
  });

  test('can come from the client of a boycotted task, and the form names the boycott', async () => {
    const { taskId } = await makeTaskReport(site, { client: 'Cruche SARL', notAPerson: true });
    const { client } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
      include: { client: true },
    });
    const slug = client?.slug ?? '';
    const { id, title } = await makeBoycott(site, { state: 'on', task: taskId });
    const offers = await site.get(`/api/replies/offers?client=${slug}`);
    expect(offers.json<{ boycotts: OfferableBoycott[] }>().boycotts).toEqual([{ id, title }]);
    const html = (await site.get(`/fr/repondre?client=${slug}`)).body;
    expect(html).toContain(`<option value="${id}">`);
    const sent = await reply(id, { platform: undefined, client: slug });
    expect(sent.statusCode, sent.body).toBe(201);
    expect((await site.get('/api/replies/offers?platform=nulle-part')).statusCode).toBe(404);
  });
});

describe('an offer of who controls a domain', () => {
  test('opens its vote at once, and stays as it is until that is over', async () => {
    const asked = await site.post('/api/domains/code', {
      platform: 'clickworker',
      domain: 'clickworker.com',
    });
    const { receipt, code } = asked.json<{ receipt: string; code: string }>();
    world.texts.set('clickworker.com', [`contrenote=${code}`]);
    expect((await site.post('/api/domains/check', { receipt })).statusCode).toBe(200);
    const { id } = await makeBoycott(site, { state: 'on' });
    const sent = await reply(id, { receipt });
    expect(sent.statusCode, sent.body).toBe(201);
    const [ballot] = await ballots(id);
    expect(ballot?.offer?.text).toBe(TEXT);
    const other = await reply(undefined, { receipt, text: 'Finalement nous ne changeons rien.' });
    expect(fieldsOf(other)).toEqual({ text: { code: 'offer-open' } });
    await site.database.prisma.boycottBallot.updateMany({
      where: { boycottId: id },
      data: { counts: [], result: null },
    });
    const after = await reply(undefined, { receipt, text: 'Finalement nous ne changeons rien.' });
    expect(after.statusCode, after.body).toBe(201);
  });
});
