import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { WRITING_ROUTES } from '#tests/support/hostile-values.ts';
import { fieldsOf, makeSubject, type DescribedPaths } from '#tests/support/hostile-subjects.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { LONGEST_TURN_MS, longestTurnOf } from '#tests/support/event-loop-blocking.ts';
import { makeClient } from './api/directory/clients.testing.ts';

/**
 * Whatever a form holds, as large as it may be, nobody else waits for it: no request holds the main
 * thread for longer than a page takes.
 */

/** Short texts that are costly to read again and again. */
const UNITS = [
  '- a\n',
  ' ',
  '@4310$57',
  'a\n\n',
  '[*a](/)*',
  'é\u0301',
  'https://a.example/',
  '1 ',
];
/** Of these each route is sent so many, in turn, with the first. */
const UNITS_EACH = LONG ? UNITS.length : 2;
/** What the site takes of a form without a file, and what stands around its largest field. */
const MAX_BODY = 256 * 1024;
const AROUND = 1_024;
const NESTING = 5_000;
const TRIES = 3;
const SCRIPT: Record<string, string> = { 'content-type': 'application/json' };
const BROWSER = {
  'content-type': 'application/x-www-form-urlencoded',
  accept: 'text/html',
};

let site: TestApp;
let paths: DescribedPaths;
let passwordHash: string;

beforeAll(async () => {
  site = await createTestApp();
  passwordHash = await hashPassword(PASSWORD);
  await makeClient(site, { name: 'Clickworker' });
  ({ paths } = (await site.get('/api/openapi.json')).json<{ paths: DescribedPaths }>());
});

describe.each(Object.entries(WRITING_ROUTES))('POST %s', (path, route) => {
  let sender: TestMember;
  let address = '';
  let page = '';

  const makeSender = async (): Promise<void> => {
    sender = await makeMember(site, { moderator: true, established: true });
    const { id } = sender;
    await site.database.prisma.member.update({ where: { id }, data: { passwordHash } });
  };

  beforeAll(async () => {
    await makeSender();
    const id = await makeSubject(site, path, sender);
    page = route.page.replace('{id}', id);
    address = path.replace('{slug}', 'clickworker').replace('{id}', id);
    await send(JSON.stringify(route.body()));
  });

  /** In time enough for no daily limit to hide what a form does. */
  const send = async (payload: string, headers = SCRIPT): Promise<LightMyRequestResponse> => {
    site.clock.advanceDays(1);
    if (route.freshMember === true) await makeSender();
    return site.post(address, {}, sender.cookie, { payload, headers });
  };

  const typed = (): ReturnType<typeof fieldsOf> =>
    fieldsOf(paths, path).filter(
      ([name, field]) => !name.startsWith('_') && field.type === 'string' && !field.enum,
    );

  const expectQuick = async (
    what: string,
    payload: () => string,
    headers = SCRIPT,
  ): Promise<void> => {
    // Made before: what it takes to write a body is not the site's.
    const payloads = Array.from({ length: TRIES }, payload);
    const longest = await longestTurnOf(TRIES, async () => {
      const { statusCode, body } = await send(payloads.pop() ?? '', headers);
      expect(statusCode, `${what}: ${body.slice(0, 200)}`).toBeLessThan(500);
    });
    expect(longest, what).toBeLessThan(LONGEST_TURN_MS);
  };

  test('reads texts as long as they may be at once', async () => {
    const nth = Object.keys(WRITING_ROUTES).indexOf(path);
    const turns = Array.from({ length: UNITS_EACH }, (_, turn) => (nth + turn) % UNITS.length);
    for (const unit of new Set([UNITS[0], ...turns.map((turn) => UNITS[turn])])) {
      if (unit === undefined || typed().length === 0) continue;
      const texts = typed().map(([name, { maxLength }]) => [name, filled(unit, maxLength)]);
      const body = (): string =>
        JSON.stringify({ ...route.body(), ...Object.fromEntries(texts) }).slice(0, MAX_BODY);
      await expectQuick(`${JSON.stringify(unit)} in all fields`, body);
    }
  });

  test('refuses at once what is as large as a form may be', async () => {
    const body = route.body();
    const [name] = typed().map(([field]) => field);
    const room = MAX_BODY - AROUND - JSON.stringify(body).length;
    const one = (value: unknown): string => JSON.stringify({ ...body, [name ?? 'more']: value });
    await expectQuick('one text', () => one('- a\n'.repeat(room / 5)));
    await expectQuick('one list', () => one(Array(Math.floor(room / 4)).fill('a')));
    await expectQuick('many fields', () =>
      JSON.stringify({
        ...body,
        ...Object.fromEntries(Array.from({ length: room / 15 }, (_, nth) => [`field${nth}`, ''])),
      }),
    );
  });

  test('says back at once what it refuses', async () => {
    const texts = typed().map(([name, { maxLength = 0 }]) => [
      name,
      filled('- a\n', maxLength + 9),
    ]);
    const form = { ...route.body(), ...Object.fromEntries(texts), _from: page, _form: route.form };
    const payload = new URLSearchParams(
      Object.entries(form).map(([name, value]) => [name, String(value)]),
    ).toString();
    await expectQuick('as a form', () => payload, BROWSER);
  });

  test('refuses JSON nested deeply', async () => {
    const nested = '['.repeat(NESTING) + ']'.repeat(NESTING);
    for (const [name] of [...fieldsOf(paths, path).slice(0, 1), ['more'] as const]) {
      const payload = `${JSON.stringify({ ...route.body(), marker: 0 }).slice(0, -1)},"${name}":${nested}}`;
      await expectQuick(`in ${name}`, () => payload);
      expect((await send(payload)).statusCode).toBe(422);
    }
  });
});

function filled(unit: string, length = 20_000): string {
  return `a${unit.repeat(length / unit.length + 1)}`.slice(0, length - 1) + 'z';
}
