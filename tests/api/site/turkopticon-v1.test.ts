import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId } from '#tests/support/factories.ts';
import { makeTaskFigures, paidHourly } from '#server/directory/clients/legacy-figures.testing.ts';
import { makeKnownClient, REVIEW, TASKS } from './turkopticon.testing.ts';

/**
 * `/api/multi-attrs.php`, as scripts written for Turkopticon read it. Each of these tests stands for
 * a real client that breaks where it fails: do not make them laxer.
 */

const PATH = '/api/multi-attrs.php';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeKnownClient(site, {
    rid: 'A1KNOWN0000001',
    name: 'Noah Lab',
    facts: {
      tasks: { ...TASKS, breaksTerms: 5 },
      reviews: [REVIEW, { ...REVIEW, authorKey: 'b', communication: 2, pay: 3 }],
    },
  });
  await makeKnownClient(site, { rid: 'A2REPORTS00001', facts: { tasks: TASKS } });
  const { hourly } = paidHourly(1_500);
  await makeKnownClient(site, {
    rid: 'A2PAYONLY00001',
    facts: { tasks: makeTaskFigures({ hourly }) },
  });
  await makeKnownClient(site, { rid: 'A3NOTHING00001', name: 'Jamais vue' });
  await makeKnownClient(site, { rid: 'A3EMPTY0000001', facts: {} });
  await makeKnownClient(site, { rid: 'A3NOPAY0000001', facts: { tasks: makeTaskFigures() } });
  // As the release before stored it, until its figures are computed anew.
  const { id } = await makeKnownClient(site, { rid: 'A3BEFORE000001', facts: {} });
  const attrs = { comm: '0.00', pay: '0.00', fair: '0.00', fast: '0.00' };
  await site.database.prisma.clientSummary.update({
    where: { clientId: id },
    data: { legacy: { attrs: { attrs, reviews: 0, tos_flags: 0, pay_buckets: [] } } },
  });
});

const read = async (query: string): Promise<string> => (await site.get(`${PATH}${query}`)).body;

describe('a known client', () => {
  test('is answered to the letter', async () => {
    expect(await read('?ids=A1KNOWN0000001')).toBe(
      '{"A1KNOWN0000001":{"name":"Noah Lab",' +
        '"attrs":{"comm":"2.50","pay":"2.50","fair":"3.00","fast":"4.00"},' +
        '"reviews":2,"tos_flags":5,' +
        '"pay_buckets":[["$0-$4",0],["$4-$7",0],["$7-$10",0],["$10-$15",5],["$15+",0]]}}',
    );
  });

  test('with reports alone has the marks that these give, and leaves out the unknown', async () => {
    const answer = JSON.parse(await read('?ids=A2REPORTS00001,A2PAYONLY00001'));
    expect(answer['A2REPORTS00001']).toMatchObject({
      attrs: { comm: '5.00', pay: '4.00', fair: '5.00', fast: '4.00' },
      reviews: 10,
    });
    expect(answer['A2PAYONLY00001'].attrs).toEqual({ pay: '5.00' });
  });

  test.each(['A3NOTHING00001', 'A3EMPTY0000001', 'A3NOPAY0000001', 'A3BEFORE000001'])(
    'without a mark for pay is unknown, never 0.00 of 5: %s',
    async (id) => {
      expect(await read(`?ids=${id}`)).toBe(`{"${id}":""}`);
    },
  );
});

test('mirrors had it at another address: the same is answered there', async () => {
  const asked = '?ids=A1KNOWN0000001,AUNKNOWN000001';
  const mirror = await site.get(`/multi-attrs.php${asked}`);
  expect([mirror.statusCode, mirror.body]).toEqual([200, await read(asked)]);
  expect(mirror.headers['content-type']).toBe('text/html');
});

