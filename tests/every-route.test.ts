import { beforeAll, describe, expect, test } from 'vitest';
import { VISITOR_WRITES } from '#server/http/openapi-operations.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';

/** What holds for every route of the API, also for those that are added later. */

type Operation = {
  method: string;
  /** The path as described, and with ids of nothing. */
  described: string;
  path: string;
  statuses: string[];
  hasParameters: boolean;
};

let site: TestApp;
let member: TestMember;
let operations: Operation[];
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  const { paths } = (await site.get('/api/openapi.json')).json<{
    paths: Record<string, Record<string, { responses: object }>>;
  }>();
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      described: path,
      path: path.replaceAll(/\{\w+\}/g, 'zzzzzzzzzzzz'),
      statuses: Object.keys(responses),
      hasParameters: path.includes('{'),
    })),
  );
});

function send(operation: Operation, headers: Record<string, string>) {
  return site.app.inject({
    method: operation.method === 'GET' ? 'GET' : 'POST',
    url: operation.path,
    headers: { host: 'localhost', ...headers },
    ...(operation.method === 'GET' ? {} : { payload: {} }),
  });
}

const isRead = ({ method, path }: Operation): boolean =>
  method === 'GET' && path.startsWith('/api/');
const isWrite = ({ method }: Operation): boolean => method !== 'GET';

describe('every route', () => {
  test('is described, and there are many', () => {
    expect(operations.length).toBeGreaterThan(40);
  });

  test('lets any origin read what is for everybody, and nothing else', async () => {
    for (const operation of operations.filter(isRead)) {
      const { statusCode, headers } = await send(operation, {});
      const own = statusCode === 401 || /^\/api\/me\b/.test(operation.path);
      const origin = headers['access-control-allow-origin'];
      expect([operation.path, origin]).toEqual([operation.path, own ? undefined : '*']);
    }
  });

  test('has a schema for what it answers and for its refusals', () => {
    const open = operations.filter(
      ({ path, statuses }) =>
        path.startsWith('/api/') &&
        (!statuses.some((status) => status.startsWith('2')) || !statuses.includes('4XX')),
    );
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test('that writes refuses another site, also with a member’s cookie', async () => {
    for (const operation of operations.filter(isWrite)) {
      for (const origin of ['https://evil.example', 'null', undefined]) {
        const headers = { cookie: member.cookie, ...(origin === undefined ? {} : { origin }) };
        const response = await send(operation, headers);
        expect(response.statusCode, `${operation.path} from ${origin}`).toBe(403);
        expect(response.json()).toEqual({ error: { code: 'foreign-origin' } });
      }
    }
  });

  test('that writes is for members, but for the doors to the house', async () => {
    for (const operation of operations.filter(isWrite)) {
      if (VISITOR_WRITES.includes(operation.described)) continue;
      const response = await send(operation, { origin: 'http://localhost' });
      // A route may look at the form first, and tells a visitor nothing by it.
      expect([401, 422], operation.path).toContain(response.statusCode);
    }
  });

  test('about one thing says when it is not there', async () => {
    for (const operation of operations.filter((one) => one.hasParameters && !isWrite(one))) {
      const response = await send(operation, { cookie: member.cookie });
      expect(response.statusCode, operation.path).toBe(404);
    }
  });
});
