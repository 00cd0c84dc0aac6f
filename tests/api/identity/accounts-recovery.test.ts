import { beforeAll, describe, expect, test } from 'vitest';
import {
  normalizeRecoveryPhrase,
  generateRecoveryPhrase,
} from '#server/identity/accounts/recovery-phrases.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieOf,
  sendForm,
  signUp,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const recoveryHashOf = async (pseudonymKey: string): Promise<string | null> =>
  (await site.database.prisma.member.findUniqueOrThrow({ where: { pseudonymKey } })).recoveryHash;

async function makePhrase(cookie: string, form: object = {}): Promise<string> {
  const response = await site.post('/api/me/recovery-phrase', form, cookie);
  return response.json<{ phrase: string }>().phrase;
}

describe('POST /api/me/recovery-phrase', () => {
  test('answers twelve words once and keeps a hash that does not hold them', async () => {
    const cookie = await signUp(site, 'Première');
    const response = await site.post('/api/me/recovery-phrase', {}, cookie);
    expect(response.statusCode).toBe(201);
    expect(response.headers['cache-control']).toBe('private, no-store');
    const { phrase } = response.json<{ phrase: string }>();
    expect(phrase.split(' ')).toHaveLength(12);
    const stored = await recoveryHashOf('premiere');
    expect(stored).toMatch(/^[0-9a-f]{64}$/);
    const everything = await site.database.sql(
      statement({ row: col.text }, 'SELECT m::text AS row FROM member m'),
    );
    for (const word of phrase.split(' ')) expect(JSON.stringify(everything)).not.toContain(word);
    const account = await site.get('/api/me/account', cookie);
    expect(account.json()).toMatchObject({ hasRecoveryPhrase: true, phraseAsksPassword: true });
    expect(account.body).not.toContain(phrase);
  });

  test('shows them to a browser as the answer itself, in no address and no cache', async () => {
    const cookie = await signUp(site, 'Sans Script');
    const controls = { _form: 'recovery-phrase', _from: '/en/recovery-phrase' };
    const fields = { ...controls, next: '/en/report/pay-out' };
    const response = await sendForm(site, '/api/me/recovery-phrase', fields, cookie);
    expect(response.statusCode).toBe(201);
    expect(response.headers['cache-control']).toBe('private, no-store');
    expect(response.headers['content-type']).toContain('text/html');
    expect(response.headers.location).toBeUndefined();
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(response.body.match(/<li>[a-z]+<\/li>/g)).toHaveLength(12);
    expect(response.body).toContain('href="/en/report/pay-out"');
    const again = await site.get('/en/recovery-phrase', cookie);
    expect(again.body).not.toMatch(/<li>[a-z]+<\/li>/);
  });

  test('asks for the password to replace a phrase, which is void then', async () => {
    const cookie = await signUp(site, 'Renouvelle');
    const old = await makePhrase(cookie);
    const before = await recoveryHashOf('renouvelle');
    const without = await site.post('/api/me/recovery-phrase', {}, cookie);
    expect(without.statusCode).toBe(422);
    expect(without.json()).toMatchObject({ error: { fields: { password: { code: 'required' } } } });
    const wrong = await site.post('/api/me/recovery-phrase', { password: OTHER_PASSWORD }, cookie);
    expect(wrong.json()).toMatchObject({ error: { fields: { password: { code: 'wrong' } } } });
    expect(await recoveryHashOf('renouvelle')).toBe(before);
    const fresh = await makePhrase(cookie, { password: PASSWORD });
    const reset = { pseudonym: 'Renouvelle', password: OTHER_PASSWORD };
    expect((await site.post('/api/recover', { ...reset, phrase: old })).statusCode).toBe(422);
    expect((await site.post('/api/recover', { ...reset, phrase: fresh })).statusCode).toBe(200);
  });

  test('asks for the password for the first phrase too, an hour after signing up', async () => {
    const { now } = site.clock;
    const cookie = await signUp(site, 'Plus Tard');
    site.clock.now = new Date(now.getTime() + 3_700_000);
    expect((await site.post('/api/me/recovery-phrase', {}, cookie)).statusCode).toBe(422);
    expect((await site.get('/fr/phrase-de-secours', cookie)).body).toContain('name="password"');
    site.clock.now = now;
  });

  test('sends who reloads the answer to its page, without the words', async () => {
    const cookie = await signUp(site, 'Recharge');
    await makePhrase(cookie);
    const response = await site.get('/api/me/recovery-phrase', cookie);
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe('/fr/phrase-de-secours');
  });

  test('is for members', async () => {
    expect((await site.post('/api/me/recovery-phrase', {})).statusCode).toBe(401);
  });
});

