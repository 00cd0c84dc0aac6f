import { beforeAll, describe, expect, test } from 'vitest';
import { publishedProof, type PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showNow, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { pseudonym: 'Camille' });
});

const RECEIVED = {
  platform: 'clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};
const WAITING = {
  platform: 'appen',
  outcome: 'waiting',
  expected: '81',
  currency: 'USD',
  method: 'payoneer',
  askedOn: '2026-09-03',
};

async function publish(fields: object, cookie = member.cookie): Promise<string> {
  const response = await site.post('/api/payouts', fields, cookie);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}

async function readProof(id: string, cookie?: string): Promise<PublishedProof> {
  return publishedProof.parse((await site.get(`/api/payouts/${id}`, cookie)).json());
}

function read(id: string) {
  return site.database.prisma.payout.findUniqueOrThrow({ where: { id } });
}

function countPayouts(slug: string): Promise<number> {
  return site.database.prisma.payout.count({ where: { platform: { slug } } });
}

describe('POST /api/payouts', () => {
  test('keeps rounded values, and publishes nothing', async () => {
    const response = await site.post('/api/payouts', RECEIVED, member.cookie);
    expect(response.statusCode).toBe(201);
    const { id, path } = response.json<{ id: string; path: string }>();
    expect(path).toBe(`/fr/mes-paiements/${id}?done=payout-published`);
    expect(await read(id)).toMatchObject({
      state: 'received',
      currency: 'EUR',
      amountBand: 1,
      receivedShare: 1,
      shownMinor: null,
      askedMonth: '2026-11',
      delayDays: 5,
      askedSealed: null,
      method: 'paypal',
      dueByItself: false,
      solicited: false,
      showsAmount: false,
      showsMonth: false,
      shownFrom: null,
      proofReadyOn: null,
    });
    expect((await site.get(`/api/payouts/${id}`)).statusCode).toBe(404);
    expect(await countPayouts('clickworker')).toBe(1);
  });

  test('takes a name, an alias or an address for the platform', async () => {
    const fields = { ...RECEIVED, platform: 'https://www.clickworker.com/fr' };
    const { cookie } = await makeMember(site, { pseudonym: 'Dominique' });
    const asked = { received: '26,00', signed: 'on', solicited: 'on' };
    const id = await publish({ ...fields, ...asked }, cookie);
    expect(await read(id)).toMatchObject({ receivedShare: 0.9 });
    await showNow(site, id);
    expect(await readProof(id)).toMatchObject({
      platform: { slug: 'clickworker' },
      amount: null,
      solicited: true,
      author: { pseudonym: 'Dominique' },
    });
  });

  test('says all that is wrong at once', async () => {
    const response = await site.post(
      '/api/payouts',
      {
        ...RECEIVED,
        platform: 'Nulle part',
        expected: 'beaucoup',
        askedOn: '2026-11-21',
        refusedOn: '2026-11-12',
      },
      member.cookie,
    );
    expect(response.statusCode).toBe(422);
    expect(response.json()).toEqual({
      error: {
        code: 'bad-input',
        fields: {
          platform: { code: 'unknown-platform' },
          expected: { code: 'not-an-amount', limit: '27,50' },
          askedOn: { code: 'in-the-future', limit: '2026-11-20' },
          receivedOn: { code: 'before-start' },
          refusedOn: { code: 'contradicts' },
        },
      },
    });
  });

  test('needs what every payout has', async () => {
    const response = await site.post('/api/payouts', {}, member.cookie);
    const { error } = response.json<{ error: { fields: Record<string, unknown> } }>();
    expect(Object.keys(error.fields).toSorted()).toEqual(
      [
        'askedOn',
        'currency',
        'expected',
        'method',
        'outcome',
        'platform',
        'receivedOn',
        'refusedOn',
      ].toSorted(),
    );
  });

  test('is for members', async () => {
    expect((await site.post('/api/payouts', RECEIVED)).statusCode).toBe(401);
  });

  test('a failing transaction leaves no payout, figure, author, record or use', async () => {
    const other = await makeMember(site);
    const before = await counts();
    const fields = { ...RECEIVED, platform: 'isahit', receivedOn: '2026-11-01' };
    expect((await site.post('/api/payouts', fields, other.cookie)).statusCode).toBe(422);
    expect(await counts()).toEqual(before);
    expect(await countPayouts('isahit')).toBe(0);
  });

  test('a form sent twice posts once, one after the other and at the same time', async () => {
    const keyed = { ...RECEIVED, platform: 'isahit', _key: 'retried-form-1' };
    const first = await publish(keyed);
    expect(await publish(keyed)).toBe(first);
    const other = await makeMember(site);
    const racing = await Promise.all(
      Array.from({ length: 4 }, () => publish({ ...keyed, _key: 'retried-form-2' }, other.cookie)),
    );
    expect(new Set(racing).size).toBe(1);
    expect(await countPayouts('isahit')).toBe(2);
  });

  test('a key that comes again with other content is a conflict, and changes nothing', async () => {
    const { id: memberId, cookie } = await makeMember(site);
    const keyed = { ...RECEIVED, platform: 'isahit', _key: 'retried-form-3' };
    const first = await publish(keyed, cookie);
    const before = await counts();
    const other = await site.post('/api/payouts', { ...keyed, expected: '91.00' }, cookie);
    expect(other.statusCode).toBe(409);
    expect(await counts()).toEqual(before);
    // The page that it was sent from says nothing of what was sent.
    expect(await publish({ ...keyed, _from: '/en/workbook' }, cookie)).toBe(first);
    // A row from before content was kept answers as it did.
    const { idempotencyKey } = site.database.prisma;
    await idempotencyKey.updateMany({ where: { memberId }, data: { content: null } });
    expect(await publish({ ...keyed, expected: '91.00' }, cookie)).toBe(first);
  });

  test('stops at the limit of the day', async () => {
    const eager = await makeMember(site);
    for (let count = 0; count < 30; count += 1) {
      await publish({ ...WAITING, platform: 'roamler' }, eager.cookie);
    }
    const response = await site.post('/api/payouts', WAITING, eager.cookie);
    expect(response.statusCode).toBe(429);
    site.clock.advanceDays(1);
    await publish(WAITING, eager.cookie);
    site.clock.advanceDays(-1);
  });
});

async function counts(): Promise<number[]> {
  const { payout, author, recordEntry, memberUse, standingChange } = site.database.prisma;
  return Promise.all([
    payout.count(),
    author.count(),
    recordEntry.count(),
    memberUse.count(),
    standingChange.count(),
  ]);
}

describe('POST /api/payouts/:id', () => {
  test('closes one that was waiting, with the day it came and what came', async () => {
    const id = await publish(WAITING);
    const sealed = {
      askedSealed: expect.any(String) as string,
      keySlot: expect.any(Number) as number,
    };
    expect(await read(id)).toMatchObject({ state: 'waiting', ...sealed });
    const closed = { ...WAITING, outcome: 'received', received: '60', receivedOn: '2026-11-19' };
    const response = await site.post(`/api/payouts/${id}`, closed, member.cookie);
    expect(response.statusCode).toBe(200);
    expect(await read(id)).toMatchObject({
      state: 'received',
      delayDays: 75,
      receivedShare: 0.5,
      askedSealed: null,
      keySlot: null,
    });
    const where = { subject: `payout/${id}` };
    expect(await site.database.prisma.recordEntry.count({ where })).toBe(0);
  });

  test('corrects what was wrong, and opens it again', async () => {
    const { cookie } = await makeMember(site, { pseudonym: 'Sasha' });
    const id = await publish(RECEIVED, cookie);
    const corrected = { ...WAITING, method: 'wise', signed: 'true' };
    expect((await site.post(`/api/payouts/${id}`, corrected, cookie)).statusCode).toBe(200);
    expect(await read(id)).toMatchObject({
      state: 'waiting',
      receivedShare: null,
      delayDays: null,
      method: 'wise',
    });
    await showNow(site, id);
    expect(await readProof(id, cookie)).toMatchObject({
      platform: { slug: 'clickworker' },
      state: 'waiting',
      author: { pseudonym: 'Sasha' },
      can: { edit: true },
    });
  });

  test('refuses what contradicts itself', async () => {
    const id = await publish(WAITING);
    const response = await site.post(
      `/api/payouts/${id}`,
      { ...WAITING, receivedOn: '2026-11-19' },
      member.cookie,
    );
    expect(response.statusCode).toBe(422);
    expect(await read(id)).toMatchObject({ state: 'waiting' });
  });

  test('is for its author', async () => {
    const id = await publish(WAITING);
    const other = await makeMember(site);
    expect((await site.post(`/api/payouts/${id}`, WAITING)).statusCode).toBe(401);
    expect((await site.post(`/api/payouts/${id}`, WAITING, other.cookie)).statusCode).toBe(403);
  });

  test('is not found where there is none', async () => {
    const response = await site.post('/api/payouts/000000000000', WAITING, member.cookie);
    expect(response.statusCode).toBe(404);
    expect((await site.post('/api/payouts/x', WAITING, member.cookie)).statusCode).toBe(404);
  });
});

describe('POST /api/payouts/:id/still-waiting', () => {
  const say = (id: string, cookie?: string): ReturnType<TestApp['post']> =>
    site.post(`/api/payouts/${id}/still-waiting`, {}, cookie);

  test('keeps the day, once a day', async () => {
    const id = await publish(WAITING);
    expect((await say(id, member.cookie)).statusCode).toBe(200);
    expect((await say(id, member.cookie)).statusCode).toBe(200);
    const own = await site.get(`/api/me/payouts/${id}`, member.cookie);
    expect(own.json()).toMatchObject({ stillWaitingOn: '2026-11-20' });
    const where = { subject: `payout/${id}`, kind: 'payout-still-waiting' };
    expect(await site.database.prisma.recordEntry.count({ where })).toBe(0);
  });

  test('makes no sense of what was received', async () => {
    expect((await say(await publish(RECEIVED), member.cookie)).statusCode).toBe(409);
  });

  test('is for its author, and not found where there is none', async () => {
    const id = await publish(WAITING);
    const other = await makeMember(site);
    expect((await say(id)).statusCode).toBe(401);
    expect((await say(id, other.cookie)).statusCode).toBe(403);
    expect((await say('000000000000', member.cookie)).statusCode).toBe(404);
  });
});

describe('POST /api/payouts/:id/withdraw', () => {
  const withdraw = (id: string, cookie?: string): ReturnType<TestApp['post']> =>
    site.post(`/api/payouts/${id}/withdraw`, {}, cookie);

  test('deletes it, erases what the record could prove, and takes it out of the figures', async () => {
    const id = await showNow(
      site,
      await publish({ ...RECEIVED, platform: 'testapic', signed: 'on' }),
    );
    expect(await countPayouts('testapic')).toBe(1);
    expect((await withdraw(id, member.cookie)).statusCode).toBe(200);
    expect((await site.get(`/api/payouts/${id}`)).statusCode).toBe(410);
    expect((await site.get(`/fr/preuves/${id}`)).statusCode).toBe(410);
    expect(await site.database.prisma.payout.findUnique({ where: { id } })).toBeNull();
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `payout/${id}` },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ kind, salt }) => [kind, salt === null])).toEqual([
      ['payout-published', true],
      ['payout-withdrawn', false],
    ]);
    expect(await countPayouts('testapic')).toBe(0);
    expect((await withdraw(id, member.cookie)).statusCode).toBe(410);
  });

  test('is for its author, and not found where there is none', async () => {
    const id = await publish(WAITING);
    const other = await makeMember(site);
    expect((await withdraw(id)).statusCode).toBe(401);
    expect((await withdraw(id, other.cookie)).statusCode).toBe(403);
    expect((await withdraw('000000000000', member.cookie)).statusCode).toBe(404);
    expect(await read(id)).toMatchObject({ id });
  });
});
