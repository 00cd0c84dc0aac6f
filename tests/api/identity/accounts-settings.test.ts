import { beforeAll, describe, expect, test } from 'vitest';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieHeader,
  cookieOf,
  makeRealMember,
  sendForm,
  signUp,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const signInAs = async (pseudonym: string, password = PASSWORD): Promise<string> =>
  cookieOf(await site.post('/api/sign-in', { pseudonym, password }));

describe('GET /api/me', () => {
  test('says who is signed in, with her rights and nothing else', async () => {
    const { cookie } = await makeMember(site, {
      pseudonym: 'Modo',
      established: true,
      moderator: true,
    });
    const response = await site.get('/api/me', cookie);
    expect(response.headers['cache-control']).toBe('private, no-store');
    expect(response.json()).toEqual({
      viewer: {
        mark: expect.stringMatching(/^[0-9a-f]{32}$/),
        pseudonym: 'Modo',
        language: 'fr',
        established: true,
        roles: ['moderator'],
      },
    });
  });

  test('tells one account from another by a mark that is not its id', async () => {
    const [one, other] = [await makeMember(site), await makeMember(site)];
    const markOf = async ({ cookie }: { cookie: string }): Promise<string> =>
      (await site.get('/api/me', cookie)).json<{ viewer: { mark: string } }>().viewer.mark;
    expect(await markOf(one)).toBe(await markOf(one));
    expect(await markOf(one)).not.toBe(await markOf(other));
    expect(await markOf(one)).not.toContain(one.id);
  });

  test('is null for a visitor and for a cookie that is nobody’s', async () => {
    expect((await site.get('/api/me')).json()).toEqual({ viewer: null });
    expect((await site.get('/api/me', 'session=nothing')).json()).toEqual({ viewer: null });
  });
});

describe('GET /api/me/account', () => {
  test('shows what the settings need', async () => {
    const cookie = await signUp(site, 'Compte');
    await signInAs('Compte');
    expect((await site.get('/api/me/account', cookie)).json()).toEqual({
      pseudonym: 'Compte',
      language: 'fr',
      established: false,
      hasRecoveryPhrase: false,
      phraseAsksPassword: false,
      sessions: 2,
      hasWorkbookCopy: false,
    });
  });

  test('is for members', async () => {
    expect((await site.get('/api/me/account')).statusCode).toBe(401);
  });
});

describe('POST /api/me/language', () => {
  test('changes the language and answers in it', async () => {
    const cookie = await signUp(site, 'Langue');
    const fields = { _form: 'language', _from: '/fr/reglages', language: 'en' };
    const response = await sendForm(site, '/api/me/language', fields, cookie);
    expect(response.headers.location).toBe('/en/settings?done=language-chosen');
    const me = await site.get('/api/me', cookie);
    expect(me.json()).toMatchObject({ viewer: { language: 'en' } });
  });

  test('knows French and English, and is for members', async () => {
    const cookie = await signUp(site, 'Langue Deux');
    expect((await site.post('/api/me/language', { language: 'de' }, cookie)).statusCode).toBe(422);
    expect((await site.post('/api/me/language', { language: 'en' })).statusCode).toBe(401);
  });
});

describe('POST /api/me/password', () => {
  const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };

  test('changes it and ends the other sessions', async () => {
    const here = await signUp(site, 'Change');
    const elsewhere = await signInAs('Change');
    expect((await site.post('/api/me/password', change, here)).statusCode).toBe(200);
    expect(await viewerOf(site, here)).toBe('Change');
    expect(await viewerOf(site, elsewhere)).toBeNull();
    expect(await signInAs('Change')).toBe('');
    expect(await viewerOf(site, await signInAs('Change', OTHER_PASSWORD))).toBe('Change');
  });

  test.each([
    ['a wrong old one', { currentPassword: OTHER_PASSWORD }, 'currentPassword', 'wrong'],
    ['no old one', { currentPassword: undefined }, 'currentPassword', 'required'],
    ['a weak new one', { newPassword: 'motdepasse123' }, 'newPassword', 'weak'],
    ['a short new one', { newPassword: 'Xk9#mPq2' }, 'newPassword', 'too-short'],
  ])('refuses %s', async (name, wrong, field, code) => {
    const cookie = await signUp(site, name);
    const response = await site.post('/api/me/password', { ...change, ...wrong }, cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect(await signInAs(name)).not.toBe('');
  });

  test('opens the fold of the settings where it was refused, without the passwords', async () => {
    const cookie = await signUp(site, 'Repli');
    const fields = {
      _form: 'password',
      _from: '/fr/reglages',
      ...change,
      newPassword: 'azertyuiop',
    };
    const response = await sendForm(site, '/api/me/password', fields, cookie);
    expect(response.statusCode).toBe(422);
    expect(response.body).toMatch(/<details class="fold" open=""><summary><h2>Mot de passe/);
    expect(response.body).not.toContain(PASSWORD);
    expect(response.body).not.toContain('azertyuiop');
  });

  test('stops who guesses in a session left open', async () => {
    const cookie = await signUp(site, 'Ouverte');
    const guess = { ...change, currentPassword: 'pas celui-ci' };
    for (let tries = 0; tries < 8; tries += 1) {
      expect((await site.post('/api/me/password', guess, cookie)).statusCode).toBe(422);
    }
    const stopped = await site.post('/api/me/password', change, cookie);
    expect(stopped.statusCode).toBe(429);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect(await signInAs('Ouverte')).not.toBe('');
  });

  test('sends who was signed out meanwhile back to the settings afterwards', async () => {
    const fields = { _form: 'password', _from: '/en/settings', ...change };
    const response = await sendForm(site, '/api/me/password', fields);
    expect(response.headers.location).toBe('/en/sign-in?next=%2Fen%2Fsettings');
    expect((await site.post('/api/me/password', change)).statusCode).toBe(401);
  });
});

describe('POST /api/me/sign-out-everywhere', () => {
  test('ends all sessions of the member and of nobody else', async () => {
    const here = await signUp(site, 'Partout');
    const elsewhere = await signInAs('Partout');
    const other = await signUp(site, 'Voisine');
    const response = await site.post('/api/me/sign-out-everywhere', {}, here);
    expect(response.statusCode).toBe(200);
    expect(cookieHeader(response)).toContain('Max-Age=0');
    expect(await viewerOf(site, here)).toBeNull();
    expect(await viewerOf(site, elsewhere)).toBeNull();
    expect(await viewerOf(site, other)).toBe('Voisine');
  });

  test('is for members', async () => {
    expect((await site.post('/api/me/sign-out-everywhere', {})).statusCode).toBe(401);
  });
});

describe('the settings', () => {
  test('hold every form and the link to her data', async () => {
    const { cookie } = await makeRealMember(site, 'Réglée');
    const page = (await site.get('/fr/reglages', cookie)).body;
    for (const path of ['language', 'password', 'sign-out-everywhere', 'delete']) {
      expect(page).toContain(`action="/api/me/${path}"`);
    }
    expect(page).toContain('href="/api/me/data.json"');
    expect(page).toContain('href="/fr/phrase-de-secours"');
  });
});
