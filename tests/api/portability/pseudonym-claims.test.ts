import { beforeAll, describe, expect, test } from 'vitest';
import {
  reservePseudonym,
  reservedPseudonymKey,
} from '#server/identity/accounts/reserved-pseudonyms.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieOf,
  sendForm,
  signUp,
  signUpForm,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { importForum } from './imports.testing.ts';

let site: TestApp;
const codes = new Map<string, string>();

const MEMBERS = ['Aïna', 'Bakoly', 'Céline', 'Dina', 'Élodie', 'Fara', 'Gabriel'];
const LINES = [
  {
    kind: 'source',
    format: 'contrenote-import',
    version: 1,
    source: 'vieux',
    name: 'Vieux forum',
    software: 'phpbb',
  },
  { kind: 'category', id: 3, name: 'Petits boulots' },
  ...MEMBERS.map((pseudonym, at) => ({
    kind: 'member',
    id: 10 + at,
    pseudonym,
    date: '2009-05-01T10:00:00Z',
  })),
  { kind: 'thread', id: 12, category: 3, title: 'Qui paie ?', date: '2011-01-02', author: 10 },
  {
    kind: 'post',
    id: 901,
    thread: 12,
    date: '2011-01-02',
    author: 10,
    text: 'Quelqu’un a été payé ?',
  },
  { kind: 'post', id: 902, thread: 12, date: '2011-01-03', author: 11, text: 'Oui.', number: 2 },
];

async function bring(lines: readonly object[]): Promise<void> {
  for (const [pseudonym, code] of await importForum(site, lines)) codes.set(pseudonym, code);
}

beforeAll(async () => {
  site = await createTestApp();
  const none = await site.get('/fr/inscription');
  expect(none.body).not.toContain('/fr/reprendre-mon-pseudonyme');
  await bring(LINES);
});

const claim = (pseudonym: string, more: object = {}) =>
  site.post('/api/claim', {
    pseudonym,
    code: codes.get(pseudonym),
    password: PASSWORD,
    agree: true,
    ...more,
  });

const NO_MATCH = { error: { code: 'bad-input', fields: { code: { code: 'no-match' } } } };