describe('POST /api/recover', () => {
  test('gives a new password once, and ends every session', async () => {
    const cookie = await signUp(site, 'Oublieuse');
    const phrase = await makePhrase(cookie);
    const form = { pseudonym: 'oublieuse', phrase, password: OTHER_PASSWORD };
    const response = await site.post('/api/recover', form);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      path: '/fr/connexion?next=%2Ffr%2Fphrase-de-secours&done=password-reset',
    });
    expect(await viewerOf(site, cookie)).toBeNull();
    const old = await site.post('/api/sign-in', { pseudonym: 'Oublieuse', password: PASSWORD });
    expect(old.statusCode).toBe(422);
    const typed = { pseudonym: 'Oublieuse', password: OTHER_PASSWORD };
    const signedIn = await site.post('/api/sign-in', typed);
    expect(await viewerOf(site, cookieOf(signedIn))).toBe('Oublieuse');
    const twice = await site.post('/api/recover', { ...form, password: PASSWORD });
    expect(twice.statusCode).toBe(422);
    expect(await recoveryHashOf('oublieuse')).toBeNull();
  });

  test('lets one phrase through once, also for two at the same time', async () => {
    const phrase = await makePhrase(await signUp(site, 'Double'));
    const form = { pseudonym: 'Double', phrase, password: OTHER_PASSWORD };
    const answers = await Promise.all([
      site.post('/api/recover', form),
      site.post('/api/recover', { ...form, password: 'éléphant roux 63 bassine' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 422]);
  });

  const ways: [string, (phrase: string) => string][] = [
    ['without accents', (phrase) => phrase.normalize('NFKD').replaceAll(/\p{M}/gu, '')],
    ['in capitals', (phrase) => phrase.toUpperCase()],
    ['with accents in two signs', (phrase) => phrase.normalize('NFD')],
    ['over several lines', (phrase) => `  ${phrase.replaceAll(' ', '\u00a0\n ')}\t`],
    [
      'numbered with commas',
      (phrase) =>
        phrase
          .split(' ')
          .map((word, index) => `${index + 1}. ${word},`)
          .join(' '),
    ],
  ];
  test.each(ways)('takes a phrase %s', async (name, write) => {
    const phrase = await makePhrase(await signUp(site, name));
    const form = { pseudonym: name, phrase: write(phrase), password: OTHER_PASSWORD };
    expect((await site.post('/api/recover', form)).statusCode).toBe(200);
  });

  test('takes a phrase of one language on the page of the other', async () => {
    const cookie = await signUp(site, 'Bilingue');
    const fields = { _form: 'recovery-phrase', _from: '/en/recovery-phrase' };
    const shown = await sendForm(site, '/api/me/recovery-phrase', fields, cookie);
    const phrase = [...shown.body.matchAll(/<li>([a-z]+)<\/li>/g)]
      .map(([, word]) => word)
      .join(' ');
    const response = await sendForm(site, '/api/recover', {
      _form: 'recover',
      _from: '/fr/retrouver',
      pseudonym: 'Bilingue',
      phrase,
      password: OTHER_PASSWORD,
    });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toContain('/fr/connexion');
  });

  test('answers the same for a wrong phrase, no phrase and nobody', async () => {
    await makePhrase(await signUp(site, 'Avec Phrase'));
    await signUp(site, 'Jamais Faite');
    const phrase = generateRecoveryPhrase('fr');
    const answers = await Promise.all(
      ['Avec Phrase', 'Jamais Faite', 'Personne', '???'].map((pseudonym) =>
        site.post('/api/recover', { pseudonym, phrase, password: OTHER_PASSWORD }),
      ),
    );
    for (const answer of answers) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toEqual({
        error: { code: 'bad-input', fields: { phrase: { code: 'no-match' } } },
      });
    }
  });

  test('opens no account with the phrase of another', async () => {
    const phrase = await makePhrase(await signUp(site, 'Propriétaire'));
    await makePhrase(await signUp(site, 'Autre Membre'));
    const form = { pseudonym: 'Autre Membre', phrase, password: OTHER_PASSWORD };
    expect((await site.post('/api/recover', form)).statusCode).toBe(422);
  });

  test('judges no password where the phrase is wrong', async () => {
    await makePhrase(await signUp(site, 'Phrase Fausse'));
    const form = { pseudonym: 'Phrase Fausse', phrase: 'zoo zoo', password: 'motdepasse123' };
    expect((await site.post('/api/recover', form)).json()).toEqual({
      error: { code: 'bad-input', fields: { phrase: { code: 'no-match' } } },
    });
  });

  test('refuses a weak password before it uses the phrase up, and keeps neither on the page', async () => {
    const phrase = await makePhrase(await signUp(site, 'Faible'));
    const response = await sendForm(site, '/api/recover', {
      _form: 'recover',
      _from: '/fr/retrouver',
      pseudonym: 'Faible',
      phrase,
      password: 'motdepasse123',
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Trop facile à deviner');
    expect(response.body).not.toContain(phrase);
    expect(response.body).not.toContain('motdepasse123');
    expect(await recoveryHashOf('faible')).not.toBeNull();
  });
});

describe('the words', () => {
  test.each(['fr', 'en'] as const)(
    'of %s are twelve, and no two are the same folded',
    (language) => {
      const phrase = generateRecoveryPhrase(language);
      expect(phrase).toBe(phrase.normalize('NFC'));
      expect(normalizeRecoveryPhrase(phrase)).toMatch(/^([a-z]+ ){11}[a-z]+$/);
      expect(generateRecoveryPhrase(language)).not.toBe(phrase);
    },
  );
});
