import { beforeEach, describe, expect, test } from 'vitest';
import { boycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { fundsResponse, type SolidarityFund } from '#shared/collective/solidarity-funds.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { actsOf, answerAct, readAct, tend } from '#tests/support/proposals.ts';
import { makeFund } from '#tests/support/solidarity-funds.ts';

/** Links to solidarity funds: proposed by any member, shown after two moderators checked them. */

const FUND = { name: 'Caisse des micro-travailleurs', address: 'https://caisse.example/don' };
const HOUR_MS = 3_600_000;

const site: TestApp = await createTestApp();
let member: TestMember;
let first: TestMember;
let second: TestMember;
let boycott: string;
beforeEach(async () => {
  await site.database.prisma.roleGrant.deleteMany();
  await site.database.prisma.proposedChange.deleteMany();
  await site.database.prisma.solidarityFund.deleteMany();
  member = await makeMember(site);
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
  boycott = (await makeBoycott(site, { state: 'on' })).id;
});

const propose = (fund: object = FUND, by: TestMember | null = member) =>
  site.post(`/api/boycotts/${boycott}/funds`, fund, by?.cookie);
async function fundsSeenBy(viewer: TestMember | null = null): Promise<SolidarityFund[]> {
  const response = await site.get(`/api/boycotts/${boycott}`, viewer?.cookie);
  return boycottResponse.parse(response.json()).funds;
}
/** The act that waits for a moderator. */
async function waitingFor(moderator: TestMember): Promise<string> {
  const { waiting } = await actsOf(site, moderator);
  return waiting.find(({ kind }) => kind === 'show-fund')?.id ?? '';
}

test('is shown once two moderators have said yes, and never who proposed it', async () => {
  expect((await propose()).statusCode).toBe(200);
  const act = await waitingFor(first);
  expect(await readAct(site, act, first)).toMatchObject({
    about: { kind: 'boycott', key: boycott },
    from: { fr: FUND.name },
    to: { fr: FUND.address },
    handle: null,
    firstHandle: null,
  });
  expect(await answerAct(site, act, first)).toBe(200);
  expect(await fundsSeenBy()).toEqual([]);
  expect(await readAct(site, act, second)).toMatchObject({
    state: 'open',
    firstHandle: expect.stringMatching(/^M-/),
  });
  expect(await answerAct(site, act, second)).toBe(200);
  const [fund] = await fundsSeenBy();
  expect(fund).toMatchObject({ ...FUND, hiding: null, mine: false });
  expect(new Set(fund?.by).size).toBe(2);
  expect((await fundsSeenBy(member))[0]?.mine).toBe(true);
  expect(await kindsInRecord(site, `fund/${fund?.id ?? ''}`)).toEqual(['fund-published']);
  const { body } = await site.get(`/api/boycotts/${boycott}`);
  expect(body).not.toContain(member.pseudonym);
  expect(body).not.toContain(member.id);
});

describe('who can be one of the two', () => {
  test('not the same moderator twice', async () => {
    await propose();
    const act = await waitingFor(first);
    expect(await answerAct(site, act, first)).toBe(200);
    expect(await answerAct(site, act, first)).toBe(403);
    expect(await fundsSeenBy()).toEqual([]);
  });

  test('not an account with the voice of the first', async () => {
    const ids = [first.id, second.id];
    await site.database.prisma.member.updateMany({
      where: { id: { in: ids } },
      data: { voice: `one-${boycott}` },
    });
    await propose();
    const act = await waitingFor(first);
    expect(await answerAct(site, act, first)).toBe(200);
    expect(await answerAct(site, act, second)).toBe(403);
  });

  test('not who proposed it, nor who called for the boycott', async () => {
    await propose(FUND, first);
    expect(await answerAct(site, (await actsOf(site, first)).own[0]?.id ?? '', first)).toBe(403);
    const act = await waitingFor(second);
    await site.database.prisma.boycott.update({
      where: { id: boycott },
      data: { memberId: second.id },
    });
    expect(await answerAct(site, act, second)).toBe(403);
    await site.database.prisma.boycott.update({
      where: { id: boycott },
      data: { memberId: null },
    });
    expect(await answerAct(site, act, second)).toBe(200);
  });

  test('not a member, established or not', async () => {
    await propose();
    const act = await waitingFor(first);
    for (const by of [await makeMember(site), await makeMember(site, { established: true })]) {
      expect(await answerAct(site, act, by)).toBe(403);
    }
  });

  test('a first who is no moderator any more does not count: two others are needed', async () => {
    await propose();
    const act = await waitingFor(first);
    await answerAct(site, act, first);
    await site.database.prisma.roleGrant.deleteMany({ where: { memberId: first.id } });
    expect(await answerAct(site, act, second)).toBe(200);
    expect(await fundsSeenBy()).toEqual([]);
    const third = await makeMember(site, { moderator: true });
    expect(await answerAct(site, act, third)).toBe(200);
    expect(await fundsSeenBy()).toHaveLength(1);
  });
});

test('time alone shows nothing', async () => {
  await site.database.prisma.roleGrant.deleteMany({ where: { memberId: second.id } });
  await makeMember(site, { established: true });
  await propose();
  const act = await waitingFor(first);
  await answerAct(site, act, first);
  for (let day = 0; day < 8; day += 1) {
    site.clock.now = new Date(site.clock.now.getTime() + 24 * HOUR_MS);
    await tend(site);
  }
  expect(await fundsSeenBy()).toEqual([]);
  expect((await readAct(site, act, member)).state).toBe('open');
  expect(await site.database.prisma.actDraw.count()).toBe(0);
});

test('a refusal by one ends it, with the reason for who proposed it', async () => {
  await propose();
  const act = await waitingFor(first);
  const no = { answer: 'refuse', objection: 'La page demande un virement à un particulier.' };
  expect(await answerAct(site, act, first, no)).toBe(200);
  expect(await readAct(site, act, member)).toMatchObject({ state: 'refused' });
  expect(await fundsSeenBy()).toEqual([]);
});

test('who proposed it takes it back before, and nothing of it stays', async () => {
  await propose();
  const act = await waitingFor(first);
  expect(
    (await site.post(`/api/moderation/acts/${act}/withdraw`, {}, member.cookie)).statusCode,
  ).toBe(200);
  expect(await site.database.prisma.proposedChange.count()).toBe(0);
});

test('who proposed it withdraws it once shown', async () => {
  const { id } = await makeFund(site, { member, boycott });
  expect((await site.post(`/api/funds/${id}/withdraw`, {}, first.cookie)).statusCode).toBe(403);
  expect((await site.post(`/api/funds/${id}/withdraw`, {}, member.cookie)).statusCode).toBe(200);
  expect(await fundsSeenBy()).toEqual([]);
  expect(await kindsInRecord(site, `fund/${id}`)).toEqual([
    'fund-published (erased)',
    'fund-withdrawn',
  ]);
});

describe('POST /api/funds/:id/take-off', () => {
  const reason = 'La page ne répond plus.';
  test('one moderator takes it off at once, on the record with the reason', async () => {
    const { id } = await makeFund(site, { member, boycott });
    const off = (by?: TestMember) => site.post(`/api/funds/${id}/take-off`, { reason }, by?.cookie);
    expect((await off()).statusCode).toBe(401);
    expect((await off(member)).statusCode).toBe(403);
    expect((await off(first)).statusCode).toBe(200);
    expect(await fundsSeenBy()).toEqual([]);
    expect(await kindsInRecord(site, `fund/${id}`)).toEqual(['fund-published', 'fund-taken-off']);
    expect((await off(second)).statusCode).toBe(409);
    expect(await site.database.prisma.solidarityFund.findUnique({ where: { id } })).toMatchObject({
      takenOffReason: reason,
      takenOffBy: expect.stringMatching(/^M-/),
    });
    // The same can be proposed anew.
    const { address } = await site.database.prisma.solidarityFund.findUniqueOrThrow({
      where: { id },
    });
    expect((await propose({ name: FUND.name, address })).statusCode).toBe(200);
  });

  test('not there, or without a reason', async () => {
    const nowhere = '/api/funds/zzzzzzzzzzzz/take-off';
    expect((await site.post(nowhere, { reason }, first.cookie)).statusCode).toBe(404);
    const { id } = await makeFund(site, { boycott });
    expect((await site.post(`/api/funds/${id}/take-off`, {}, first.cookie)).statusCode).toBe(422);
  });

  test('not by a moderator who called for the boycott', async () => {
    const { id } = await makeFund(site, { boycott });
    await site.database.prisma.boycott.update({
      where: { id: boycott },
      data: { memberId: first.id },
    });
    const response = await site.post(`/api/funds/${id}/take-off`, { reason }, first.cookie);
    expect(response.statusCode).toBe(403);
  });
});

describe('POST /api/boycotts/:id/funds', () => {
  test.each([
    ['address', { address: 'http://caisse.example/' }],
    ['address', { address: 'javascript:alert(1)' }],
    ['address', { address: 'https://caisse.example@autre.example/' }],
    ['name', { name: 'ab' }],
  ])('refuses a bad %s', async (field, bad) => {
    const response = await propose({ ...FUND, ...bad });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: {} } } });
  });

  test('is for members, of a boycott that is under way, once for each address', async () => {
    expect((await propose(FUND, null)).statusCode).toBe(401);
    expect((await propose()).statusCode).toBe(200);
    expect((await propose()).statusCode).toBe(409);
    await makeFund(site, { boycott, address: 'https://autre.example/' });
    expect((await propose({ ...FUND, address: 'https://autre.example/' })).statusCode).toBe(409);
    boycott = (await makeBoycott(site, { state: 'debated' })).id;
    expect((await propose()).statusCode).toBe(409);
    boycott = 'zzzzzzzzzzzz';
    expect((await propose()).statusCode).toBe(404);
  });

  test('at most five are shown of one boycott', async () => {
    for (let n = 0; n < 5; n += 1) await makeFund(site, { boycott });
    expect((await propose()).statusCode).toBe(409);
  });
});

test('the list of all is the same for every member, whatever she pledged', async () => {
  const { id } = await makeFund(site, { boycott });
  const listFor = async (viewer: TestMember | null) =>
    fundsResponse.parse((await site.get('/api/solidarity-funds', viewer?.cookie)).json());
  const list = await listFor(null);
  expect(list.boycotts).toMatchObject([{ id: boycott, funds: [{ id }] }]);
  expect(await listFor(member)).toEqual(list);
});

test('an account that is deleted takes what waits along; what is shown stays, of nobody', async () => {
  member = await makeRealMember(site, 'Part bientôt');
  await propose();
  await makeFund(site, { member, boycott });
  const leaving = { password: PASSWORD };
  const response = await site.post('/api/me/delete', leaving, member.cookie);
  expect(response.statusCode, response.body).toBe(200);
  expect(await site.database.prisma.proposedChange.count()).toBe(0);
  expect(await site.database.prisma.solidarityFund.findFirst()).toMatchObject({ memberId: null });
});
