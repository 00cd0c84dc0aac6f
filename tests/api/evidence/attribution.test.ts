import { beforeAll, describe, expect, test } from 'vitest';
import { DAILY_LIMITS } from '#server/identity/accounts/daily-limits.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { dayToDate } from '#server/database/db.ts';
import { commitsTo } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import {
  SIGNED_KINDS,
  signingTalliesResponse,
  type SignedKind,
} from '#shared/evidence/attribution.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { signingRequests } from './attribution.testing.ts';
import { readPayoutEvidence } from '#tests/support/payout-evidence.ts';

/** Of what a member brings of one kind on one platform all is signed, or nothing. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const CHANGED: Record<SignedKind, string> = {
  payout: 'payout-corrected',
  incident: 'incident-corrected',
  'client-review': 'client-review-edited',
};
const refused = (code: string, kind: SignedKind): object => ({
  error: { code: 'bad-input', fields: { signed: { code, limit: kind } } },
});

describe.each(SIGNED_KINDS)('of one %s beside others', (kind) => {
  const desk = () => signingRequests(site, kind);

  /** Whether the last act of each commits to what everybody reads of it now. */
  async function isRecorded(id: string): Promise<boolean> {
    const subject = `${kind}/${id}`;
    const { prisma } = site.database;
    const last = await prisma.recordEntry.findFirstOrThrow({
      where: { subject },
      orderBy: { id: 'desc' },
    });
    const contents = await prisma.$transaction((tx) => loadCommittedContents(tx, [subject]));
    return commitsTo(last, contents.get(subject));
  }

  test('a signed one is refused where others are not, and nothing changes', async () => {
    const member = await makeMember(site);
    const first = await desk().publish(member);
    const { response } = await desk().send(member, { signed: true });
    expect([response.statusCode, response.json()]).toEqual([422, refused('others-unsigned', kind)]);
    expect(await desk().signed(member)).toEqual({ [first.id]: false });
    expect(await kindsInRecord(site, `${kind}/${first.id}`)).toHaveLength(1);
  });

  test('an unsigned one is refused where others are signed, and one more of them is not', async () => {
    const member = await makeMember(site);
    await desk().publish(member, { signed: true });
    const { response } = await desk().send(member, {});
    expect([response.statusCode, response.json()]).toEqual([422, refused('others-signed', kind)]);
    await desk().publish(member, { signed: true });
    expect(Object.values(await desk().signed(member))).toEqual([true, true]);
  });

  test('with her word all are signed, and back again, each by an act of its own', async () => {
    const member = await makeMember(site);
    const [one, two] = [await desk().publish(member), await desk().publish(member)];
    const three = await desk().publish(member, { signed: true, alike: true });
    const all = [one.id, two.id, three.id];
    const each = (signed: boolean) => Object.fromEntries(all.map((id) => [id, signed]));
    expect(await desk().signed(member)).toEqual(each(true));
    const published = await kindsInRecord(site, `${kind}/${three.id}`);
    const changed = [...published, CHANGED[kind]];
    expect(await kindsInRecord(site, `${kind}/${one.id}`)).toEqual(changed);
    expect(await kindsInRecord(site, `${kind}/${two.id}`)).toEqual(changed);
    expect(await Promise.all(all.map(isRecorded))).toEqual([true, true, true]);

    const alone = await desk().send(member, { signed: false }, two);
    expect(alone.response.json()).toEqual(refused('others-signed', kind));
    const back = await desk().send(member, { signed: false, alike: true }, two);
    expect(back.response.statusCode, back.response.body).toBe(200);
    expect(await desk().signed(member)).toEqual(each(false));
    expect(await kindsInRecord(site, `${kind}/${three.id}`)).toEqual(changed);
    expect(await Promise.all(all.map(isRecorded))).toEqual([true, true, true]);
  });

  test('with her word nothing changes that is as it is to be', async () => {
    const member = await makeMember(site);
    const first = await desk().publish(member, { signed: true, alike: true });
    await desk().publish(member, { signed: true, alike: true });
    expect(await kindsInRecord(site, `${kind}/${first.id}`)).toHaveLength(1);
  });

  test('what she took back binds her no more', async () => {
    const member = await makeMember(site);
    await desk().withdraw(member, await desk().publish(member));
    await desk().publish(member, { signed: true });
    expect(Object.values(await desk().signed(member))).toEqual([true]);
  });

  test('what a decision hid binds her, and becomes like the others: it may come back', async () => {
    const member = await makeMember(site);
    const hidden = await desk().publish(member);
    await decide(site, await makeHands(site), { kind, id: hidden.id }, 'hide');
    const { response } = await desk().send(member, { signed: true });
    expect(response.json()).toEqual(refused('others-unsigned', kind));
    const shown = await desk().publish(member, { signed: true, alike: true });
    expect(await desk().signed(member)).toEqual({ [hidden.id]: true, [shown.id]: true });
  });

  test('another platform, and another member, are another matter', async () => {
    const member = await makeMember(site);
    await desk().publish(member);
    await desk().publish(member, { platform: 'appen', signed: true });
    await desk().publish(await makeMember(site), { signed: true });
    expect(Object.values(await desk().signed(member)).toSorted()).toEqual([false, true]);
  });

  test('two at once never make one signed and one not', async () => {
    for (let round = 0; round < 3; round += 1) {
      const member = await makeMember(site);
      const sent = await Promise.all([
        desk().send(member, { signed: true }),
        desk().send(member, {}),
      ]);
      const statuses = sent.map(({ response }) => response.statusCode);
      expect(statuses.toSorted()).toEqual([201, 422]);
      expect(Object.values(await desk().signed(member))).toHaveLength(1);
    }
  });

  test('corrections at once that each change the others leave all alike', async () => {
    for (let round = 0; round < 3; round += 1) {
      const member = await makeMember(site);
      const [one, two] = [await desk().publish(member), await desk().publish(member)];
      const sent = await Promise.all([
        desk().send(member, { signed: true, alike: true }, one),
        desk().send(member, { signed: false, alike: true }, two),
        desk().send(member, { signed: true }),
      ]);
      const statuses = sent.map(({ response }) => response.statusCode);
      expect(statuses.slice(0, 2)).toEqual([200, 200]);
      expect([201, 422]).toContain(statuses[2]);
      expect(new Set(Object.values(await desk().signed(member))).size).toBe(1);
    }
  });
});

