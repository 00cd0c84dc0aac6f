import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeClient } from './api/directory/clients.testing.ts';
import { fieldsOf, makeSubject, type DescribedPaths } from '#tests/support/hostile-subjects.ts';
import { WRITING_ROUTES } from '#tests/support/hostile-values.ts';
import { ROUNDS } from '#tests/support/hostile-field-names.ts';

/**
 * Whatever is sent into whichever text field of whichever form, it is taken as text or refused with
 * a reason: never an error of the server, never markup of somebody else's in a page.
 */

const PATHS = Object.keys(WRITING_ROUTES);
/** A page of this site, in plain signs. */
const OWN_ADDRESS = /^\/(fr|en)(\/|\?|$)[\u0021-\u007e]*$/;

let site: TestApp;
let paths: DescribedPaths;
let passwordHash: string;

beforeAll(async () => {
  site = await createTestApp();
  passwordHash = await hashPassword(PASSWORD);
  await makeClient(site, { name: 'Clickworker' });
  ({ paths } = (await site.get('/api/openapi.json')).json<{ paths: typeof paths }>());
});

test('every writing route is tried', () => {
  const written = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).some((method) => method !== 'get') ? [path] : [],
  );
  const untried = written.filter((path) => !Object.hasOwn(WRITING_ROUTES, path));
  expect(untried.map((path) => `tests/support/hostile*.ts lack a valid form for ${path}`)).toEqual(
    [],
  );
  expect(PATHS.filter((path) => !written.includes(path))).toEqual([]);
});

describe.each(Object.entries(WRITING_ROUTES))('POST %s', (path, route) => {
  let sender: TestMember;
  let address = '';
  let page = '';

  const makeSender = async (): Promise<void> => {
    const member = await makeMember(site, { moderator: true, established: true });
    await site.database.prisma.member.update({
      where: { id: member.id },
      data: { passwordHash },
    });
    sender = member;
  };

  beforeAll(async () => {
    await makeSender();
    const id = await makeSubject(site, path, sender);
    address = path.replace('{slug}', 'clickworker').replace('{id}', id);
    page = route.page.replace('{id}', id);
  });

  /** In time enough for no daily limit to hide what a value does. */
  const send = async (fields: object, html = false): Promise<LightMyRequestResponse> => {
    site.clock.advanceDays(1);
    if (route.freshMember === true) await makeSender();
    const body = { ...route.body(), ...fields };
    if (!html) return site.post(address, body, sender.cookie);
    return site.post(address, {}, sender.cookie, {
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        _from: page,
        _form: route.form,
        ...Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)])),
      }).toString(),
    });
  };

  // By a script field by field, so that each is taken where it can be; then all that is typed in one
  // form, whose page has to say it back, and what a form carries unseen.
  test.each(ROUNDS)('takes %s as text, or refuses it', async (_, round) => {
    const types = new Map(fieldsOf(paths, path).map(([name, { type }]) => [name, type]));
    const isUnseen = (name: string): boolean => name.startsWith('_');
    const names = [...types.keys()];
    const { scripted, forms } = round(
      { typed: names.filter((name) => !isUnseen(name)), unseen: names.filter(isUnseen) },
      PATHS.indexOf(path),
    );
    for (const texts of scripted) {
      const sent = Object.entries(texts).map(([name, text]) => [
        name,
        types.get(name) === 'array' ? [text] : text,
      ]);
      const answer = await send(Object.fromEntries(sent));
      const what = JSON.stringify(texts).slice(0, 100);
      expect(answer.statusCode, `${what}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      expect(answer.headers['content-type']).toContain('application/json');
      const { path: leadsTo } = answer.json<{ path?: string }>();
      if (leadsTo !== undefined) expect(leadsTo, what).toMatch(OWN_ADDRESS);
    }
    for (const texts of forms) {
      const shown = await send(texts, true);
      const what = JSON.stringify(texts).slice(0, 100);
      expect(shown.statusCode, `${what}, as a form`).toBeLessThan(500);
      expectHarmless(shown, what);
    }
  });

  test('refuses what no database can keep, in each field', async () => {
    const texts = fieldsOf(paths, path).filter(([, { type }]) => type === 'string');
    if (texts.length === 0) return;
    const each = <Value>(value: Value): Record<string, Value> =>
      Object.fromEntries(texts.map(([name]) => [name, value]));
    const answer = await send(each('abcdefgh\u0000'));
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ error: object }>().error).toMatchObject({
      fields: each({ code: 'invalid' }),
    });
  });
});

test('nothing of all that stands in a page, a feed or an answer as markup', async () => {
  const shown = [
    '/fr',
    '/fr/plateformes',
    '/fr/preuves',
    '/fr/registre',
    '/fr/plateformes/clickworker',
    '/fr/plateformes/clickworker/avis',
    '/fr/plateformes/clickworker/preuves',
    '/fr/plateformes/clickworker/taches',
    '/fr/plateformes/clickworker/forum',
    '/fr/plateformes/clickworker/a-propos',
  ];
  shown.push('/fr/forum', '/fr/forum/rubriques/paiements', '/fr/boycotts');
  shown.push('/fr/clients', '/fr/clients/clickworker', '/fr/clients/clickworker/historique');
  shown.push('/fr/plateformes/clickworker/corrections', '/fr/plateformes/clickworker/statuts');
  for (const path of shown) {
    const page = await site.get(path);
    expect(page.statusCode, path).toBe(200);
    expectHarmless(page, path);
  }
});

function expectHarmless({ body, headers }: LightMyRequestResponse, what: string): void {
  expect(body, what).not.toMatch(/<script>|<img src=x|onerror=alert\(1\)>/);
  const { location } = headers;
  if (typeof location === 'string') {
    expect(new URL(location, ORIGIN).origin, what).toBe(ORIGIN);
    expect(location, what).toMatch(OWN_ADDRESS);
  }
}
