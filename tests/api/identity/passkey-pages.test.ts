import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { ADDRESS_RATES } from '#server/http/address-limits.ts';
import { PASSWORD, makeRealMember, sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** Where passkeys are offered, how often they are tried, and what their pages say. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

test('the limits of signing in hold for passkeys as well', async () => {
  const remoteAddress = '198.51.100.77';
  const attempt = (): Promise<LightMyRequestResponse> =>
    site.post('/api/sign-in/passkey', { credential: '{}' }, undefined, { remoteAddress });
  for (let sent = 0; sent < ADDRESS_RATES['sign-in'].burst; sent += 1) {
    expect((await attempt()).statusCode).toBe(422);
  }
  const over = await attempt();
  expect(over.statusCode).toBe(403);
  expect(over.json()).toMatchObject({ error: { code: 'challenge-needed' } });
});

test.each([
  ['without TLS', 'http://contrenote.example'],
  ['at an IP address', 'https://203.0.113.7'],
  ['at an IPv6 address', 'https://[2001:db8::7]'],
])('a site %s offers none', async (_, publicUrl) => {
  const plain = await createTestApp({ environment: { PUBLIC_URL: publicUrl } });
  const response = await plain.get('/api/passkeys/options');
  expect(response.json()).toEqual({ options: null });
  const headers = { origin: publicUrl };
  const signIn = await plain.post('/api/sign-in/passkey', { credential: '{}' }, '', { headers });
  expect(signIn.json()).toEqual({ error: { code: 'not-allowed' } });
});

test('a site at its own address binds them to its host name, whatever Host was asked', async () => {
  const own = await createTestApp({ environment: { PUBLIC_URL: 'https://contrenote.example' } });
  const response = await own.get('/api/passkeys/options');
  expect(response.json()).toMatchObject({ options: { rpId: 'contrenote.example' } });
  const unset = await site.app.inject({
    url: '/api/passkeys/options',
    headers: { host: 'evil.example' },
  });
  expect(unset.json()).toEqual({ options: null });
});

describe('the pages', () => {
  test('show the options once to a browser, and a refused passkey with what to do', async () => {
    const member = await makeRealMember(site, 'Serrure');
    const controls = { _form: 'passkey', _from: '/fr/cles-d-acces' };
    const shown = await sendForm(
      site,
      '/api/me/passkeys/options',
      { ...controls, password: PASSWORD, name: 'Tablette' },
      member.cookie,
    );
    expect(shown.statusCode).toBe(201);
    expect(shown.body).toContain('data-options=');
    expect(shown.body).toContain('value="Tablette"');
    const refused = await sendForm(
      site,
      '/api/me/passkeys',
      { ...controls, credential: '{}' },
      member.cookie,
    );
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Cette clé d’accès n’ouvre rien ici.');
    const atSignIn = { _form: 'passkey-sign-in', _from: '/fr/connexion', credential: '{}' };
    const page = await sendForm(site, '/api/sign-in/passkey', atSignIn);
    expect(page.body).toContain('Cette clé d’accès n’ouvre rien ici.');
  });

  test('leave the password in place without a script', async () => {
    const page = await site.get('/fr/connexion');
    expect(page.body).toMatch(/<div data-enhance="passkey-sign-in"[^>]* hidden=""/);
    expect(page.body).toContain('autoComplete="username webauthn"');
  });
});
