import { beforeAll, describe, expect, test } from 'vitest';
import { KNOWN_CLIENTS_SQL } from '#server/site/turkopticon-compatibility/queries.ts';
import { paidHourly } from '#server/directory/clients/legacy-figures.testing.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeKnownClient, REVIEW, TASKS } from './turkopticon.testing.ts';

/**
 * `/v1/requesters/`, as scripts written for TurkerView read it. Each of these tests stands for a real
 * client that breaks where it fails: do not make them laxer.
 */

const KEYS = { 'x-view-key': 'k'.repeat(40), 'x-app-key': 'MTurk Suite', 'x-app-ver': '2.5.1' };

type Answer = {
  user: { requestsRemaining: number; userId: string | null };
  requesters: Record<string, Record<string, unknown>>;
};

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeKnownClient(site, {
    rid: 'A1KNOWN0000001',
    name: 'Noah Lab',
    facts: {
      tasks: {
        ...TASKS,
        ...paidHourly(830),
        refused: { share: 0.1, withoutReasonShare: 0, members: 10 },
      },
    },
  });
  await makeKnownClient(site, { rid: 'A2MARKS0000001', facts: { reviews: [REVIEW] } });
  await makeKnownClient(site, { rid: 'A3NOTHING00001', name: 'Jamais vue' });
});

const ask = async (query: string, headers: Record<string, string> = KEYS): Promise<Answer> => {
  const response = await site.app.inject({
    url: `/v1/requesters/${query}`,
    headers: { host: 'localhost', ...headers },
  });
  expect(response.statusCode).toBe(200);
  return response.json();
};

describe('GET /v1/requesters/?requester_ids=', () => {
  test('answers a known client to the letter', async () => {
    const { requesters } = await ask('?requester_ids=A1KNOWN0000001');
    expect(requesters).toEqual({
      A1KNOWN0000001: {
        requester_name: 'Noah Lab',
        requester_id: 'A1KNOWN0000001',
        reviews: 10,
        user_reviews: 0,
        wages: {
          average: { wage: '8.30', class: 'warning', faicon: 'fa-meh-o' },
          user_average: { wage: null, class: 'muted', faicon: 'fa-question' },
        },
        ratings: {
          pay: { text: 'Fair', class: 'warning', faicon: 'fa-meh-o' },
          comm: { text: 'Excellent', class: 'success', faicon: 'fa-smile-o' },
          fast: { text: 'Fast', class: 'success', faicon: 'fa-smile-o' },
        },
        rejections: 1,
        blocks: 0,
        thid: null,
      },
    });
  });

  test('has a wage of null and words of the marks where nobody measured', async () => {
    const { requesters } = await ask('?requester_ids=A2MARKS0000001');
    expect(requesters['A2MARKS0000001']).toMatchObject({
      reviews: 1,
      wages: { average: { wage: null } },
      ratings: { pay: { text: 'Low' }, comm: { text: 'Acceptable' }, fast: { text: 'Fast' } },
    });
  });

  test('leaves out unknown ids and those without figures, keeps the order of the others', async () => {
    const { requesters } = await ask(
      '?requester_ids=A2MARKS0000001,AUNKNOWN000001,A3NOTHING00001,__proto__,9,A1KNOWN0000001,A2MARKS0000001',
    );
    expect(Object.keys(requesters)).toEqual(['A2MARKS0000001', 'A1KNOWN0000001']);
    expect(requesters['AUNKNOWN000001']).toBeUndefined();
  });

  test.each([
    '?requester_ids=A1KNOWN0000001%2CA2MARKS0000001',
    '?requester_ids=A1KNOWN0000001,A2MARKS0000001,',
  ])('takes commas in any form: %s', async (query) => {
    expect(Object.keys((await ask(query)).requesters)).toHaveLength(2);
  });

  test.each(['', '?requester_ids=', '?requester_ids=AUNKNOWN000001'])(
    'is empty where nobody known is asked: %s',
    async (query) => {
      expect((await ask(query)).requesters).toEqual({});
    },
  );

  test('tells who asks that there is no quota, with any key and with none', async () => {
    for (const headers of [KEYS, {}]) {
      const { user } = await ask('?requester_ids=A1KNOWN0000001', headers);
      expect(Object.keys(user)).toEqual(['requestsRemaining', 'userId']);
      expect(user.requestsRemaining).toBeGreaterThan(0);
      expect(user.userId).toBeNull();
    }
  });

  test('stands with and without its last slash', async () => {
    const [one, other] = [
      await site.get('/v1/requesters?requester_ids=A1KNOWN0000001'),
      await site.get('/v1/requesters/?requester_ids=A1KNOWN0000001'),
    ];
    expect(one.body).toBe(other.body);
  });
});

