import { beforeAll, describe, expect, test } from 'vitest';
import { aggregateClientReviews } from '#server/directory/clients/aggregate-client-reviews.ts';
import { randomId } from '#server/core/ids.ts';
import { LOOKUP_SQL } from '#server/site/lookup/queries.ts';
import { col, statement } from '#server/database/sql.ts';
import type { ClientFigures } from '#shared/directory/clients.ts';
import { today } from '#shared/core/days.ts';
import { lookupResponse, type LookupResponse } from '#shared/site/lookup.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { createTestApp, ORIGIN, TEST_START, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId } from '#tests/support/factories.ts';

/** What a script on somebody else's page learns here, and what we learn from it: nothing of her. */

const NOTHING = {
  tasks: null,
  rating: aggregateClientReviews(
    [],
    { communication: null, pay: null, fairness: null, speed: null },
    today(TEST_START),
  ),
};
const FIGURES = {
  tasks: {
    hourly: { currency: 'USD', low: 310, median: 620, high: 700, members: 5 },
    refused: { share: 0.1, withoutReasonShare: 0.05, members: 5 },
  },
  rating: {
    ...NOTHING.rating,
    count: 2,
    criteria: { communication: 2.5, pay: 4, fairness: 3, speed: 5 },
  },
} satisfies Figures;

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  for (let receipt = 0; receipt < 3; receipt += 1) await makePayout(site, { slug: 'clickworker' });
  await makePayout(site, { slug: 'clickworker', state: 'waiting' });
});

async function ask(query: string): Promise<LookupResponse> {
  const response = await site.get(`/api/lookup?${query}`);
  expect(response.statusCode, response.body).toBe(200);
  return lookupResponse.parse(response.json());
}

describe('GET /api/lookup by domain', () => {
  test.each([
    'clickworker.com',
    'www.clickworker.com',
    'workplace.clickworker.com',
    'a.b.clickworker.com',
    'CLICKWORKER.com',
    'https://www.clickworker.com/fr',
  ])('knows whose page %s is', async (domain) => {
    const { platform, clients } = await ask(`domain=${encodeURIComponent(domain)}`);
    expect(platform).toMatchObject({
      slug: 'clickworker',
      name: 'Clickworker',
      path: { fr: '/fr/plateformes/clickworker', en: '/en/platforms/clickworker' },
      standing: { state: 'unknown', since: '2026-11-20' },
      // No slip is released yet.
      evidence: { shareReceived: null, medianDelayDays: null, until: null },
      hourly: null,
      boycotts: [],
    });
    expect(clients).toEqual([]);
  });

  test.each(['nobody.example', 'clickworker.com.evil.example', 'notclickworker.com', 'com'])(
    'takes %s for nobody’s',
    async (domain) => {
      const response = await site.get(`/api/lookup?domain=${domain}`);
      expect([404, 422]).toContain(response.statusCode);
      expect(response.headers['cache-control']).toBe('no-store');
    },
  );

  test('takes no dash for a dot: a look-alike domain is another one', async () => {
    await site.database.prisma.platformName.create({
      data: {
        kind: 'domain',
        text: 'safe-pay.example',
        key: 'safe pay example',
        platform: { connect: { slug: 'isahit' } },
      },
    });
    expect((await ask('domain=safe-pay.example')).platform?.name).toBe('Isahit');
    expect((await site.get('/api/lookup?domain=safe.pay.example')).statusCode).toBe(404);
  });

  test('says that a domain is unknown in the shape of every error', async () => {
    const response = await site.get('/api/lookup?domain=nobody.example');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({ error: { code: 'not-found' } });
  });
});

describe('GET /api/lookup by the ids of clients', () => {
  beforeAll(async () => {
    await makeClient('acme', { id: 'A1ACME', on: 'amazon-mechanical-turk', figures: FIGURES });
    await makeClient('acme-data', { id: 'A2ACME', on: 'amazon-mechanical-turk', root: 'acme' });
    await makeClient('quiet', { id: 'A3QUIET', on: 'amazon-mechanical-turk', figures: NOTHING });
    await makeClient('elsewhere', { id: 'A4ELSE', on: 'clickworker', figures: FIGURES });
  });

  test('tells of those that are known, in the order asked, and is silent of others', async () => {
    const { platform, clients } = await ask('platform=mturk.com&ids=A3QUIET,A0NOBODY,A1ACME');
    expect(platform).toBeNull();
    expect(clients).toEqual([
      {
        id: 'A3QUIET',
        slug: 'quiet',
        name: 'quiet',
        path: { fr: '/fr/clients/quiet', en: '/en/clients/quiet' },
        hourly: null,
        refused: null,
        rating: { count: 0, criteria: NOTHING.rating.criteria },
        boycotts: [],
      },
      {
        id: 'A1ACME',
        slug: 'acme',
        name: 'acme',
        path: { fr: '/fr/clients/acme', en: '/en/clients/acme' },
        hourly: { currency: 'USD', low: 310, median: 620, high: 700, members: 5 },
        refused: { share: 0.1, withoutReasonShare: 0.05, members: 5 },
        rating: { count: 2, criteria: FIGURES.rating.criteria },
        boycotts: [],
      },
    ]);
  });

  test('tells of a client that was joined to another under the name of that other', async () => {
    const { clients } = await ask('domain=worker.mturk.com&ids=A2ACME');
    expect(clients.map(({ id, name }) => [id, name])).toEqual([['A2ACME', 'acme']]);
  });

  test('an id means nothing on another platform', async () => {
    expect((await ask('platform=mturk.com&ids=A4ELSE')).clients).toEqual([]);
    expect((await ask('platform=clickworker.com&ids=A4ELSE')).clients).toHaveLength(1);
  });

  test('answers for the page and its clients at once, a hundred at most', async () => {
    const { platform, clients } = await ask(`domain=mturk.com&ids=A1ACME,${idsUpTo(99)},A1ACME`);
    expect(platform?.name).toBe('Amazon Mechanical Turk');
    expect(clients).toHaveLength(1);
  });
});

