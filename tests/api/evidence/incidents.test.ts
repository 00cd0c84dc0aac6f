import { beforeAll, describe, expect, test } from 'vitest';
import { platformResponse } from '#shared/directory/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, showAllPosts } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { readIncidents, UNKNOWN_ID, readOwnIncidents } from './incidents.testing.ts';

const FACTS = {
  platform: 'Clickworker',
  kind: 'account-closed',
  happenedOn: '2026-11-03',
  reason: 'none',
  appeal: 'unanswered',
  lost: '41,97',
  currency: 'EUR',
  text: 'Compte fermé sans un mot.',
};
const SHOWN = { showsAmount: 'on', showsMonth: 'on', showsReason: 'on' };
const LONG = 'a'.repeat(2001);

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function counted(slug: string): Promise<number> {
  const response = await site.get(`/api/platforms/${slug}`);
  return platformResponse.parse(response.json()).evidence.incidents;
}

describe('POST /api/incidents', () => {
  test('shows rounded and by month what its author ticks, exact to her', async () => {
    const member = await makeMember(site);
    const response = await site.post(
      '/api/incidents',
      { ...FACTS, ...SHOWN, platform: 'bpeek' },
      member.cookie,
    );
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      path: '/fr/plateformes/bpeek/a-propos?done=incident-published',
    });
    await showAllPosts(site);
    const { incidents } = await readIncidents(site, 'bpeek');
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({
      kind: 'account-closed',
      reason: 'none',
      appeal: 'unanswered',
      month: '2026-11',
      shownFrom: '2026-11-16',
      lostRounded: { minor: 4200, currency: 'EUR' },
      author: { established: false, pseudonym: null, deleted: false },
      echoes: 0,
      can: { echo: false, edit: false },
    });
    expect(await readOwnIncidents(site, member.cookie)).toMatchObject([
      { happenedOn: '2026-11-03', lost: { minor: 4197, currency: 'EUR' } },
    ]);
    expect(await counted('bpeek')).toBe(1);
    expect(await kindsInRecord(site, `incident/${incidents[0]?.id}`)).toEqual([
      'incident-published',
    ]);
  });

  test('shows its kind and text alone where she ticks nothing', async () => {
    const member = await makeMember(site);
    const input = { ...FACTS, platform: 'mobeye' };
    expect((await site.post('/api/incidents', input, member.cookie)).statusCode).toBe(201);
    await showAllPosts(site);
    expect((await readIncidents(site, 'mobeye')).incidents).toMatchObject([
      {
        kind: 'account-closed',
        text: FACTS.text,
        reason: null,
        appeal: null,
        month: null,
        lostRounded: null,
      },
    ]);
  });

  test('takes a form and sends the browser on to the platform', async () => {
    const member = await makeMember(site);
    const response = await site.post('/api/incidents', {}, member.cookie, {
      payload: new URLSearchParams({ ...FACTS, signed: 'on', text: '', lost: '' }).toString(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(
      '/fr/plateformes/clickworker/a-propos?done=incident-published',
    );
    expect(await readOwnIncidents(site, member.cookie)).toMatchObject([
      { signed: true, solicited: false, text: null, lost: null },
    ]);
    await showAllPosts(site);
    const { incidents } = await readIncidents(site, 'clickworker');
    expect(incidents.map(({ author }) => author.pseudonym)).toContain(member.pseudonym);
  });

  test('publishes once for one key, also when both are sent at the same time', async () => {
    const member = await makeMember(site);
    const input = { ...FACTS, _key: 'key-of-one-form' };
    const responses = await Promise.all([
      site.post('/api/incidents', input, member.cookie),
      site.post('/api/incidents', input, member.cookie),
    ]);
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(await readOwnIncidents(site, member.cookie)).toHaveLength(1);
  });

  test.each([
    ['platform', { platform: 'Nobody at all' }, 'unknown-platform'],
    ['platform', { platform: '' }, 'required'],
    ['kind', { kind: 'insulted' }, 'invalid'],
    ['reason', { reason: undefined }, 'required'],
    ['happenedOn', { happenedOn: '2026-11-21' }, 'in-the-future'],
    ['happenedOn', { happenedOn: '1999-12-31' }, 'invalid'],
    ['happenedOn', { happenedOn: '2026-02-30' }, 'invalid'],
    ['lost', { lost: 'beaucoup' }, 'invalid'],
    ['lost', { lost: '12,345' }, 'invalid'],
    ['currency', { currency: undefined }, 'required'],
    ['currency', { currency: 'ECU' }, 'invalid'],
    ['text', { text: LONG }, 'too-long'],
  ])('refuses a bad %s', async (field, change, code) => {
    const member = await makeMember(site);
    const response = await site.post('/api/incidents', { ...FACTS, ...change }, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    expect(await readOwnIncidents(site, member.cookie)).toEqual([]);
  });

  test('says all that is wrong at once', async () => {
    const { cookie } = await makeMember(site);
    const sent = { platform: 'Nulle part', kind: 'account-closed', lost: 'beaucoup' };
    const response = await site.post('/api/incidents', sent, cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toEqual({
      error: {
        code: 'bad-input',
        fields: {
          platform: { code: 'unknown-platform' },
          happenedOn: { code: 'required' },
          reason: { code: 'required' },
          appeal: { code: 'required' },
          currency: { code: 'required' },
        },
      },
    });
  });

  test('is not for who is signed out', async () => {
    expect((await site.post('/api/incidents', FACTS)).statusCode).toBe(401);
  });

  test('one asked for by somebody is listed, and leaves the count', async () => {
    const member = await makeMember(site);
    const input = { ...FACTS, platform: 'moolineo', solicited: true };
    expect((await site.post('/api/incidents', input, member.cookie)).statusCode).toBe(201);
    await showAllPosts(site);
    expect((await readIncidents(site, 'moolineo')).incidents).toMatchObject([{ solicited: true }]);
    expect(await counted('moolineo')).toBe(0);
  });

  test('stops at the limit of the day', async () => {
    const member = await makeMember(site);
    for (let count = 0; count < 10; count += 1) {
      await site.post('/api/incidents', { ...FACTS, platform: 'microworkers' }, member.cookie);
    }
    const response = await site.post('/api/incidents', FACTS, member.cookie);
    expect(response.statusCode).toBe(429);
    expect(await readOwnIncidents(site, member.cookie)).toHaveLength(10);
  });

  test('a refused form comes back whole, and hostile text is only text', async () => {
    const member = await makeMember(site);
    const hostile = '</textarea><script>alert(1)</script>"\'&<img src=x onerror=alert(1)>';
    const response = await site.post('/api/incidents', {}, member.cookie, {
      payload: new URLSearchParams({
        ...FACTS,
        platform: '"><svg onload=alert(2)>',
        text: hostile,
        _form: 'incident',
        _from: '/fr/declarer/incident',
      }).toString(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).not.toMatch(/<script>alert|<img src=x|<svg onload/);
    expect(response.body).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(response.body).toContain('value="2026-11-03"');
    expect(response.body).toContain('value="41,97"');
  });
});

describe('POST /api/incidents/:id', () => {
  const corrected = { ...FACTS, ...SHOWN, happenedOn: '2026-10-30', lost: '12', text: 'Repris.' };

  test('lets its author correct it, and others see the corrected facts', async () => {
    const { id, member } = await makeIncident(site, { slug: 'appen', shownFrom: null });
    await showAllPosts(site);
    const response = await site.post(`/api/incidents/${id}`, corrected, member.cookie);
    expect(response.statusCode).toBe(200);
    expect((await readIncidents(site, 'appen')).incidents).toMatchObject([
      { id, month: '2026-10', lostRounded: { minor: 1200 }, text: 'Repris.' },
    ]);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([
      'incident-published',
      'incident-corrected',
    ]);
  });

  test('keeps "me too" while it is the same kind of thing, and drops it with another', async () => {
    const { id, member } = await makeIncident(site, { slug: 'appen' });
    const other = await makeMember(site);
    await site.post(`/api/incidents/${id}/echo`, {}, other.cookie);
    await showAllPosts(site);
    await site.post(`/api/incidents/${id}`, corrected, member.cookie);
    expect((await readOwnIncidents(site, member.cookie))[0]?.echoes).toBe(1);
    const change = { ...corrected, kind: 'balance-stuck' };
    await site.post(`/api/incidents/${id}`, change, member.cookie);
    expect((await readOwnIncidents(site, member.cookie))[0]?.echoes).toBe(0);
  });

  test('refuses bad input', async () => {
    const { id, member } = await makeIncident(site);
    const change = { ...corrected, happenedOn: '2027-01-01' };
    const response = await site.post(`/api/incidents/${id}`, change, member.cookie);
    expect(response.json()).toMatchObject({
      error: { fields: { happenedOn: { code: 'in-the-future' } } },
    });
  });

  test('is not for who is signed out, nor for anybody else', async () => {
    const { id, member } = await makeIncident(site, { text: 'Le mien.' });
    const stranger = await makeMember(site);
    expect((await site.post(`/api/incidents/${id}`, corrected)).statusCode).toBe(401);
    const response = await site.post(`/api/incidents/${id}`, corrected, stranger.cookie);
    expect(response.statusCode).toBe(403);
    expect((await readOwnIncidents(site, member.cookie))[0]?.text).toBe('Le mien.');
  });

  test('is not found where there is none', async () => {
    const member = await makeMember(site);
    const response = await site.post(`/api/incidents/${UNKNOWN_ID}`, corrected, member.cookie);
    expect(response.statusCode).toBe(404);
  });
});

describe('POST /api/incidents/:id/withdraw', () => {
  test('deletes it with its echoes; the record says no more than that', async () => {
    const { id, member } = await makeIncident(site, { slug: 'loonea', shownFrom: null });
    await showAllPosts(site);
    await site.post(`/api/incidents/${id}`, FACTS, member.cookie);
    await site.post(`/api/incidents/${id}/echo`, {}, (await makeMember(site)).cookie);
    await showAllPosts(site);
    const response = await site.post(`/api/incidents/${id}/withdraw`, {}, member.cookie);
    expect(response.statusCode).toBe(200);
    expect((await readIncidents(site, 'loonea')).incidents).toEqual([]);
    expect(await counted('loonea')).toBe(0);
    expect(await site.database.prisma.incidentEcho.count({ where: { incidentId: id } })).toBe(0);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([
      'incident-published (erased)',
      'incident-corrected (erased)',
      'incident-echoed (erased)',
      'incident-withdrawn',
    ]);
    const again = await site.post(`/api/incidents/${id}/withdraw`, {}, member.cookie);
    expect(again.statusCode).toBe(410);
  });

  test('is not for who is signed out, nor for anybody else', async () => {
    const { id } = await makeIncident(site);
    const stranger = await makeMember(site);
    const path = `/api/incidents/${id}/withdraw`;
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await site.post(path, {}, stranger.cookie)).statusCode).toBe(403);
    expect(await site.database.prisma.incident.count({ where: { id } })).toBe(1);
  });

  test('is not found where there is none', async () => {
    const member = await makeMember(site);
    const response = await site.post(`/api/incidents/${UNKNOWN_ID}/withdraw`, {}, member.cookie);
    expect(response.statusCode).toBe(404);
  });
});

describe('the page of the form', () => {
  const path = '/fr/declarer/incident';

  test('is open to visitors; to correct one it asks to sign in first, and comes back', async () => {
    const accept = { accept: 'text/html' };
    const open = await site.app.inject({ url: `${path}?plateforme=appen`, headers: accept });
    expect(open.statusCode).toBe(200);
    expect(open.body).toContain('<meta name="robots" content="noindex"');
    const { id } = await makeIncident(site);
    const own = `${path}?incident=${id}`;
    const response = await site.app.inject({ url: own, headers: accept });
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe(`/fr/connexion?next=${encodeURIComponent(own)}`);
  });

  test('is filled in from its address', async () => {
    const { cookie } = await makeMember(site);
    const { body } = await site.get(`${path}?plateforme=appen&kind=balance-stuck`, cookie);
    expect(body).toMatch(/<input[^>]*name="platform"[^>]*value="Appen"/);
    expect(body).toMatch(/<input[^>]*name="kind"[^>]*checked=""[^>]*value="balance-stuck"/);
  });

  test('brings back one’s own to correct, and nobody else’s', async () => {
    const { id, member } = await makeIncident(site, { lostMinor: 4190, happenedOn: '2026-10-03' });
    const stranger = await makeMember(site);
    const { body } = await site.get(`${path}?incident=${id}`, member.cookie);
    expect(body).toContain(`action="/api/incidents/${id}"`);
    expect(body).toContain(`action="/api/incidents/${id}/withdraw"`);
    expect(body).toContain('value="41,9"');
    expect(body).toContain('value="2026-10-03"');
    expect((await site.get(`${path}?incident=${id}`, stranger.cookie)).statusCode).toBe(404);
  });
});
