import { beforeAll, describe, expect, test } from 'vitest';
import { describeRoutes } from '#server/site/pages/api-page.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/**
 * What tools that read OpenAPI ask of a description: the rules that Redocly recommends and that this
 * one could break, and one place for what operations share.
 */

type Operation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { $ref?: string }>;
};
type Document = {
  servers: { url: string }[];
  components: {
    schemas: Record<string, object>;
    responses: Record<string, object>;
    securitySchemes: Record<string, object>;
  };
  paths: Record<string, Record<string, Operation>>;
};

const PUBLIC_URL = 'https://contrenote.example';

let site: TestApp;
let text: string;
let document: Document;
let operations: [string, Operation][];
beforeAll(async () => {
  site = await createTestApp({ environment: { PUBLIC_URL } });
  text = (await site.get('/api/openapi.json')).body;
  document = JSON.parse(text);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, Operation] => [`${method} ${path}`, one]),
  );
});

const find = (name: string): Operation | undefined =>
  operations.find(([named]) => named === name)?.[1];

test('each operation has a name of its own, which is that of its path', () => {
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(ids.length).toBeGreaterThan(250);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^(?:get|post)[A-Z][0-9A-Za-z]*$/.test(id))).toEqual([]);
  expect(find('get /api/platforms/{slug}/reviews')?.operationId).toBe('getPlatformsBySlugReviews');
});

test('the server is the site itself', () => {
  expect(document.servers).toEqual([{ url: PUBLIC_URL }]);
});

test('each says who may ask, by a scheme that is defined', () => {
  expect(Object.keys(document.components.securitySchemes)).toEqual(['session']);
  for (const [name, { security }] of operations) {
    expect(security, name).toBeInstanceOf(Array);
    for (const one of security) expect([[], ['session']], name).toContainEqual(Object.keys(one));
  }
  const nobody = {};
  const member = { session: [] };
  expect(find('get /api/platforms')?.security).toEqual([nobody, member]);
  expect(find('get /api/lookup')?.security).toEqual([]);
  expect(find('get /api/me/account')?.security).toEqual([member]);
  expect(find('post /api/payouts')?.security).toEqual([member]);
  expect(find('post /api/sign-in')?.security).toEqual([nobody, member]);
});

test('each has an answer, and the same refusal and failure, which stand once', () => {
  for (const [name, { responses }] of operations) {
    const statuses = Object.keys(responses);
    expect(
      statuses.some((status) => status.startsWith('2')),
      name,
    ).toBe(true);
    expect(responses['4XX'], name).toEqual({ $ref: '#/components/responses/Refused' });
    expect(responses['5XX'], name).toEqual({ $ref: '#/components/responses/Failed' });
  }
});

test('what is no JSON says what it is', () => {
  const types = (name: string): string[] => {
    const answer = find(name)?.responses['200'] as { content?: object } | undefined;
    return Object.keys(answer?.content ?? {});
  };
  expect(types('get /files/{key}/reading.webp')).toEqual(['image/webp']);
  expect(types('get /p/{id}')).toEqual(['text/html']);
});

test('no two paths with holes match the same address', () => {
  const paths = Object.keys(document.paths);
  const matches = (pattern: string, path: string): boolean => {
    const [parts, others] = [pattern.split('/'), path.split('/')];
    const same = (part: string, other: string): boolean =>
      part === other || /^\{\w+\}$/.test(part) || /^\{\w+\}$/.test(other);
    return (
      parts.length === others.length && parts.every((part, at) => same(part, others[at] ?? ''))
    );
  };
  // A fixed word beside a hole is told apart by the router; one hole left of it and one right is not.
  const crossed = paths.flatMap((one) =>
    paths.filter((other) => {
      if (one >= other || !matches(one, other)) return false;
      const holes = (path: string): string =>
        path
          .split('/')
          .map((part) => (part.startsWith('{') ? 'x' : '-'))
          .join('');
      const [left, right] = [holes(one), holes(other)];
      const more = [...left].some((sign, at) => sign === 'x' && right[at] === '-');
      const less = [...left].some((sign, at) => sign === '-' && right[at] === 'x');
      return more && less;
    }),
  );
  expect(crossed).toEqual([]);
});