describe('POST /api/claim', () => {
  test('gives a member her pseudonym, her posts and her dates, and signs her in', async () => {
    const response = await claim('Aïna', {
      code: ` ${codes.get('Aïna')?.toUpperCase().replaceAll('-', ' ')}`,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ path: '/fr/phrase-de-secours?done=claimed' });
    const cookie = cookieOf(response);
    expect(await viewerOf(site, cookie)).toBe('Aïna');
    expect((await site.get('/fr/phrase-de-secours?done=claimed', cookie)).body).toContain(
      'Bon retour, Aïna',
    );
    const own = (await site.get('/api/me/data.json', cookie)).json();
    expect(own).toMatchObject({
      account: { pseudonym: 'Aïna', createdAt: '2009-05-01T10:00:00.000Z' },
      broughtFrom: [{ source: 'vieux', original: '10' }],
    });
    const [thread] = await site.database.sql(
      statement({ id: col.text }, 'SELECT id FROM forum_thread'),
    );
    const read = (await site.get(`/api/forum/threads/${thread?.id}`, cookie)).json<{
      posts: { mine: boolean; author: { pseudonym: string } }[];
    }>();
    expect(read.posts.map(({ mine, author }) => [mine, author.pseudonym])).toEqual([
      [true, 'Aïna'],
      [false, 'Bakoly'],
    ]);
    const signedIn = await site.post('/api/sign-in', { pseudonym: 'aina', password: PASSWORD });
    expect(signedIn.statusCode).toBe(200);
  });

  test('works once: the code opens nothing any more', async () => {
    expect((await claim('Bakoly')).statusCode).toBe(200);
    const again = await claim('Bakoly', { password: OTHER_PASSWORD });
    expect([again.statusCode, again.json()]).toEqual([422, NO_MATCH]);
    const old = await site.post('/api/sign-in', { pseudonym: 'Bakoly', password: OTHER_PASSWORD });
    expect(old.statusCode).toBe(422);
  });

  test('of two at one time, lets one in', async () => {
    const both = await Promise.all([
      claim('Céline'),
      claim('Céline', { password: OTHER_PASSWORD }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 422]);
  });

  test('answers alike for a wrong code, another’s code and a pseudonym that nobody waits for', async () => {
    await signUp(site, 'Déjà Membre');
    for (const [pseudonym, code] of [
      ['Dina', 'aaaa-aaaa-aaaa'],
      ['Dina', codes.get('Élodie')],
      ['Personne', codes.get('Dina')],
      ['Déjà Membre', codes.get('Dina')],
    ]) {
      const response = await claim(pseudonym ?? '', { code });
      expect([response.statusCode, response.json()]).toEqual([422, NO_MATCH]);
      expect(response.headers['set-cookie']).toBeUndefined();
    }
  });

  test('refuses no consent, then a wrong code, then a weak password, which uses no code up', async () => {
    const weak = { password: 'dina dina dina' };
    const fields = async (more: object): Promise<object> =>
      (await claim('Dina', more)).json<{ error: { fields: object } }>().error.fields;
    expect(await fields({ ...weak, code: 'wrong', agree: false })).toEqual({
      agree: { code: 'required' },
    });
    expect(await fields({ ...weak, code: 'wrong' })).toEqual({ code: { code: 'no-match' } });
    expect(await fields(weak)).toEqual({ password: { code: 'weak' } });
    expect((await claim('Dina', { code: '' })).json()).toMatchObject({
      error: { fields: { code: { code: 'required' } } },
    });
  });

  test('works without a script: comes back with what was typed, then leads on', async () => {
    const fields = {
      _form: 'claim',
      _from: '/en/claim-my-pseudonym',
      pseudonym: 'Dina',
      password: PASSWORD,
      agree: 'on',
    };
    const refused = await sendForm(site, '/api/claim', { ...fields, code: 'zzzz-zzzz-zzzz' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('zzzz-zzzz-zzzz');
    expect(refused.body).toContain('value="Dina"');
    const done = await sendForm(site, '/api/claim', { ...fields, code: codes.get('Dina') ?? '' });
    expect([done.statusCode, done.headers.location]).toEqual([
      303,
      '/en/recovery-phrase?done=claimed',
    ]);
  });

  test('asks for patience after many wrong codes for one pseudonym', async () => {
    for (let tries = 0; tries < 10; tries += 1)
      await claim('Fara', { code: `aaaa-aaaa-aaa${tries}` });
    const response = await claim('Fara');
    expect([response.statusCode, response.json()]).toMatchObject([
      403,
      { error: { code: 'challenge-needed' } },
    ]);
  });
});

describe('a pseudonym that waits', () => {
  test('cannot be taken, signed in as or recovered by anybody else', async () => {
    const taken = await site.post('/api/sign-up', signUpForm({ pseudonym: 'elodie' }));
    expect(taken.json()).toMatchObject({ error: { fields: { pseudonym: { code: 'taken' } } } });
    for (const password of ['', ' ', 'x', PASSWORD]) {
      const response = await site.post('/api/sign-in', { pseudonym: 'Élodie', password });
      expect(response.statusCode).toBe(422);
    }
    const recovered = await site.post('/api/recover', {
      pseudonym: 'Élodie',
      phrase: 'zoo zoo',
      password: PASSWORD,
    });
    expect(recovered.statusCode).toBe(422);
  });

  test('is written to by nobody', async () => {
    const cookie = await signUp(site, 'Écrit À Tous');
    await site.post('/api/me/messages-allowed', { allows: true }, cookie);
    const message = { to: 'Élodie', text: 'Bonjour' };
    const response = await site.post('/api/private-messages', message, cookie);
    expect([response.statusCode, response.json()]).toEqual([
      403,
      { error: { code: 'not-allowed', fields: { text: { code: 'takes-no-messages' } } } },
    ]);
    expect(await site.database.prisma.privateMessage.count()).toBe(0);
  });

  test('is told of where people sign up and in, by the name of its forum', async () => {
    expect((await site.get('/api/imports')).json()).toEqual({ sources: [{ name: 'Vieux forum' }] });
    for (const path of ['/fr/inscription', '/fr/connexion']) {
      const { body } = await site.get(path);
      expect(body).toContain('href="/fr/reprendre-mon-pseudonyme"');
      expect(body).toContain('Vieux forum');
    }
  });

  test('stays gone where its member came and deleted her account, also in a second run', async () => {
    // A day later: the many claims above were counted for this address.
    site.clock.advanceDays(1);
    const cookie = cookieOf(await claim('Gabriel'));
    expect((await site.post('/api/me/delete', { password: PASSWORD }, cookie)).statusCode).toBe(
      200,
    );
    await bring(LINES);
    expect(await site.database.prisma.member.count({ where: { pseudonymKey: 'gabriel' } })).toBe(0);
    expect(codes.get('Élodie')).toBeDefined();
  });
});

describe('old addresses', () => {
  const idOf = async (kind: string, original: string): Promise<string> => {
    const [row] = await site.database.sql(
      statement(
        { id: col.text },
        'SELECT our_id AS id FROM import_original WHERE kind = $1 AND original = $2',
      ),
      [kind, original],
    );
    return row?.id ?? '';
  };

  test('lead to where things are now', async () => {
    const [thread, post] = [await idOf('thread', '12'), await idOf('post', '902')];
    for (const [old, now] of [
      ['/viewtopic.php?t=12', `/fr/forum/sujets/${thread}`],
      ['/viewtopic.php?f=3&t=12&p=902', `/fr/forum/messages/${post}`],
      ['/forum/viewtopic.php?p=902', `/fr/forum/messages/${post}`],
      ['/viewtopic.php?t=12&p=77', `/fr/forum/sujets/${thread}`],
      ['/viewforum.php?f=3', '/fr/forum/rubriques/petits-boulots'],
    ]) {
      const response = await site.get(old ?? '');
      expect([old, response.statusCode, response.headers.location]).toEqual([old, 301, now]);
    }
    await site.database.sql("UPDATE import_source SET software = 'discourse'");
    for (const [old, now] of [
      ['/t/qui-paie/12', `/fr/forum/sujets/${thread}`],
      ['/t/qui-paie/12/2', `/fr/forum/messages/${post}`],
      ['/t/12/2', `/fr/forum/messages/${post}`],
      ['/t/12', `/fr/forum/sujets/${thread}`],
      ['/c/petits-boulots/3', '/fr/forum/rubriques/petits-boulots'],
    ]) {
      const response = await site.get(old ?? '');
      expect([old, response.statusCode, response.headers.location]).toEqual([old, 301, now]);
    }
    await site.database.sql("UPDATE import_source SET software = 'phpbb'");
  });

  test('of what was not brought are not found, whatever they hold', async () => {
    for (const old of [
      '/viewtopic.php',
      '/viewtopic.php?t=13',
      '/viewtopic.php?t=12%27%20OR%201=1',
      '/viewforum.php?f=%00',
      '/t/qui-paie/12',
      '/t/../../etc',
      '/c/3',
    ]) {
      const { statusCode } = await site.get(old);
      expect([old, statusCode]).toEqual([
        old,
        expect.toSatisfy((status) => status === 404 || status === 422),
      ]);
    }
  });
});

test('nobody who is brought gets the pseudonym that a deleted account left on posts', async () => {
  const gone = await makeMember(site, { pseudonym: 'Partie un jour' });
  await makeThread(site, { member: gone });
  const { prisma } = site.database;
  const viewer = { ...gone, language: 'fr' as const, established: false, roles: [] };
  const key = reservedPseudonymKey(openSecrets(null, site.dataDir));
  await prisma.$transaction((tx) => reservePseudonym(tx, viewer, key));
  await prisma.member.delete({ where: { id: gone.id } });
  const late = { kind: 'member', id: 77, pseudonym: 'partie un JOUR', date: '2010-01-01' };
  await bring([...LINES, late]);
  const named = await prisma.member.findMany({
    where: { pseudonym: { startsWith: 'partie', mode: 'insensitive' } },
  });
  expect(named.map(({ pseudonym }) => pseudonym)).toEqual(['partie un JOUR 2']);
  expect(codes.has('partie un JOUR 2')).toBe(true);
});
