import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disputeStatus, factDisputesResponse } from '#shared/governance/disputes.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { startOtherDomains, type OtherDomains } from '#tests/support/other-domains.ts';
import { dismissCaseAs } from './cases.testing.ts';

const DOMAIN = 'clickworker.com';

let world: OtherDomains;
let site: TestApp;
beforeAll(async () => {
  world = await startOtherDomains();
  site = await createTestApp({ safeFetch: world.settings });
});
afterAll(() => world.stop());

async function prove(): Promise<{ receipt: string }> {
  const answer = await site.post('/api/domains/code', { platform: 'clickworker', domain: DOMAIN });
  const { receipt, code } = answer.json<{ receipt: string; code: string }>();
  world.texts.set(DOMAIN, [`contrenote=${code}`]);
  expect((await site.post('/api/domains/check', { receipt })).statusCode).toBe(200);
  return { receipt };
}
const fieldsOf = (answer: { json: () => unknown }): unknown =>
  (answer.json() as { error: { fields?: object } }).error.fields;

describe('who controls a domain', () => {
  test('disputes a thing: a case with seven days, and its reasons for moderators', async () => {
    const { id: payout } = await makePayout(site, { slug: 'clickworker', screenshot: true });
    const { receipt } = await prove();
    const about = `payout/${payout}`;
    const body = { receipt, about, reasons: 'Ce paiement n’a jamais existé chez nous.' };
    expect(fieldsOf(await site.post('/api/disputes', body))).toEqual({
      reason: { code: 'required' },
    });
    const sent = await site.post('/api/disputes', { ...body, reason: 'invented' });
    expect(sent.statusCode).toBe(201);
    const one = await site.database.prisma.moderationCase.findFirstOrThrow({
      where: { subject: about },
    });
    expect(one).toMatchObject({ origin: 'dispute', reason: 'invented', state: 'open' });
    expect(one.dueAt?.getTime()).toBe(site.clock.now.getTime() + 7 * 86_400_000);
    const { id } = sent.json<{ id: string }>();
    const status = disputeStatus.parse((await site.get(`/api/disputes/${id}`)).json());
    expect(status).toMatchObject({ about, domain: DOMAIN, state: 'waiting', decision: null });
    const moderator = await makeMember(site, { moderator: true });
    const page = await site.get(`/fr/moderation/dossiers/${one.id}`, moderator.cookie);
    const api = await site.get(`/api/moderation/cases/${one.id}`, moderator.cookie);
    expect(`${page.body}${api.body}`).toContain('Ce paiement n’a jamais existé chez nous.');
    const { id: other } = await makePayout(site, { slug: 'appen', screenshot: true });
    const foreign = { ...body, reason: 'invented', about: `payout/${other}` };
    expect(fieldsOf(await site.post('/api/disputes', foreign))).toEqual({
      receipt: { code: 'not-for-this' },
    });
    const gone = { ...foreign, about: 'payout/000000000000' };
    expect((await site.post('/api/disputes', gone)).statusCode).toBe(404);
    expect((await site.get('/api/disputes/000000000000')).statusCode).toBe(404);
  });

  test('is answered at once by what was decided for that reason, and asks anew for another', async () => {
    const { id: payout } = await makePayout(site, { slug: 'clickworker', screenshot: true });
    const { receipt } = await prove();
    const about = `payout/${payout}`;
    const body = { receipt, about, reasons: 'Ce paiement n’a jamais existé chez nous.' };
    const sent = async (reason: string) => {
      const answer = await site.post('/api/disputes', { ...body, reason });
      expect(answer.statusCode, answer.body).toBe(201);
      const { id } = answer.json<{ id: string }>();
      return disputeStatus.parse((await site.get(`/api/disputes/${id}`)).json());
    };
    expect(await sent('invented')).toMatchObject({ state: 'waiting', decision: null });
    const cases = () => site.database.prisma.moderationCase.findMany({ where: { subject: about } });
    const moderator = await makeMember(site, { moderator: true });
    const [first] = await cases();
    expect((await dismissCaseAs(site, first?.id ?? '', moderator)).statusCode).toBe(200);
    const again = await sent('invented');
    expect(again.state).toBe('answered');
    expect(again.decision).not.toBeNull();
    expect(await cases()).toHaveLength(1);
    expect(await sent('insult')).toMatchObject({ state: 'waiting', decision: null });
    expect(await cases()).toHaveLength(2);
  });

  test('disputes a fact, which a moderator answers once, in public', async () => {
    const { receipt } = await prove();
    const before = (await site.get('/api/platforms/clickworker')).body;
    const reasons = 'Nous payons en dix jours depuis octobre.';
    const sent = await site.post('/api/disputes', {
      receipt,
      about: 'fact/promiseDays',
      reasons,
    });
    const { id } = sent.json<{ id: string }>();
    const shown = async () =>
      factDisputesResponse
        .parse((await site.get('/api/platforms/clickworker/fact-disputes')).json())
        .disputes.find((one) => one.id === id);
    expect(await shown()).toMatchObject({ domain: DOMAIN, reasons: null, outcome: null });
    expect((await site.get('/api/platforms/clickworker')).body).toBe(before);
    const [moderator, member] = [
      await makeMember(site, { moderator: true }),
      await makeMember(site),
    ];
    const answer = { outcome: 'kept', answer: 'La source dit toujours trente jours.' };
    const path = `/api/disputes/${id}/answer`;
    expect((await site.post(path, answer)).statusCode).toBe(401);
    expect((await site.post(path, answer, member.cookie)).statusCode).toBe(403);
    expect((await site.get('/api/disputes', member.cookie)).statusCode).toBe(403);
    expect((await site.post(path, {}, moderator.cookie)).statusCode).toBe(422);
    expect((await site.get('/fr/reponses', moderator.cookie)).body).toContain(reasons);
    expect((await site.post(path, answer, moderator.cookie)).statusCode).toBe(200);
    expect((await site.post(path, answer, moderator.cookie)).statusCode).toBe(409);
    expect(await shown()).toMatchObject({ reasons, ...answer });
    const nowhere = '/api/disputes/000000000000/answer';
    expect((await site.post(nowhere, answer, moderator.cookie)).statusCode).toBe(404);
  });
});
