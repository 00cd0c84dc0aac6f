import { createHash } from 'node:crypto';
import { parseOptions } from '@node-rs/argon2';
import { beforeAll, describe, expect, test } from 'vitest';
import { dummyHash } from '#server/identity/accounts/password-hashing.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  PASSWORD,
  cookieHeader,
  cookieOf,
  sendForm,
  signUp,
  signUpForm,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const member = (pseudonymKey: string) =>
  site.database.prisma.member.findUnique({ where: { pseudonymKey } });

describe('POST /api/sign-up', () => {
  test('makes a member with a strong hash and signs her in', async () => {
    const response = await site.post('/api/sign-up', signUpForm({ language: 'en' }));
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({ path: '/en/recovery-phrase?done=signed-up' });
    expect(await viewerOf(site, cookieOf(response))).toBe('Aïna');
    const made = await member('aina');
    expect(made?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(made).toMatchObject({ lang: 'en', recoveryHash: null, establishedOn: null });
  });

  test('sends a browser on to the recovery phrase, with where she wanted to go', async () => {
    const response = await sendForm(site, '/api/sign-up', {
      _form: 'sign-up',
      _from: '/fr/inscription',
      pseudonym: 'Bakoly',
      password: PASSWORD,
      agree: 'on',
      next: '/fr/declarer/paiement',
    });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(
      '/fr/phrase-de-secours?next=%2Ffr%2Fdeclarer%2Fpaiement&done=signed-up',
    );
  });

  test.each([
    [
      'a pseudonym that is taken, whatever its accents and capitals',
      { pseudonym: 'AINA' },
      'pseudonym',
      'taken',
    ],
    ['an e-mail address', { pseudonym: 'a.b@example.org' }, 'pseudonym', 'email-address'],
    ['markup', { pseudonym: '<i>x</i>' }, 'pseudonym', 'name-characters'],
    ['a pseudonym too short', { pseudonym: 'ab' }, 'pseudonym', 'too-short'],
    ['a pseudonym too long', { pseudonym: 'a'.repeat(31) }, 'pseudonym', 'too-long'],
    ['a password too short', { password: 'Xk9#mPq2' }, 'password', 'too-short'],
    ['a password easy to guess', { password: 'motdepasse123' }, 'password', 'weak'],
    [
      'her pseudonym as password',
      { pseudonym: 'Ravaka Soa', password: 'ravaka-soa1' },
      'password',
      'weak',
    ],
    ['no agreement', { agree: undefined }, 'agree', 'required'],
    ['a box that is not ticked', { agree: false }, 'agree', 'required'],
  ])('refuses %s', async (_, wrong, field, code) => {
    const form = signUpForm({ pseudonym: 'Nouvelle', ...wrong });
    const response = await site.post('/api/sign-up', form);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(await member('nouvelle')).toBeNull();
  });

  test('names everything that is wrong at once, and judges the password once the rest is right', async () => {
    const form = { pseudonym: '<i>x</i>', password: 'motdepasse123' };
    const response = await site.post('/api/sign-up', form);
    expect(response.json<{ error: { fields: object } }>().error.fields).toEqual({
      pseudonym: { code: 'name-characters' },
      agree: { code: 'required' },
    });
  });

  test('refuses a taken pseudonym before the password is judged', async () => {
    await signUp(site, 'Déjà Là');
    const form = signUpForm({ pseudonym: 'deja la', password: 'motdepasse123' });
    expect((await site.post('/api/sign-up', form)).json()).toEqual({
      error: { code: 'bad-input', fields: { pseudonym: { code: 'taken' } } },
    });
  });

  test('brings a refused form back with the pseudonym, never with the password', async () => {
    const response = await sendForm(site, '/api/sign-up', {
      _form: 'sign-up',
      _from: '/fr/inscription',
      pseudonym: 'Hasina',
      password: 'motdepasse123',
      agree: 'on',
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('value="Hasina"');
    expect(response.body).toContain('Trop facile à deviner');
    expect(response.body).not.toContain('motdepasse123');
  });

  test('lets only one of two take a pseudonym at the same time', async () => {
    const answers = await Promise.all(
      ['Toky', 'toky'].map((pseudonym) => site.post('/api/sign-up', signUpForm({ pseudonym }))),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 422]);
  });

  test('takes no form from another site', async () => {
    const response = await site.post(
      '/api/sign-up',
      signUpForm({ pseudonym: 'Autre' }),
      undefined,
      {
        headers: { origin: 'https://evil.example' },
      },
    );
    expect(response.statusCode).toBe(403);
    expect(await member('autre')).toBeNull();
  });
});

describe('the session', () => {
  const FROM_THERE = { headers: { origin: 'https://contrenote.example' } };
  const secureSite = () =>
    createTestApp({ environment: { PUBLIC_URL: 'https://contrenote.example' } });
  const send = (secure: TestApp, pseudonym: string) =>
    secure.post('/api/sign-up', signUpForm({ pseudonym }), undefined, FROM_THERE);

  test('is in no table as the cookie carries it, and its stored hash opens nothing', async () => {
    const cookie = await signUp(site, 'Séraphine');
    const value = cookie.split('=')[1] ?? '';
    const rows = await site.database.sql(statement({ id: col.text }, 'SELECT id FROM session'));
    const stored = createHash('sha256').update(value).digest('hex');
    expect(rows.map(({ id }) => id)).toContain(stored);
    expect(JSON.stringify(rows)).not.toContain(value);
    expect(await viewerOf(site, `session=${stored}`)).toBeNull();
    expect(await viewerOf(site, cookie)).toBe('Séraphine');
  });

  test('hides its cookie from scripts and other sites, and from plain lines where there is TLS', async () => {
    const plain = await site.post('/api/sign-up', signUpForm({ pseudonym: 'Cookie' }));
    expect(cookieHeader(plain)).toMatch(
      /^session=[a-z0-9]{40}; HttpOnly; Max-Age=31536000; Path=\/; SameSite=Lax$/,
    );
    expect(cookieHeader(await send(await secureSite(), 'Cookie'))).toMatch(
      /^__Host-session=[a-z0-9]{40}; HttpOnly; Max-Age=31536000; Path=\/; SameSite=Lax; Secure$/,
    );
  });

  test('that began under the name without prefix goes on over TLS, and gets the one with it', async () => {
    const secure = await secureSite();
    const { pseudonym, cookie: former } = await makeMember(secure);
    const answer = await secure.get('/api/me', former);
    expect(answer.json()).toMatchObject({ viewer: { pseudonym } });
    const cookie = cookieOf(answer);
    expect(cookie).toBe(`__Host-${former}`);
    expect(await viewerOf(secure, `${former}; ${cookie}`)).toBe(pseudonym);
    const left = await secure.post('/api/sign-out', {}, cookie, FROM_THERE);
    expect([left.headers['set-cookie']].flat().map((line) => line?.split(';')[0])).toEqual([
      '__Host-session=',
      'session=',
    ]);
    expect(await viewerOf(secure, former)).toBeNull();
  });

  test('that began with the prefix is opened by no cookie without it', async () => {
    const secure = await secureSite();
    const cookie = cookieOf(await send(secure, 'Préfixe'));
    expect(await viewerOf(secure, cookie)).toBe('Préfixe');
    expect(await viewerOf(secure, cookie.replace('__Host-', ''))).toBeNull();
    const other = await makeMember(secure);
    expect(await viewerOf(secure, `${other.cookie}; ${cookie}`)).toBe('Préfixe');
  });

  test('lasts a year of use by the clock of the site', async () => {
    const { now } = site.clock;
    const cookie = await signUp(site, 'Fidèle');
    site.clock.advanceDays(364);
    const renewed = await site.get('/api/me', cookie);
    expect(cookieHeader(renewed)).toContain(cookie);
    site.clock.advanceDays(364);
    expect(await viewerOf(site, cookie)).toBe('Fidèle');
    site.clock.advanceDays(366);
    expect(await viewerOf(site, cookie)).toBeNull();
    site.clock.now = now;
  });
});

describe('POST /api/sign-in', () => {
  beforeAll(async () => {
    await signUp(site, 'Évariste K.');
  });
  const form = (overrides: object = {}) => ({
    pseudonym: 'Évariste K.',
    password: PASSWORD,
    ...overrides,
  });

  test.each(['Évariste K.', 'evariste k', 'EVARISTE  K.', 'E\u0301variste K'])(
    'knows %s',
    async (pseudonym) => {
      const response = await site.post('/api/sign-in', form({ pseudonym }));
      expect(response.statusCode).toBe(200);
      expect(await viewerOf(site, cookieOf(response))).toBe('Évariste K.');
    },
  );

  test('takes an accent in the password as one sign or as two', async () => {
    const password = 'canapé étoilé 58 lézard';
    await site.post('/api/sign-up', signUpForm({ pseudonym: 'Accents', password }));
    const typed = { pseudonym: 'Accents', password: password.normalize('NFD') };
    expect((await site.post('/api/sign-in', typed)).statusCode).toBe(200);
  });

  test('answers the same for a wrong password and for nobody, after the same work', async () => {
    const wrong = await site.post('/api/sign-in', form({ password: 'pas celui-ci' }));
    const nobody = await site.post('/api/sign-in', form({ pseudonym: 'Personne' }));
    const neither = await site.post('/api/sign-in', form({ pseudonym: '/!\\' }));
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json()).toEqual({
      error: { code: 'bad-input', fields: { password: { code: 'no-match' } } },
    });
    for (const answer of [nobody, neither]) {
      expect(answer.statusCode).toBe(wrong.statusCode);
      expect(answer.body).toBe(wrong.body);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    const real = (await member('evariste k'))?.passwordHash ?? '';
    expect(parseOptions(await dummyHash())).toEqual(parseOptions(real));
  });

  test('refuses an empty form at its fields', async () => {
    const response = await site.post('/api/sign-in', { pseudonym: '' });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      error: { fields: { pseudonym: { code: 'required' }, password: { code: 'required' } } },
    });
  });

  test.each([
    ['/fr/mes-preuves', '/fr/mes-preuves'],
    ['/en/platforms?page=2', '/en/platforms?page=2'],
    ['//evil.example/fr', '/fr'],
    ['/\\evil.example', '/fr'],
    ['https://evil.example/fr', '/fr'],
    ['/api/me/data.json', '/fr'],
  ])('goes on from %s to %s', async (next, location) => {
    const sent = await sendForm(site, '/api/sign-in', {
      _form: 'sign-in',
      _from: '/fr/connexion',
      pseudonym: 'evariste k',
      password: PASSWORD,
      next,
    });
    expect(sent.statusCode).toBe(303);
    expect(sent.headers.location).toBe(location);
  });

  test('ends the session that it replaces', async () => {
    const first = cookieOf(await site.post('/api/sign-in', form()));
    await site.post('/api/sign-in', form(), first);
    expect(await viewerOf(site, first)).toBeNull();
  });
});