describe('the question that a browser asks before', () => {
  test.each([
    ['/v1/requesters/?requester_ids=A1KNOWN0000001', 'x-view-key,x-app-key,x-app-ver'],
    ['/v1/requesters?requester_ids=A1KNOWN0000001', 'x-view-key,x-app-key,x-app-ver'],
    ['/requesters?rids=A1KNOWN0000001', 'x-requested-with'],
    ['/requesters/A1KNOWN0000001', 'content-type'],
    ['/api/multi-attrs.php?ids=A1KNOWN0000001', 'x-requested-with'],
  ])('is answered: %s', async (url, asked) => {
    const response = await site.app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        host: 'localhost',
        origin: 'https://worker.mturk.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': asked,
      },
    });
    expect(response.statusCode).toBe(204);
    expect(response.body).toBe('');
    const { headers } = response;
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-methods']).toContain('GET');
    const allowed = String(headers['access-control-allow-headers']).toLowerCase().split(', ');
    for (const name of ['x-view-key', 'x-app-key', 'x-app-ver', '*']) {
      expect(allowed).toContain(name);
    }
    expect(headers['set-cookie']).toBeUndefined();
  });
});

describe('what goes with it', () => {
  test('is JSON for any origin, without a cookie', async () => {
    const response = await site.app.inject({
      url: '/v1/requesters/?requester_ids=A1KNOWN0000001',
      headers: { host: 'localhost', origin: 'https://worker.mturk.com', ...KEYS },
    });
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers['set-cookie']).toBeUndefined();
  });
});

test('a hundred ids are found by indexes alone, also while the tables are small', async () => {
  const { prisma, sql } = site.database;
  await prisma.$executeRaw`
    INSERT INTO client (id, slug, name, root_id, created_on)
    SELECT 'c' || i, 'made-' || i, 'Made', 'c' || i, '2026-11-20'::date FROM generate_series(1, 5000) i`;
  await prisma.$executeRaw`
    INSERT INTO client_identity (id, client_id, platform_id, external_id)
    SELECT 'i' || i, 'c' || i, (SELECT id FROM platform WHERE slug = 'amazon-mechanical-turk'), 'AM' || i
      FROM generate_series(1, 5000) i`;
  await prisma.$executeRaw`
    INSERT INTO client_summary (client_id, figures, legacy, computed_on)
    SELECT 'c' || i, '{}', '{}', '2026-11-20'::date FROM generate_series(1, 5000) i`;
  await prisma.$executeRawUnsafe('VACUUM ANALYZE client, client_identity, client_summary');
  const plan = await sql(statement({ 'QUERY PLAN': col.text }, `EXPLAIN ${KNOWN_CLIENTS_SQL}`), [
    'amazon-mechanical-turk',
    Array.from({ length: 100 }, (_, index) => `AM${index}`),
    'attrs',
  ]);
  const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
  for (const table of ['client_identity', 'client', 'client_summary']) {
    expect(lines).not.toMatch(new RegExp(`Seq Scan on ${table}\\b`));
  }
  expect(lines).toMatch(/Scan (?:using|on) client_identity_\w*external_id/);
});