describe('the root of the answer', () => {
  test.each([
    ['commas', '?ids=A2REPORTS00001,AUNKNOWN000001,A1KNOWN0000001'],
    ['%2C', '?ids=A2REPORTS00001%2CAUNKNOWN000001%2CA1KNOWN0000001'],
    ['%2c', '?ids=A2REPORTS00001%2cAUNKNOWN000001%2cA1KNOWN0000001'],
    ['ids said twice', '?ids=A2REPORTS00001,A2REPORTS00001,AUNKNOWN000001,A1KNOWN0000001'],
    ['nothing between commas', '?ids=,A2REPORTS00001,,AUNKNOWN000001,A1KNOWN0000001,'],
    ['the parameter said twice', '?ids=A2REPORTS00001,AUNKNOWN000001&ids=A1KNOWN0000001'],
    ['other parameters', '?_=1700000000000&ids=A2REPORTS00001,AUNKNOWN000001,A1KNOWN0000001&x=1'],
  ])('has the ids asked, in order and no other: %s', async (_, query) => {
    expect(Object.keys(JSON.parse(await read(query)))).toEqual([
      'A2REPORTS00001',
      'AUNKNOWN000001',
      'A1KNOWN0000001',
    ]);
  });

  test('has an empty text for an unknown id, not null, and does not leave it out', async () => {
    expect(await read('?ids=AUNKNOWN000001')).toBe('{"AUNKNOWN000001":""}');
  });

  test('keeps the order of ids that look like numbers', async () => {
    expect(await read('?ids=9,2,A,1')).toBe('{"9":"","2":"","A":"","1":""}');
  });

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '%22%7D%3Cscript%3Ealert(1)%3C/script%3E',
    "'%22%5C",
    '%00',
    '%ED%A0%80',
    '%F0%9F%98%80',
    'a%20b',
    'a%E2%80%A8b',
    `${'A'.repeat(5_000)}`,
  ])('takes whatever stands for an id: %s', async (id) => {
    const response = await site.get(`${PATH}?ids=${id}`);
    expect(response.statusCode).toBe(200);
    const answer: unknown = JSON.parse(response.body);
    const asked = new URLSearchParams(`id=${id}`).get('id') ?? '';
    expect(Object.entries(answer as object)).toEqual([[asked, '']]);
    expect(response.body).not.toMatch(/[<>&]/);
  });

  test('holds a thousand ids, more than an old page of tasks ever had', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `B${index}`);
    const answer: unknown = JSON.parse(await read(`?ids=${ids.join(',')}`));
    expect(Object.keys(answer as object)).toEqual(ids);
  });

  test('does not know the id that another platform shows', async () => {
    const { prisma } = site.database;
    const client = await makeKnownClient(site, { rid: 'A4OTHER0000001' });
    await prisma.clientIdentity.updateMany({
      where: { clientId: client.id },
      data: { platformId: await platformId(site, 'clickworker') },
    });
    expect(await read('?ids=A4OTHER0000001')).toBe('{"A4OTHER0000001":""}');
  });

  test('tells a client that was joined to another by the one that it is', async () => {
    const root = await makeKnownClient(site, {
      rid: 'A5ROOT00000001',
      name: 'Une seule',
      facts: { reviews: [REVIEW] },
    });
    const joined = await makeKnownClient(site, {
      rid: 'A5JOINED000001',
      name: 'Sous un autre nom',
    });
    await site.database.prisma.client.update({
      where: { id: joined.id },
      data: { rootId: root.id },
    });
    const answer = JSON.parse(await read('?ids=A5JOINED000001,A5ROOT00000001'));
    expect(answer['A5JOINED000001'].name).toBe('Une seule');
    expect(answer['A5JOINED000001']).toEqual(answer['A5ROOT00000001']);
  });
});

describe('a name', () => {
  test('carries no markup and no quote into pages that paste it, and stays readable', async () => {
    const name = `Côté <b onclick='x'>"Labo"</b> &amp;#39; \\x27 & fils \u2028 😀`;
    await makeKnownClient(site, { rid: 'A6NAME00000001', name, facts: { reviews: [REVIEW] } });
    const body = await read('?ids=A6NAME00000001');
    expect(body).toMatch(/^[\x20-\x7e]*$/);
    expect(body).not.toMatch(/[<>&']/);
    expect(JSON.parse(body)['A6NAME00000001'].name).toBe(
      'Côté ‹b onclick=’x’›”Labo”‹/b› ＆amp;#39; ＼x27 ＆ fils \u2028 😀',
    );
  });
});

describe('what goes with it', () => {
  test.each(['?ids=A1KNOWN0000001,AUNKNOWN000001', '?ids=', '?ids=,', ''])(
    'is the content type of a page, for any origin, and no cookie: %s',
    async (query) => {
      const response = await site.app.inject({
        url: `${PATH}${query}`,
        headers: { host: 'localhost', origin: 'https://worker.mturk.com', accept: '*/*' },
      });
      expect(response.statusCode).toBe(200);
      expect(response.headers['content-type']).toBe('text/html');
      expect(response.headers['access-control-allow-origin']).toBe('*');
      expect(response.headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(response.headers['access-control-allow-credentials']).toBeUndefined();
      expect(response.headers['set-cookie']).toBeUndefined();
      expect(response.headers['content-encoding']).toBeUndefined();
    },
  );

  test.each(['', '?ids=', '?ids=,', '?ids=%20', '?id=A1KNOWN0000001'])(
    'is a plain sentence where no id is asked: %s',
    async (query) => {
      const body = await read(query);
      expect(body).toBe("To get data, call this address with an 'ids' parameter.");
    },
  );

  test('is the same for a member, whose cookie it does not look at', async () => {
    const { cookie } = await makeMember(site);
    const [own, anyone] = [
      await site.get(`${PATH}?ids=A1KNOWN0000001`, cookie),
      await site.get(`${PATH}?ids=A1KNOWN0000001`),
    ];
    expect(own.body).toBe(anyone.body);
    expect(own.headers['set-cookie']).toBeUndefined();
    expect(own.headers['cache-control']).toBe(anyone.headers['cache-control']);
  });

  test('is harmless to who opens it as the page that it says it is', async () => {
    const { headers } = await site.get(`${PATH}?ids=A1KNOWN0000001`);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('is asked a hundred times by one address and answered each time', async () => {
    for (let time = 0; time < 100; time += 1) {
      expect((await site.get(`${PATH}?ids=A1KNOWN0000001`)).statusCode).toBe(200);
    }
  });
});