test('one kind does not bind another', async () => {
  const member = await makeMember(site);
  for (const [index, kind] of SIGNED_KINDS.entries()) {
    await signingRequests(site, kind).publish(member, { signed: index % 2 === 0 });
  }
});

describe('what is older than the rule and mixed', () => {
  test('stays as it is until its author changes something there', async () => {
    const member = await makeMember(site);
    const desk = signingRequests(site, 'payout');
    const signed = await makePayout(site, { member, signed: true, state: 'waiting' });
    const unsigned = await makePayout(site, { member, mixed: true });
    await site.post(`/api/payouts/${signed.id}/still-waiting`, {}, member.cookie);
    const answer = { answer: 'received', on: '2026-11-12' };
    const closed = await site.post(`/api/payouts/${signed.id}/close`, answer, member.cookie);
    expect(closed.statusCode, closed.body).toBe(200);
    expect(await desk.signed(member)).toEqual({ [signed.id]: true, [unsigned.id]: false });

    const piece = { id: unsigned.id, path: `/api/payouts/${unsigned.id}` };
    const { response } = await desk.send(member, { signed: false }, piece);
    expect(response.json()).toEqual(refused('others-signed', 'payout'));
    await desk.send(member, { signed: true, alike: true }, piece);
    expect(await desk.signed(member)).toEqual({ [signed.id]: true, [unsigned.id]: true });
  });

  test('counts as two payout authors, and as one once it is alike', async () => {
    const slug = 'isahit';
    const member = await makeMember(site);
    const { id } = await makePayout(site, { member, slug, signed: true });
    await makePayout(site, { member, slug, mixed: true });
    const keys = async (): Promise<number> => {
      const payouts = await readPayoutEvidence(site, slug);
      return new Set(payouts.map(({ authorKey }) => authorKey)).size;
    };
    expect(await keys()).toBe(2);
    const piece = { id, path: `/api/payouts/${id}` };
    await signingRequests(site, 'payout').send(member, { signed: true, alike: true }, piece);
    expect(await keys()).toBe(1);
  });
});

