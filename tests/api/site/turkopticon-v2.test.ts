import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeTaskFigures, paidHourly } from '#server/directory/clients/legacy-figures.testing.ts';
import { makeKnownClient, REVIEW, TASKS } from './turkopticon.testing.ts';

/**
 * `/requesters`, as scripts written for the second Turkopticon read it. Each of these tests stands
 * for a real client that breaks where it fails: do not make them laxer.
 */

const V2 = 'application/vnd.turkopticon.v2+json';
const ALL = {
  reward: [10.6, 3_600, 5],
  pending: 3 * 86_400,
  comm: [7, 10, 10],
  recommend: [8, 10, 10],
  rejected: [3, 10, 10],
  tos: [5, 10],
  broken: [0, 0],
};
const RECENT = {
  reward: [10, 3_600, 5],
  pending: 3 * 86_400,
  comm: [10, 10, 10],
  recommend: [10, 10, 10],
  rejected: [0, 10, 10],
  tos: [0, 10],
  broken: [0, 0],
};

let site: TestApp;
let slug: string;
beforeAll(async () => {
  site = await createTestApp();
  const client = await makeKnownClient(site, {
    rid: 'A1KNOWN0000001',
    name: 'Noah Lab',
    facts: {
      aliases: ['N. Lab', "L'autre <Lab>"],
      tasks: {
        ...TASKS,
        ...paidHourly(1_060),
        answered: { share: 0.65, members: 10 },
        recommends: { share: 0.75, members: 10 },
        refused: { share: 0.25, withoutReasonShare: 0.25, members: 10 },
        breaksTerms: 5,
      },
      recentTasks: TASKS,
    },
  });
  slug = client.slug;
  await makeKnownClient(site, {
    rid: 'A2OLDONLY00001',
    facts: { tasks: makeTaskFigures({ members: 5 }) },
  });
  await makeKnownClient(site, { rid: 'A3MARKS0000001', facts: { reviews: [REVIEW] } });
  await makeKnownClient(site, { rid: 'A3NOTHING00001', name: 'Jamais vue' });
});

const ask = (path: string, accept = V2): Promise<LightMyRequestResponse> =>
  site.app.inject({ url: path, headers: { host: 'localhost', accept } });

const KNOWN = {
  type: 'requesters',
  id: 'A1KNOWN0000001',
  attributes: {
    name: 'Noah Lab',
    rid: 'A1KNOWN0000001',
    aliases: ['N. Lab', 'L’autre ‹Lab›'],
    aggregates: { all: ALL, recent: RECENT },
  },
};

