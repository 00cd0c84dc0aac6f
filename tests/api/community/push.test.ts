import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notify } from '#server/identity/notifications/notify.ts';
import { deriveVapidKeys } from '#server/community/push/keys.ts';
import { sendPushes, type PushDeps } from '#server/community/push/send-pushes.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { MAX_PUSH_BROWSERS, MAX_PUSH_FAILURES } from '#shared/community/push.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { startPushService, type PushService } from '#tests/support/push-service.ts';

const DAY_MS = 86_400_000;

let site: TestApp;
let service: PushService;
let parts: PushDeps;

beforeAll(async () => {
  service = await startPushService();
  site = await createTestApp({ environment: { PUSH_SERVICES: service.origin } });
  parts = {
    database: site.database,
    secrets: openSecrets(null, site.dataDir),
    env: { pushOrigins: [service.origin], publicUrl: 'https://contrenote.example' },
  };
});
afterAll(() => service.stop());
beforeEach(() => {
  service.answer(201);
  service.pushes.length = 0;
});

let named = 0;
/** A member with one browser that gets pushes. */
async function makeReader(): Promise<{ member: TestMember; endpoint: string }> {
  const member = await makeMember(site);
  named += 1;
  const { subscription } = service.makeBrowser(`browser-${named}`);
  expect((await site.post('/api/me/push', subscription, member.cookie)).statusCode).toBe(200);
  return { member, endpoint: subscription.endpoint };
}

async function tell({ id }: TestMember, subject: string): Promise<void> {
  await site.database.prisma.$transaction((tx) =>
    notify(tx, [id], { kind: 'thread', subject }, site.clock.now),
  );
}

function devices({ cookie }: TestMember): Promise<number> {
  return site
    .get('/api/me/push', cookie)
    .then((answer) => answer.json<{ devices: number }>().devices);
}

describe('a browser that subscribed', () => {
  test('is told how many lines are unread, and nothing of what they say', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujetsecret1');
    await tell(member, 'sujetsecret2');
    expect(await sendPushes(parts, site.clock.now)).toBe(1);
    const [push] = service.pushes;
    expect(JSON.parse(push?.text ?? '')).toEqual({
      title: 'Contrenote',
      body: 'Vous avez 2 nouvelles non lues.',
      path: '/fr/nouvelles',
    });
    expect(push?.headers['content-encoding']).toBe('aes128gcm');
    expect(Number(push?.headers['ttl'])).toBeGreaterThan(0);
  });

  test('knows by the signature that it comes from this site', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujetsecret1');
    await sendPushes(parts, site.clock.now);
    const [, token = '', key = ''] =
      /t=([^,]+), *k=(.+)/.exec(service.pushes[0]?.headers.authorization ?? '') ?? [];
    const told = (await site.get('/api/me/push', member.cookie)).json<{ key: string }>().key;
    expect(key).toBe(told);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const point = Buffer.from(key, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const signed = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    expect(signed).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: service.origin,
      sub: 'https://contrenote.example',
    });
  });

  test('hears of the same lines once, and of new ones an hour later at the soonest', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujetsecret1');
    await sendPushes(parts, site.clock.now);
    await tell(member, 'sujetsecret2');
    const minutes = (count: number): Date => new Date(site.clock.now.getTime() + count * 60_000);
    expect(await sendPushes(parts, minutes(59))).toBe(0);
    expect(await sendPushes(parts, minutes(61))).toBe(1);
    expect(await sendPushes(parts, minutes(200))).toBe(0);
  });

  test('is not called sooner where she reads each line at once', async () => {
    const { member } = await makeReader();
    const minutes = (count: number): Date => new Date(site.clock.now.getTime() + count * 60_000);
    await tell(member, 'sujetsecret1');
    expect(await sendPushes(parts, minutes(0))).toBe(1);
    await site.database.prisma.inboxItem.updateMany({
      where: { memberId: member.id },
      data: { readAt: minutes(1) },
    });
    await tell(member, 'sujetsecret1');
    expect(await sendPushes(parts, minutes(2))).toBe(0);
    expect(await sendPushes(parts, minutes(61))).toBe(1);
  });

  test('hears nothing of what was read on the site', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujetsecret1');
    await site.database.prisma.inboxItem.updateMany({
      where: { memberId: member.id },
      data: { readAt: site.clock.now },
    });
    expect(await sendPushes(parts, site.clock.now)).toBe(0);
  });

  test('gets none once it is signed out', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujetsecret1');
    await site.post('/api/sign-out', {}, member.cookie);
    expect(await sendPushes(parts, site.clock.now)).toBe(0);
    expect(
      await site.database.prisma.pushSubscription.count({ where: { memberId: member.id } }),
    ).toBe(0);
  });

  test('is of who used it last', async () => {
    const { member, endpoint } = await makeReader();
    const other = await makeMember(site);
    const { subscription } = service.makeBrowser('shared');
    const shared = { ...subscription, endpoint };
    expect((await site.post('/api/me/push', shared, other.cookie)).statusCode).toBe(200);
    expect([await devices(member), await devices(other)]).toEqual([0, 1]);
  });

  test.each([404, 410])('is forgotten where its service answers %i', async (status) => {
    const { member } = await makeReader();
    await tell(member, 'sujetsecret1');
    service.answer(status);
    await sendPushes(parts, site.clock.now);
    expect(await devices(member)).toBe(0);
  });

  test('is kept through failures, until there are too many in a row', async () => {
    const { member } = await makeReader();
    service.answer(500);
    for (let failure = 1; failure <= MAX_PUSH_FAILURES; failure += 1) {
      expect(await devices(member)).toBe(1);
      await tell(member, `sujet${failure}`);
      await sendPushes(parts, new Date(site.clock.now.getTime() + failure * 2 * DAY_MS));
    }
    expect(await devices(member)).toBe(0);
  });

  test('hears later of what its service refused, ever more rarely, for days', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujet1');
    service.answer(500);
    const hours = (count: number): Date => new Date(site.clock.now.getTime() + count * 3_600_000);
    const asked: number[] = [];
    for (let hour = 0; hour < 48; hour += 1) {
      await sendPushes(parts, hours(hour));
      if (service.pushes.splice(0).length > 0) asked.push(hour);
    }
    expect(asked).toEqual([0, 2, 6, 14, 30]);
    expect(await devices(member)).toBe(1);
    service.answer(201);
    expect(await sendPushes(parts, hours(54))).toBe(1);
    expect(await sendPushes(parts, hours(100))).toBe(0);
  });
});