describe('schemas', () => {
  test('that operations share stand once', () => {
    const seen = new Map<string, number>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('properties' in value || 'oneOf' in value) {
        const schema = JSON.stringify(value);
        seen.set(schema, (seen.get(schema) ?? 0) + 1);
      }
      Object.values(value).forEach(walk);
    };
    walk(document);
    const again = [...seen].filter(([schema, times]) => times > 1 && schema.length > 1_000);
    // Name it in server/openapi-schemas.ts.
    expect(again.map(([schema]) => schema.slice(0, 200))).toEqual([]);
    // It was 2.5 times as long with all of them where they are used.
    expect(text.length / operations.length).toBeLessThan(1_540);
  });

  test('that are referred to are there, and no others', () => {
    const asked = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    const { schemas, responses } = document.components;
    for (const [, part, name = ''] of asked) {
      expect(part === 'schemas' ? schemas : responses, name).toHaveProperty(name);
    }
    const names = new Set(asked.map(([, , name]) => name));
    expect(Object.keys(schemas).filter((name) => !names.has(name))).toEqual([]);
    expect(text).not.toContain('$ref":"#/undefined');
  });

  test('of a body that is sent in three ways stand once', () => {
    const content = find('post /api/payouts')?.requestBody?.content ?? {};
    expect(Object.keys(content).length).toBeGreaterThan(1);
    for (const { schema } of Object.values(content)) {
      expect(schema).toEqual({ $ref: '#/components/schemas/PostPayoutsBody' });
    }
  });

  test('are read through by the page for people', () => {
    const report = describeRoutes(document).find(
      ({ method, path }) => method === 'POST' && path === '/api/payouts',
    );
    const values = Object.fromEntries(
      (report?.parameters ?? []).map((parameter) => [parameter.name, parameter.values]),
    );
    expect(values['outcome']).toContain('received');
    expect(values['currency']).toMatch(/^EUR, USD/);
  });
});

test('GET /.well-known/security.txt names whom to tell, until when', async () => {
  const environment = { PUBLIC_URL, LEGAL_CONTACT: 'Aïna, contact@contrenote.example, 01 02 03' };
  const other = await createTestApp({ environment });
  const response = await other.get('/.well-known/security.txt');
  expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
  const fields = response.body.split('\n').map((line) => /^([A-Za-z-]+): (.*)$/.exec(line));
  const all = (name: string) => fields.flatMap((field) => (field?.[1] === name ? [field[2]] : []));
  expect(all('Contact')).toEqual([
    'mailto:contact@contrenote.example',
    `${PUBLIC_URL}/fr/mentions-legales`,
    `${PUBLIC_URL}/en/legal-notice`,
  ]);
  expect(all('Canonical')).toEqual([`${PUBLIC_URL}/.well-known/security.txt`]);
  const days = (Date.parse(all('Expires')[0] ?? '') - other.clock.now.getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(170);
  expect(days).toBeLessThan(365);
  expect(all('Preferred-Languages')).toEqual(['fr, en']);
  // Without a mail address the legal notice says what to do.
  const without = await site.get('/.well-known/security.txt');
  expect(without.body).not.toContain('mailto:');
  expect(without.body).toContain(`Contact: ${PUBLIC_URL}/en/legal-notice`);
});

test('GET /favicon.ico is an icon of 32 by 32 with a PNG in it', async () => {
  const response = await site.get('/favicon.ico');
  expect(response.headers['content-type']).toBe('image/x-icon');
  const bytes = response.rawPayload;
  expect([bytes.readUInt16LE(0), bytes.readUInt16LE(2), bytes.readUInt16LE(4)]).toEqual([0, 1, 1]);
  expect([bytes.readUInt8(6), bytes.readUInt8(7)]).toEqual([32, 32]);
  const png = bytes.subarray(bytes.readUInt32LE(18));
  expect(png.length).toBe(bytes.readUInt32LE(14));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([32, 32]);
});