describe('POST /api/sign-out', () => {
  test('ends this session only and clears the cookie', async () => {
    const here = await signUp(site, 'Sortante');
    const typed = { pseudonym: 'Sortante', password: PASSWORD };
    const elsewhere = cookieOf(await site.post('/api/sign-in', typed));
    const response = await site.post('/api/sign-out', {}, here);
    expect(response.statusCode).toBe(200);
    expect(cookieHeader(response)).toContain('Max-Age=0');
    expect(await viewerOf(site, here)).toBeNull();
    expect(await viewerOf(site, elsewhere)).toBe('Sortante');
  });

  test('says so too where nobody was signed in', async () => {
    expect((await site.post('/api/sign-out', {})).statusCode).toBe(200);
  });
});

describe('the pages', () => {
  test.each(['/fr/inscription', '/en/sign-in?next=%2Fen%2Fsettings', '/fr/retrouver'])(
    '%s reads, asks for no check and stays out of search engines',
    async (path) => {
      const response = await site.get(path);
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain('<meta name="robots" content="noindex"/>');
      expect(response.body).not.toContain('_ticket');
    },
  );

  test.each(['/fr/reglages', '/fr/phrase-de-secours'])('%s is for members', async (path) => {
    const response = await site.app.inject({ url: path, headers: { accept: 'text/html' } });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(`/fr/connexion?next=${encodeURIComponent(path)}`);
  });

  test('never carry a foreign address on', async () => {
    const response = await site.get('/fr/connexion?next=https%3A%2F%2Fevil.example');
    expect(response.body).not.toContain('name="next"');
  });
});