describe('the figures of what only her others are of', () => {
  test('are computed anew: of clients', async () => {
    const member = await makeMember(site);
    const desk = signingRequests(site, 'client-review');
    const first = await desk.publish(member);
    const { prisma } = site.database;
    const { clientId } = await prisma.clientReview.findUniqueOrThrow({ where: { id: first.id } });
    await prisma.clientSummary.update({ where: { clientId }, data: { reports: 7 } });
    await desk.publish(member, { signed: true, alike: true });
    await site.catchUp();
    const summary = await prisma.clientSummary.findUniqueOrThrow({ where: { clientId } });
    expect(summary.reports).toBe(0);
  });
});

describe('her word to sign no more', () => {
  test('is refused while a post of hers names one of the others', async () => {
    const member = await makeMember(site);
    const desk = signingRequests(site, 'payout');
    const [named, other] = [
      await desk.publish(member, { signed: true }),
      await desk.publish(member, { signed: true }),
    ];
    const { id } = await makeThread(site);
    const postId = await makePost(site, id, { member, text: `Voyez /fr/preuves/${named.id}` });
    const { response } = await desk.send(member, { alike: true }, other);
    expect(response.json()).toEqual({
      error: { code: 'bad-input', fields: { alike: { code: 'others-named-in-posts' } } },
    });
    expect(Object.values(await desk.signed(member))).toEqual([true, true]);
    await site.post(`/api/posts/${postId}/withdraw`, {}, member.cookie);
    expect((await desk.send(member, { alike: true }, other)).response.statusCode).toBe(200);
  });
});

test('so many acts of so many pieces have a limit a day', async () => {
  const member = await makeMember(site);
  const desk = signingRequests(site, 'payout');
  await desk.publish(member);
  await site.database.prisma.memberUse.create({
    data: {
      memberId: member.id,
      kind: 'signing',
      day: dayToDate(today(site.clock.now)),
      count: DAILY_LIMITS.signing,
    },
  });
  const { response } = await desk.send(member, { signed: true, alike: true });
  expect(response.statusCode).toBe(429);
  expect(Object.values(await desk.signed(member))).toEqual([false]);
});

describe('GET /api/me/signing', () => {
  const read = async (query: string, member?: TestMember) =>
    site.get(`/api/me/signing?${query}`, member?.cookie);

  test('tells a member how what she brought on a platform is signed', async () => {
    const member = await makeMember(site);
    const none = { signed: 0, unsigned: 0 };
    const platform = { slug: 'clickworker', name: 'Clickworker' };
    const nothing = {
      platform,
      payout: none,
      incident: none,
      'client-review': none,
    };
    expect((await read('platform=clickworker', member)).json()).toEqual(nothing);
    await signingRequests(site, 'payout').publish(member, { signed: true });
    await signingRequests(site, 'incident').publish(member);
    await signingRequests(site, 'incident').publish(member, { platform: 'appen' });
    const response = await read('platform=clickworker', member);
    expect(response.headers['cache-control']).toBe('private, no-store');
    expect(signingTalliesResponse.parse(response.json())).toEqual({
      ...nothing,
      payout: { signed: 1, unsigned: 0 },
      incident: { signed: 0, unsigned: 1 },
    });
  });

  test('is for members, of a platform that is there', async () => {
    const member = await makeMember(site);
    expect((await read('platform=clickworker')).statusCode).toBe(401);
    expect((await read('platform=nowhere', member)).statusCode).toBe(404);
    expect((await read('platform=Not+a+slug', member)).statusCode).toBe(422);
    expect((await read('', member)).statusCode).toBe(422);
  });
});