describe('GET /api/lookup is asked from other sites', () => {
  test('any origin reads it, any cache keeps it for an hour', async () => {
    const { headers } = await site.get('/api/lookup?domain=clickworker.com');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['cache-control']).toBe('public, max-age=3600');
    expect(headers['vary']).toBeUndefined();
  });

  test('a member’s cookie changes nothing, and none is set', async () => {
    const { cookie } = await makeMember(site);
    const [stranger, member] = [
      await site.get('/api/lookup?domain=clickworker.com'),
      await site.get('/api/lookup?domain=clickworker.com', cookie),
    ];
    expect(member.body).toBe(stranger.body);
    expect(member.headers['cache-control']).toBe('public, max-age=3600');
    expect(member.headers['set-cookie']).toBeUndefined();
  });

  test.each([
    ['', 'domain', 'required'],
    ['domain=', 'domain', 'invalid'],
    ['domain=not%20a%20domain', 'domain', 'invalid'],
    ['ids=A1', 'platform', 'required'],
    ['ids=,,', 'domain', 'required'],
    [`platform=mturk.com&ids=${idsUpTo(101)}`, 'ids', 'too-big'],
    [`platform=mturk.com&ids=${'A'.repeat(7_000)}`, 'ids', 'too-long'],
  ])('%#: is refused with what to mend', async (query, field, code) => {
    const response = await site.get(`/api/lookup?${query}`);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      error: { code: 'bad-input', fields: { [field]: { code } } },
    });
  });

  test('answers from indexes where there are many names', async () => {
    await site.database.prisma.$executeRawUnsafe(`
      INSERT INTO platform_name (platform_id, kind, text, key)
      SELECT (SELECT id FROM platform WHERE slug = 'isahit'), 'domain', k || '.example', k || ' example'
        FROM (SELECT md5(i::text) AS k FROM generate_series(1, 20000) i) made`);
    await site.database.prisma.$executeRawUnsafe('ANALYZE platform_name');
    const keys = ['worker mturk com', 'mturk com'];
    const plan = await site.database.sql(
      statement({ 'QUERY PLAN': col.text }, `EXPLAIN ${LOOKUP_SQL}`),
      [
        TEST_START.toISOString(),
        keys,
        ['worker.mturk.com', 'mturk.com'],
        idsUpTo(100).split(','),
        'amazon-mechanical-turk',
        9,
      ],
    );
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).not.toContain('Seq Scan on platform_name');
    expect(lines).toContain('client_identity_platform_id_external_id_key');
  });
});

type Figures = Pick<ClientFigures, 'rating'> & { tasks: Partial<TaskFigures> | null };

async function makeClient(
  slug: string,
  { id, on, root, figures }: { id: string; on: string; root?: string; figures?: Figures },
): Promise<void> {
  const { prisma } = site.database;
  const rootId = root === undefined ? `id-${slug}` : `id-${root}`;
  await prisma.client.create({
    data: {
      id: `id-${slug}`,
      slug,
      name: slug,
      rootId,
      createdOn: TEST_START,
      identities: {
        create: { id: randomId(), externalId: id, platformId: await platformId(site, on) },
      },
      ...(figures === undefined
        ? {}
        : { summary: { create: { figures, legacy: {}, computedOn: TEST_START } } }),
    },
  });
}

function idsUpTo(count: number): string {
  return Array.from({ length: count }, (_, index) => `A${index}`).join(',');
}

describe('GET /contrenote.user.js', () => {
  test('is a userscript for the pages of the platforms, that asks the site it came from', async () => {
    const response = await site.get('/contrenote.user.js');
    expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-cache');
    const { body } = response;
    const [head = '', script] = body.split('// ==/UserScript==\n');
    expect(head.startsWith('// ==UserScript==\n')).toBe(true);
    const values = (key: string): string[] =>
      [...head.matchAll(new RegExp(`^// @${key} +(.*)$`, 'gm'))].map(([, value]) => value ?? '');
    expect(values('version')).toEqual(['1.2.3']);
    expect(values('description:fr')[0]).toContain('gain par heure');
    expect(values('connect')).toEqual(['localhost']);
    expect(values('downloadURL')).toEqual([`${ORIGIN}/contrenote.user.js`]);
    const domains = await site.database.prisma.platformName.findMany({
      where: { kind: 'domain' },
    });
    expect(values('match')).toEqual(domains.map(({ text }) => `*://*.${text}/*`).toSorted());
    expect(script).toMatch(
      /^const CONTRENOTE = \{"site":"http:\/\/localhost","report":\{"fr":"\/fr\/declarer\/tache","en":"\/en\/report\/task"\},"domains":\[/,
    );
    expect(script).toContain('overlay();');
  });

  test('names the address that the site was given', async () => {
    const named = await createTestApp({
      environment: { PUBLIC_URL: 'https://contrenote.example' },
    });
    const { body } = await named.get('/contrenote.user.js');
    expect(body).toContain('contrenote.example');
    expect(body).not.toContain('localhost');
  });
});