describe('GET /requesters?rids=', () => {
  test('answers to the letter, in the order asked, and leaves the unknown out', async () => {
    const response = await ask(
      '/requesters?rids=A2OLDONLY00001,A3NOTHING00001,AUNKNOWN000001,A1KNOWN0000001',
    );
    expect(response.statusCode).toBe(200);
    const answer = response.json<{ data: { id: string }[]; status: number }>();
    expect(Object.keys(answer)).toEqual(['data', 'status']);
    expect(answer.status).toBe(200);
    expect(answer.data.map(({ id }) => id)).toEqual(['A2OLDONLY00001', 'A1KNOWN0000001']);
    expect(answer.data[1]).toEqual(KNOWN);
  });

  test('writes each aggregate in its old order', async () => {
    const { body } = await ask('/requesters?rids=A1KNOWN0000001');
    expect(body).toContain(
      '"aggregates":{"all":{"reward":[10.6,3600,5],"pending":259200,"comm":[7,10,10],' +
        '"recommend":[8,10,10],"rejected":[3,10,10],"tos":[5,10],"broken":[0,0]},"recent":{',
    );
  });

  test('has zeros, never null, where nothing was reported lately', async () => {
    const answer = (await ask('/requesters?rids=A2OLDONLY00001')).json<{
      data: [{ attributes: { aliases: string[]; aggregates: object } }];
    }>();
    const none = {
      reward: [0, 0, 0],
      pending: 0,
      comm: [0, 0, 0],
      recommend: [0, 0, 0],
      rejected: [0, 0, 0],
      tos: [0, 0],
      broken: [0, 0],
    };
    expect(answer.data[0].attributes.aggregates).toMatchObject({
      all: { ...none, comm: [0, 0, 5], recommend: [0, 0, 5], rejected: [0, 0, 5], tos: [0, 5] },
      recent: none,
    });
    expect(answer.data[0].attributes.aliases).toEqual([]);
  });

  test('has no client without a task report, which scripts would show as a table of zeros', async () => {
    expect((await ask('/requesters?rids=A3MARKS0000001,A3NOTHING00001')).body).toBe(
      '{"data":[],"status":200}',
    );
    for (const id of ['A3MARKS0000001', 'A3NOTHING00001'])
      expect((await ask(`/requesters/${id}`)).statusCode).toBe(404);
  });

  test('is an empty list where all are unknown', async () => {
    expect((await ask('/requesters?rids=AUNKNOWN000001,__proto__,9')).body).toBe(
      '{"data":[],"status":200}',
    );
  });

  test.each([
    ['commas in their raw form', '?rids=A1KNOWN0000001,A2OLDONLY00001'],
    ['%2C', '?rids=A1KNOWN0000001%2CA2OLDONLY00001'],
    ['an id said twice', '?rids=A1KNOWN0000001,A2OLDONLY00001,A1KNOWN0000001'],
    ['nothing between commas', '?rids=,A1KNOWN0000001,,A2OLDONLY00001'],
  ])('takes %s', async (_, query) => {
    const { data } = (await ask(`/requesters${query}`)).json<{ data: { id: string }[] }>();
    expect(data.map(({ id }) => id)).toEqual(['A1KNOWN0000001', 'A2OLDONLY00001']);
  });

  test.each([
    ['rid,aggregates', ['rid', 'aggregates']],
    ['aggregates', ['aggregates']],
    ['aggregates,name', ['name', 'aggregates']],
    ['name,rid,aliases,aggregates', ['name', 'rid', 'aliases', 'aggregates']],
    ['nonsense', []],
  ])('gives the fields asked for alone: %s', async (fields, expected) => {
    for (const name of ['fields[requesters]', 'fields%5Brequesters%5D']) {
      const response = await ask(`/requesters?rids=A1KNOWN0000001&${name}=${fields}`);
      const { data } = response.json<{ data: [{ id: string; attributes: object }] }>();
      expect(Object.keys(data[0].attributes)).toEqual(expected);
      expect(data[0].id).toBe('A1KNOWN0000001');
    }
  });

  test.each(['', '?rids=', '?rids=,', '?rid=A1KNOWN0000001'])(
    'is a bad request in its old shape where no id is asked: %s',
    async (query) => {
      const response = await ask(`/requesters${query}`);
      expect(response.statusCode).toBe(400);
      expect(response.json()).toEqual({
        errors: [
          { status: '400', title: 'Bad Request', detail: 'Missing required parameter: rids.' },
        ],
        status: 400,
      });
    },
  );
});

describe('GET /requesters/{rid}', () => {
  test('answers the one, in the same shape', async () => {
    const response = await ask('/requesters/A1KNOWN0000001');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ data: [KNOWN], status: 200 });
  });

  test('gives the fields asked for alone', async () => {
    const response = await ask('/requesters/A1KNOWN0000001?fields[requesters]=rid');
    expect(response.json()).toMatchObject({ data: [{ attributes: { rid: 'A1KNOWN0000001' } }] });
    expect(response.body).not.toContain('aggregates');
  });

  test.each(['AUNKNOWN000001', '__proto__', '9', '%3Cb%3E', '%00'])(
    'is not found in its old shape where it is unknown: %s',
    async (rid) => {
      const response = await ask(`/requesters/${rid}`);
      expect(response.statusCode).toBe(404);
      const answer = response.json<{ errors: [Record<string, string>]; status: number }>();
      expect(Object.keys(answer)).toEqual(['errors', 'status']);
      expect(answer.status).toBe(404);
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors[0]).toEqual({
        status: '404',
        title: 'Not Found',
        detail: `RequesterId '${decodeURIComponent(rid)}' does not exist.`,
      });
      expect(response.body).not.toMatch(/[<>]/);
    },
  );

  test.each(['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'])(
    'is a page for who accepts one: %s',
    async (accept) => {
      const response = await ask('/requesters/A1KNOWN0000001', accept);
      expect(response.statusCode).toBe(303);
      expect(response.headers.location).toBe(`/fr/clients/${slug}`);
    },
  );

  test.each([V2, 'application/json', '*/*', ''])('is JSON for who does not: %s', async (accept) => {
    const response = await ask('/requesters/A1KNOWN0000001', accept);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('json');
    expect(response.headers['vary']).toContain('Accept');
  });
});

describe('what goes with it', () => {
  test.each(['/requesters?rids=A1KNOWN0000001', '/requesters', '/requesters/AUNKNOWN000001'])(
    'is for any origin, errors too, without a cookie: %s',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect(headers['set-cookie']).toBeUndefined();
    },
  );
});
