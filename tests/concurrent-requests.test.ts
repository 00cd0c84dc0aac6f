import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, makePayout } from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';

/** Acts of one member, or of many, in the same moment: each is done or refused, none fails. */

const ROUNDS = 5;
let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
});

const payout = (platform: string): Record<string, unknown> => ({
  platform,
  outcome: 'waiting',
  expected: '10',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-01',
});
const incident = (platform: string): Record<string, unknown> => ({
  platform,
  kind: 'balance-stuck',
  happenedOn: '2026-11-02',
  reason: 'none',
  appeal: 'not-tried',
});
const review = {
  pay: 3,
  punctuality: 3,
  fairness: 3,
  communication: 3,
  supply: 3,
  experiencedMonth: '2026-10',
};

function statuses(answers: readonly LightMyRequestResponse[]): number[] {
  return answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
}

test('the first evidence of a member on a platform, of each kind at once', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { cookie } = await makeMember(site);
    const { id } = await makeIncident(site, { slug: 'appen' });
    const answers = await Promise.all([
      site.post('/api/payouts', payout('appen'), cookie),
      site.post('/api/incidents', incident('appen'), cookie),
      site.post('/api/platforms/appen/review', review, cookie),
      site.post(`/api/incidents/${id}/echo`, {}, cookie),
    ]);
    expect(statuses(answers)).toEqual([200, 201, 201, 201]);
  }
});

test('many members post on many platforms while all become established', async () => {
  const slugs = ['appen', 'clickworker', 'isahit', 'mobeye'];
  const members = await Promise.all(Array.from({ length: 6 }, () => makeMember(site)));
  for (const member of members) {
    for (const publishedOn of ['2026-09-02', '2026-10-02']) {
      for (const slug of slugs.slice(0, 2)) await makePayout(site, { member, slug, publishedOn });
    }
  }
  const turning = establishNow(site);
  const answers = await Promise.all(
    members.flatMap(({ cookie }, index) =>
      [...slugs.slice(index % 4), ...slugs.slice(0, index % 4)].map((slug) =>
        site.post('/api/payouts', payout(slug), cookie),
      ),
    ),
  );
  expect(new Set(statuses(answers))).toEqual(new Set([201]));
  await turning;
  const ids = members.map(({ id }) => id);
  const established = { id: { in: ids }, establishedOn: { not: null } };
  expect(await site.database.prisma.member.count({ where: established })).toBe(ids.length);
});

test('corrections, withdrawals and "still waiting" of one payout', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id, member } = await makePayout(site, { state: 'waiting', screenshot: true });
    const { platform: _, ...facts } = payout('');
    const answers = await Promise.all([
      site.post(`/api/payouts/${id}`, { ...facts, removeScreenshot: true }, member.cookie),
      site.post(`/api/payouts/${id}/still-waiting`, {}, member.cookie),
      site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie),
      site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie),
    ]);
    // Without its picture it is no proof any more: its withdrawal leaves no trace.
    const [corrected, pending, ...withdrawals] = answers.map(({ statusCode }) => statusCode);
    const gone = corrected === 200 ? 404 : 410;
    expect([200, 410]).toContain(corrected);
    expect([200, gone]).toContain(pending);
    expect(withdrawals.toSorted((a, b) => a - b)).toEqual([200, gone]);
  }
});

