import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { multipart } from '#tests/support/forms.ts';

/** Requests that no page of ours makes: each gets a clear answer, with our headers, never an error. */

let site: TestApp;
let member: TestMember;
let payoutId: string;

beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  payoutId = (await makePayout(site, { member, screenshot: true })).id;
});

const asBrowser = { host: 'localhost', accept: 'text/html' };

describe('addresses', () => {
  test.each([
    ['//[', 404],
    ['//evil.example/x', 404],
    ['/%', 404],
    ['/fr/%ED%A0%80', 404],
    [`/fr/plateformes/${'a'.repeat(2_000)}`, 404],
    ['/fr/plateformes/..%2Fsuggest', 404],
    ['/fr/preuves/..%2Faccount/modifier', 404],
    ['/fr/preuves/%00/modifier', 404],
    ['/api/clients?q=%00', 422],
    ['/api/lookup?domain=a&ids=%00', 422],
    ['/api/platforms?q=a&q=%00', 422],
    ['/fr/clients?q=%00', 422],
    ['/fr/mes-preuves?avant=2026-99-99_aaaaaaaaaaaa', 200],
    ['/api/me/payouts?before=2026-99-99_aaaaaaaaaaaa', 422],
    [`/fr/preuves?plateforme=${'a'.repeat(99)}%F0%9F%99%82`, 200],
    ['/fr/plateformes?page=99999999999999999999', 200],
    ['/fr?done=constructor', 200],
    ['/assets/%2e%2e/secret.key', 404],
  ])('%s is answered by a page', async (url, status) => {
    const answer = await site.app.inject({ url, headers: { ...asBrowser, cookie: member.cookie } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each(['a b', '', 'x"><script>alert(1)</script>', 'localhost:99999', '[::1', 'a/b'])(
    'a host such as "%s" breaks no feed, and no list of pages',
    async (host) => {
      for (const url of ['/fr', '/sitemap.xml', '/fr/plateformes/clickworker/flux.atom']) {
        const answer = await site.app.inject({ url, headers: { accept: 'text/html', host } });
        expect(answer.statusCode, url).toBe(200);
        expect(answer.body, url).not.toContain('<script>');
      }
    },
  );
});

describe('where a form comes from', () => {
  test.each([
    ['nowhere', {}],
    ['a page without an origin', { origin: 'null' }],
    ['a name that begins like ours', { origin: `${ORIGIN}.evil.example` }],
    ['our name by another protocol', { origin: 'https://localhost' }],
    ['our name at another port', { origin: `${ORIGIN}:8080` }],
    [
      'a host that it says itself to be forwarded from',
      {
        origin: 'http://evil.example',
        'x-forwarded-host': 'evil.example',
      },
    ],
  ])('%s is refused, and nothing it sent comes back', async (_, headers) => {
    const answer = await site.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: {
        ...asBrowser,
        cookie: member.cookie,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      payload: '_from=/fr/connexion&_form=sign-in&pseudonym=Reflechi',
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('Reflechi');
  });

  test('with an address of its own, only that one counts, however the site is visited', async () => {
    const own = await createTestApp({ environment: { PUBLIC_URL: 'https://contrenote.example' } });
    const send = async (host: string, origin: string): Promise<number> =>
      (await own.post('/api/sign-out', {}, undefined, { headers: { host, origin } })).statusCode;
    expect(await send('10.0.0.1', 'https://contrenote.example')).toBe(200);
    expect(await send('10.0.0.1', 'http://10.0.0.1')).toBe(403);
  });
});

test('who becomes a member while signed in leaves no session of the first behind', async () => {
  const first = await makeMember(site);
  const form = { pseudonym: 'Seconde', password: 'tournesol bleu 47 marmite', agree: true };
  expect((await site.post('/api/sign-up', form, first.cookie)).statusCode).toBe(201);
  expect((await site.get('/api/me', first.cookie)).json()).toEqual({ viewer: null });
});

test('what a request says of its address counts only where a proxy is named', async () => {
  const form = { pseudonym: 'Personne', phrase: 'zoo', password: 'tournesol bleu 47 marmite' };
  const send = async (app: TestApp, index: number): Promise<number> => {
    const headers = { 'x-forwarded-for': `192.0.2.${index}` };
    return (await app.post('/api/recover', form, undefined, { headers })).statusCode;
  };
  const all = Array.from({ length: 25 }, (_, index) => index);
  expect(await Promise.all(all.map((index) => send(site, index)))).toContain(403);
  const proxied = await createTestApp({ environment: { TRUST_PROXY: 'loopback' } });
  expect(await Promise.all(all.map((index) => send(proxied, index)))).not.toContain(403);
});

describe('where one is led', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    '/%5Cevil.example',
    'https://evil.example/fr',
    'javascript:alert(1)',
    '/fr/../../evil',
    '/fr%0d%0aset-cookie:x=1',
    '//page.invalid@evil.example/fr',
  ])('never to %s', async (next) => {
    const page = await site.get(`/fr/connexion?next=${encodeURIComponent(next)}`);
    expect(page.body).not.toMatch(/name="next" value="(?!\/fr|\/en)/);
    const fields = { pseudonym: 'x', password: 'y', next, _from: next, _form: 'sign-in' };
    const answer = await site.post('/api/sign-in', {}, undefined, {
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers.location).toBeUndefined();
  });
});

describe('caches', () => {
  test.each([
    '/fr',
    '/fr/mes-preuves',
    '/api/me',
    '/api/me/account',
    '/api/me/data.json',
    '/api/me/payouts',
    '/api/me/incidents',
    '/api/me/reviews',
    '/api/payouts',
  ])('keep nothing of what a member sees at %s', async (path) => {
    const { headers } = await site.get(path, member.cookie);
    expect(headers['cache-control']).toBe('private, no-store');
  });

  test('keep no cookie beside what everybody may keep', async () => {
    const later = await createTestApp();
    const { cookie } = await makeMember(later);
    later.clock.advanceDays(200);
    const { headers } = await later.get('/sitemap.xml', cookie);
    expect(headers['set-cookie']).toBeDefined();
    expect(headers['cache-control']).toBe('private, no-store');
  });

  test('may keep pictures to ask about them again', async () => {
    const { body } = await site.get(`/api/payouts/${payoutId}`);
    const [picture = ''] = /\/files\/[0-9a-f]{64}\/reading\.webp/.exec(body) ?? [];
    const { headers } = await site.get(picture, member.cookie);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('know that what anybody may read depends on who reads it', async () => {
    const { headers } = await site.get('/api/payouts');
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', vary: 'Cookie' });
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  test('other origins read nothing of one’s own', async () => {
    const { headers } = await site.get('/api/me/payouts', member.cookie);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cross-origin-resource-policy']).not.toBe('cross-origin');
  });
});

describe('forms that are none', () => {
  const send = async (payload: string | Buffer, type: string): Promise<number> =>
    (
      await site.app.inject({
        method: 'POST',
        url: '/api/payouts',
        headers: { host: 'localhost', origin: ORIGIN, cookie: member.cookie, 'content-type': type },
        payload,
      })
    ).statusCode;

  test.each([
    ['parts without a boundary', 'x', 'multipart/form-data'],
    ['parts that break off', '--x\r\nbroken', 'multipart/form-data; boundary=x'],
    ['JSON that breaks off', '{"a":', 'application/json'],
    ['JSON that would change every object', '{"__proto__":{"x":1}}', 'application/json'],
    ['a list', '[1]', 'application/json'],
    ['nothing', 'null', 'application/json'],
    ['plain text', 'x', 'text/plain'],
  ])('%s', async (_, payload, type) => {
    expect(await send(payload, type)).toBe(422);
  });

  test('fields by the names of what every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'screenshot']) {
      const { payload, headers } = multipart(
        Object.fromEntries([
          [name, 'x'],
          ['outcome', 'x'],
        ]),
      );
      expect(await send(payload, headers['content-type']), name).toBe(422);
    }
    expect(Object.hasOwn(Object.prototype, 'outcome')).toBe(false);
  });

  test('too many fields', async () => {
    const fields = Array.from({ length: 60 }, (_, index) => [`field${index}`, 'x']);
    const { payload, headers } = multipart(Object.fromEntries(fields));
    expect(await send(payload, headers['content-type'])).toBe(413);
  });
});

test('one key sent to two forms acts in both', async () => {
  const _key = 'one-key-for-two-forms';
  const payout = { platform: 'appen', outcome: 'waiting', expected: '10', currency: 'EUR' };
  const asked = { method: 'paypal', askedOn: '2026-11-01' };
  const incident = { platform: 'appen', kind: 'balance-stuck', happenedOn: '2026-11-02' };
  const told = { reason: 'none', appeal: 'not-tried' };
  const first = await site.post('/api/payouts', { ...payout, ...asked, _key }, member.cookie);
  const second = await site.post('/api/incidents', { ...incident, ...told, _key }, member.cookie);
  const again = await site.post('/api/payouts', { ...payout, ...asked, _key }, member.cookie);
  expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
  expect(second.json<{ id: string }>().id).not.toBe(first.json<{ id: string }>().id);
  expect(again.json<{ id: string }>().id).toBe(first.json<{ id: string }>().id);
  const { incidents } = (await site.get('/api/me/incidents', member.cookie)).json<{
    incidents: object[];
  }>();
  expect(incidents).toHaveLength(1);
});