describe('a member with two browsers', () => {
  const minutes = (count: number): Date => new Date(site.clock.now.getTime() + count * 60_000);
  /** Which browsers were called since the last time that this was asked. */
  const called = (): string[] => service.pushes.splice(0).map(({ path }) => path);

  test('is told on each of them, also where one was called while the other paused', async () => {
    const { member, endpoint } = await makeReader();
    const desktop = new URL(endpoint).pathname;
    await tell(member, 'sujet1');
    await sendPushes(parts, minutes(0));
    const phone = '/phone';
    await site.post('/api/me/push', service.makeBrowser('phone').subscription, member.cookie);
    expect(called()).toEqual([desktop]);
    await tell(member, 'sujet2');
    await sendPushes(parts, minutes(30));
    expect(called()).toEqual([phone]);
    await sendPushes(parts, minutes(61));
    expect(called()).toEqual([desktop]);
    await tell(member, 'sujet3');
    await sendPushes(parts, minutes(91));
    expect(called()).toEqual([phone]);
    await sendPushes(parts, minutes(122));
    expect(called()).toEqual([desktop]);
    await sendPushes(parts, minutes(400));
    expect(called()).toEqual([]);
  });

  test('is not told on the second of what she read meanwhile', async () => {
    const { member } = await makeReader();
    await tell(member, 'sujet1');
    await sendPushes(parts, minutes(0));
    await site.post('/api/me/push', service.makeBrowser('phone').subscription, member.cookie);
    await tell(member, 'sujet2');
    await sendPushes(parts, minutes(30));
    const where = { memberId: member.id, subject: 'sujet2' };
    await site.database.prisma.inboxItem.updateMany({ where, data: { readAt: minutes(31) } });
    called();
    await sendPushes(parts, minutes(61));
    expect(called()).toEqual([]);
  });
});

describe('what is kept', () => {
  test('tells no address and no key to who has the database', async () => {
    const { endpoint } = await makeReader();
    const rows = await site.database.prisma.pushSubscription.findMany();
    expect(JSON.stringify(rows)).not.toContain(endpoint);
    expect(JSON.stringify(rows)).not.toContain('127.0.0.1');
  });

  test('is the last browsers only', async () => {
    const member = await makeMember(site);
    for (let browser = 0; browser <= MAX_PUSH_BROWSERS; browser += 1) {
      const { subscription } = service.makeBrowser(`many-${browser}`);
      await site.post('/api/me/push', subscription, member.cookie);
    }
    expect(await devices(member)).toBe(MAX_PUSH_BROWSERS);
  });

  test('are keys that every process derives alike, and another site otherwise', () => {
    const again = openSecrets(null, site.dataDir);
    expect(deriveVapidKeys(again)).toEqual(deriveVapidKeys(parts.secrets));
    expect(deriveVapidKeys(openSecrets('1'.repeat(64), site.dataDir))).not.toEqual(
      deriveVapidKeys(again),
    );
  });
});

describe('POST /api/me/push', () => {
  test('refuses addresses that are of no known push service', async () => {
    const member = await makeMember(site);
    const { subscription } = service.makeBrowser('elsewhere');
    for (const endpoint of [
      'http://127.0.0.1:1/x',
      'http://169.254.169.254/x',
      'https://a.test/x',
    ]) {
      const answer = await site.post('/api/me/push', { ...subscription, endpoint }, member.cookie);
      expect(answer.statusCode, endpoint).toBe(422);
      expect(answer.json()).toMatchObject({ error: { fields: { endpoint: { code: 'invalid' } } } });
    }
  });

  test('refuses keys that are none', async () => {
    const member = await makeMember(site);
    const { subscription } = service.makeBrowser('badkeys');
    for (const wrong of [{ p256dh: 'AAAA' }, { auth: '' }, { auth: '../../../etc/passwd000' }]) {
      const answer = await site.post('/api/me/push', { ...subscription, ...wrong }, member.cookie);
      expect(answer.statusCode).toBe(422);
    }
  });

  test('is for members', async () => {
    const { subscription } = service.makeBrowser('nobody');
    expect((await site.post('/api/me/push', subscription)).statusCode).toBe(401);
    expect((await site.post('/api/me/push/end', {})).statusCode).toBe(401);
    expect((await site.get('/api/me/push')).statusCode).toBe(401);
  });
});

describe('POST /api/me/push/end', () => {
  test('ends one browser of hers, or all, and never one of another', async () => {
    const { member, endpoint } = await makeReader();
    const second = service.makeBrowser('second').subscription;
    await site.post('/api/me/push', second, member.cookie);
    const other = await makeReader();
    await site.post('/api/me/push/end', { endpoint: other.endpoint }, member.cookie);
    expect([await devices(member), await devices(other.member)]).toEqual([2, 1]);
    await site.post('/api/me/push/end', { endpoint }, member.cookie);
    expect(await devices(member)).toBe(1);
    await site.post('/api/me/push/end', {}, member.cookie);
    expect(await devices(member)).toBe(0);
  });
});