test('a proof is confirmed, doubted, changed and withdrawn in one moment', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id, member } = await makePayout(site, { screenshot: true });
    const others = await Promise.all(
      Array.from({ length: 4 }, () => makeMember(site, { established: true })),
    );
    const [a, b, c, d] = others.map(({ cookie }) => cookie);
    const { platform: _, ...facts } = payout('');
    const doubt = { reason: 'personal-data', sentence: 'On lit un nom.' };
    const answers = await Promise.all([
      site.post(`/api/payouts/${id}/confirm`, {}, a),
      site.post(`/api/payouts/${id}/doubt`, doubt, b),
      site.post(`/api/payouts/${id}/doubt`, doubt, c),
      site.post(`/api/payouts/${id}/doubt`, { ...doubt, reason: 'amount' }, d),
      site.post(`/api/payouts/${id}`, { ...facts, removeScreenshot: true }, member.cookie),
      ...(round % 2 === 0 ? [site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie)] : []),
    ]);
    const [corrected] = answers.slice(4).map(({ statusCode }) => statusCode);
    expect([200, ...(round % 2 === 0 ? [410] : [])]).toContain(corrected);
    // Without its picture it is no proof any more, and nobody else learns that there is a payout.
    const gone = corrected === 200 ? 404 : 410;
    const odd = statuses(answers.slice(0, 4)).filter(
      (status) => ![200, 409, gone].includes(status),
    );
    expect(odd).toEqual([]);
    expect(statuses(answers.slice(5)).filter((status) => status !== 200)).toEqual([]);
    const open = { payoutId: id, state: 'open' };
    expect(await site.database.prisma.proofCheck.count({ where: open })).toBe(0);
  }
});

test('an account is deleted while its evidence changes', async () => {
  const passwordHash = await hashPassword(PASSWORD);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id, member } = await makePayout(site, { state: 'waiting' });
    const told = await makeIncident(site, { member });
    await site.database.prisma.member.update({ where: { id: member.id }, data: { passwordHash } });
    const { platform: _, ...facts } = payout('');
    const leave = (): Promise<LightMyRequestResponse> =>
      site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    const leaving = leave();
    // While the password is checked, so that some acts begin before and end after.
    await new Promise((resolve) => {
      setTimeout(resolve, 20 + 5 * round);
    });
    const key = { _key: `key-of-round-${round}` };
    const answers = await Promise.all([
      site.post('/api/payouts', { ...payout('isahit'), ...key }, member.cookie),
      site.post(`/api/payouts/${id}`, facts, member.cookie),
      site.post('/api/platforms/mobeye/review', review, member.cookie),
      site.post(`/api/incidents/${told.id}/withdraw`, {}, member.cookie),
      leaving,
    ]);
    expect(statuses(answers)).not.toContain(500);
    // Busy, at worst: she is told to send it again, and it works.
    if ((await leaving).statusCode !== 200) expect((await leave()).statusCode).toBe(200);
    expect(await site.database.prisma.member.count({ where: { id: member.id } })).toBe(0);
  }
});

test('one name, one correction, one dispute: who comes second is refused', async () => {
  const members = await Promise.all(Array.from({ length: 4 }, () => makeMember(site)));
  const added = { name: 'Toute nouvelle', website: 'toute-nouvelle.example', activity: 'other' };
  const source = 'Je le sais.';
  const adds = members.map(({ cookie }) =>
    site.post('/api/platforms', { ...added, source }, cookie),
  );
  expect(statuses(await Promise.all(adds))).toEqual([201, 422, 422, 422]);
  const [first] = members;
  await site.post('/api/platforms/appen/corrections', { promiseDays: 9, source }, first?.cookie);
  const { revisions } = (await site.get('/api/platforms/appen/revisions')).json<{
    revisions: { id: string }[];
  }>();
  const address = `/api/platforms/appen/revisions/${revisions[0]?.id ?? ''}`;
  const answers = await Promise.all(
    members
      .slice(1)
      .flatMap(({ cookie }) => [
        site.post(`${address}/disputes`, { reason: 'C’est faux.' }, cookie),
        site.post(`${address}/disputes`, { reason: 'C’est faux.' }, cookie),
        site.post(`${address}/undo`, { source }, cookie),
      ]),
  );
  expect(statuses(answers).filter((status) => status !== 200 && status !== 409)).toEqual([]);
});

test('one pseudonym is taken once', async () => {
  const form = { pseudonym: 'Une Seule', password: PASSWORD, agree: true };
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => site.post('/api/sign-up', form)),
  );
  expect(statuses(answers)).toEqual([201, 422, 422, 422]);
});
