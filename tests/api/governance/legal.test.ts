import { beforeAll, describe, expect, test } from 'vitest';
import { NOTICE_RATE } from '#server/governance/legal/routes.ts';
import { deleteExpiredNotices } from '#server/governance/legal/notice-actions.ts';
import { decryptOpenNotices } from '#server/governance/legal/notice-queries.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { RULE_IDS } from '#shared/core/moderation-decisions.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { NOTICE_RETENTION_DAYS } from '#shared/governance/legal.ts';
import { pathTo } from '#shared/core/paths.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

const PUBLIC = 'https://contrenote.example';
const NAME = 'Awa Ndiaye-Lefèvre';
const EMAIL = 'awa.ndiaye@example.org';
const NOTICE = {
  url: '/fr/plateformes/clickworker#avis',
  reasons: 'Ce passage me nomme, et il dit une chose fausse.',
  name: NAME,
  email: EMAIL,
  goodFaith: true,
};
type Answer = { error: { code: string; fields?: Record<string, { code: string }> } };

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

function browse(path: string, fields: Record<string, string>): ReturnType<TestApp['post']> {
  return site.post(path, {}, undefined, {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
}

function openAll(): ReturnType<typeof decryptOpenNotices> {
  return decryptOpenNotices(site.database.sql, openSecrets(null, site.dataDir).keyFor('notices'));
}

describe('POST /api/notices', () => {
  test('keeps the notice, says the receipt once, and writes only that it came in the record', async () => {
    const response = await site.post('/api/notices', NOTICE);
    expect(response.statusCode).toBe(201);
    const { id, receipt, path } = response.json<Record<'id' | 'receipt' | 'path', string>>();
    expect(receipt).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/);
    expect(path).toBe(`/fr/signaler/recu?notice=${id}`);
    const row = await site.database.prisma.notice.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ url: NOTICE.url, reasons: NOTICE.reasons });
    expect(JSON.stringify(row)).not.toContain(receipt);
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `notice/${id}` },
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['notice-received']);
  });

  test('keeps name and e-mail so that the table alone does not tell them, and the key does', async () => {
    const { id } = (await site.post('/api/notices', NOTICE)).json<{ id: string }>();
    const { sender } = await site.database.prisma.notice.findUniqueOrThrow({ where: { id } });
    const bytes = Buffer.from(sender, 'base64').toString('latin1');
    for (const text of [sender, bytes]) {
      expect(text).not.toContain('Awa');
      expect(text).not.toContain('example.org');
    }
    const opened = (await openAll()).find((notice) => notice.id === id);
    expect(opened?.sender).toEqual({ name: NAME, email: EMAIL, aboutMinors: false });
    const other = openSecrets('0'.repeat(64), site.dataDir).keyFor('notices');
    await expect(decryptOpenNotices(site.database.sql, other)).rejects.toThrow();
  });

  test('takes a notice without a name where it is about sexual abuse of minors, and only there', async () => {
    const { name: _name, email: _email, ...unsigned } = NOTICE;
    const refused = await site.post('/api/notices', unsigned);
    expect(refused.statusCode).toBe(422);
    expect(refused.json<Answer>().error.fields).toEqual({
      name: { code: 'required' },
      email: { code: 'required' },
    });
    const taken = await site.post('/api/notices', { ...unsigned, aboutMinors: 'on' });
    expect(taken.statusCode).toBe(201);
    const { id } = taken.json<{ id: string }>();
    const opened = (await openAll()).find((notice) => notice.id === id);
    expect(opened?.sender).toEqual({ name: null, email: null, aboutMinors: true });
  });

  test.each([
    ['short reasons', { reasons: 'Illicite.' }, 'reasons', 'too-short'],
    ['no reasons', { reasons: '' }, 'reasons', 'required'],
    ['no address', { url: '' }, 'url', 'required'],
    [
      'another site',
      { url: 'https://elsewhere.example/fr/plateformes/clickworker' },
      'url',
      'elsewhere',
    ],
    ['no page of ours', { url: '/fr/nulle-part' }, 'url', 'elsewhere'],
    ['a script', { url: 'javascript:alert(1)' }, 'url', 'elsewhere'],
    ['no e-mail address', { email: 'awa' }, 'email', 'invalid'],
    ['no good faith', { goodFaith: '' }, 'goodFaith', 'required'],
  ])('refuses %s, and says where', async (_, wrong, field, code) => {
    const response = await site.post('/api/notices', { ...NOTICE, ...wrong });
    expect(response.statusCode).toBe(422);
    expect(response.json<Answer>().error.fields?.[field]?.code).toBe(code);
  });

  test('refuses what another site sends in a visitor’s name', async () => {
    const response = await site.post('/api/notices', NOTICE, undefined, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(response.statusCode).toBe(403);
  });

  test('keeps every word that was typed in a refused form', async () => {
    const response = await browse('/api/notices', {
      _form: 'notice',
      _from: '/fr/signaler',
      url: 'https://elsewhere.example/',
      reasons: NOTICE.reasons,
      name: NAME,
      email: EMAIL,
      goodFaith: 'on',
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Cette adresse n’est pas une page de ce site.');
    for (const typed of ['https://elsewhere.example/', NOTICE.reasons, NAME, EMAIL]) {
      expect(response.body).toContain(typed);
    }
  });

  test('shows a person the receipt in the answer itself: in no address and in no cache', async () => {
    const response = await browse('/api/notices', {
      ...NOTICE,
      goodFaith: 'on',
      _form: 'notice',
      _from: '/en/report',
    });
    expect(response.statusCode).toBe(201);
    expect(response.headers.location).toBeUndefined();
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toContain('<h1>Notice received</h1>');
    const [receipt = ''] = /([2-9A-Z]{4}-){3}[2-9A-Z]{4}/.exec(response.body) ?? [];
    const status = await site.post('/api/notices/status', { receipt });
    expect(status.statusCode).toBe(200);
    const reloaded = await site.get('/api/notices');
    expect(reloaded.headers.location).toBe('/signaler/recu');
    expect(reloaded.body).not.toContain(receipt);
  });

  test('asks one address for patience after many, and forgets it with time', async () => {
    const other = await createTestApp();
    const send = (): ReturnType<TestApp['post']> => other.post('/api/notices', NOTICE);
    for (let sent = 0; sent < NOTICE_RATE.burst; sent += 1) {
      expect((await send()).statusCode).toBe(201);
    }
    const refused = await send();
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    other.clock.advanceDays(1);
    expect((await send()).statusCode).toBe(201);
  });
});

describe('a notice later', () => {
  test('is found again by its receipt, however it is typed, and says no word of its sender', async () => {
    const { id, receipt } = (await site.post('/api/notices', NOTICE)).json<
      Record<'id' | 'receipt', string>
    >();
    const typed = receipt.toLowerCase().replaceAll('-', ' ');
    const answer = await browse('/api/notices/status', {
      _form: 'noticeStatus',
      _from: '/fr/signaler/recu',
      receipt: typed,
    });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/fr/signaler/recu?notice=${id}`);
    const page = await site.get(`/fr/signaler/recu?notice=${id}`);
    expect(page.body).toContain('Reçue le 20 novembre 2026.');
    const api = await site.get(`/api/notices/${id}`);
    expect(api.json()).toEqual({
      id,
      receivedOn: '2026-11-20',
      state: 'waiting',
      dueAt: '2026-11-23T10:00:00.000Z',
      decision: null,
      decidedBefore: false,
      outcome: null,
    });
    for (const text of [page.body, api.body]) {
      expect(text).not.toContain('Awa');
      expect(text).not.toContain(NOTICE.reasons);
    }
  });

  test('is not there for a wrong receipt, or an unknown number', async () => {
    const wrong = await site.post('/api/notices/status', { receipt: '2222-2222-2222-2222' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json<Answer>().error.fields).toEqual({ receipt: { code: 'wrong' } });
    expect((await site.post('/api/notices/status', {})).statusCode).toBe(422);
    expect((await site.get('/api/notices/000000000000')).statusCode).toBe(404);
    expect((await site.get('/fr/signaler/recu?notice=000000000000')).statusCode).toBe(404);
  });

  test('is deleted after a year, as the privacy page promises', async () => {
    const { id } = (await site.post('/api/notices', NOTICE)).json<{ id: string }>();
    const in364Days = new Date(site.clock.now.getTime() + (NOTICE_RETENTION_DAYS - 1) * 86_400_000);
    const in366Days = new Date(site.clock.now.getTime() + (NOTICE_RETENTION_DAYS + 1) * 86_400_000);
    const forget = (now: Date): Promise<number> =>
      site.database.prisma.$transaction((tx) => deleteExpiredNotices(tx, now));
    expect(await forget(in364Days)).toBe(0);
    expect(await forget(in366Days)).toBeGreaterThan(0);
    expect(await site.database.prisma.notice.count()).toBe(0);
    const [entry] = await site.database.prisma.recordEntry.findMany({
      where: { subject: `notice/${id}` },
    });
    expect(entry?.salt).toBeNull();
  });
});

describe('who answers for the site', () => {
  test('is null while the operator has not said it, and no page alarms before the site is public', async () => {
    const response = await site.get('/api/legal');
    expect(response.json()).toEqual({
      publisher: null,
      director: null,
      host: null,
      contact: null,
      controller: null,
      press: null,
      language: 'fr',
      complete: false,
    });
    const page = await site.get('/fr/mentions-legales');
    expect(page.body).toContain('à compléter par le responsable du site');
    expect(page.body).not.toContain('Installation incomplète');
  });

  test('is said in full where it is set, and makes a public site complete', async () => {
    const environment = {
      PUBLIC_URL: PUBLIC,
      LEGAL_PUBLISHER: 'Association <Contrenote>',
      LEGAL_DIRECTOR: 'Claude Martin',
      LEGAL_HOST: 'Hébergeur libre, 1 rue du Port, Nantes, 02 00 00 00 00',
      LEGAL_CONTACT: 'contact@contrenote.example',
      LEGAL_CONTROLLER: 'Association Contrenote, 2 rue du Port, Nantes',
    };
    const complete = await createTestApp({ environment });
    const page = await complete.get('/en/legal-notice');
    expect(page.body).toContain('Association &lt;Contrenote&gt;');
    for (const name of ['LEGAL_DIRECTOR', 'LEGAL_HOST', 'LEGAL_CONTACT'] as const) {
      expect(page.body).toContain(environment[name]);
    }
    expect(page.body).not.toContain('to be filled in');
    expect(page.body).not.toContain('Installation incomplete');
    expect((await complete.get('/fr/confidentialite')).body).toContain(
      environment.LEGAL_CONTROLLER,
    );
    const notice = { ...NOTICE, url: `${PUBLIC}/en/platforms/appen?page=2#r` };
    const origin = { headers: { origin: PUBLIC } };
    const sent = await complete.post('/api/notices', notice, undefined, origin);
    const { id } = sent.json<{ id: string }>();
    const row = await complete.database.prisma.notice.findUniqueOrThrow({ where: { id } });
    expect(row.url).toBe('/en/platforms/appen?page=2#r');
  });

  test('is missed on every page of a public site where one setting is blank', async () => {
    const blank = await createTestApp({ environment: { PUBLIC_URL: PUBLIC } });
    for (const path of ['/fr', '/fr/regles', '/fr/mentions-legales', '/fr/plateformes/appen']) {
      expect((await blank.get(path)).body, path).toContain('Installation incomplète');
    }
  });
});

describe('legal pages', () => {
  const names = [
    'legalNotice',
    'siteRules',
    'privacy',
    'reviewChecks',
    'notice',
    'noticeReceipt',
  ] as const;

  test.each(LANGUAGES.flatMap((language) => names.map((name) => [language, name] as const)))(
    'read in %s: %s',
    async (language, name) => {
      const response = await site.get(pathTo(language, name));
      expect(response.statusCode).toBe(200);
      expect(response.body.match(/<h1>/g)).toHaveLength(1);
      const ids = [...response.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test.each(LANGUAGES)('carry each rule at an anchor of its name in %s', async (language) => {
    const { body } = await site.get(pathTo(language, 'siteRules'));
    for (const id of RULE_IDS) expect(body).toContain(`<section id="${id}"`);
  });

  test('the form comes filled with the address that it is about', async () => {
    const response = await site.get('/fr/signaler?url=%2Ffr%2Fpreuves%2Fabc');
    expect(response.body).toContain('value="/fr/preuves/abc"');
  });
});
