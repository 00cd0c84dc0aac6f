import { beforeAll, describe, expect, test } from 'vitest';
import { findOrCreateReportedClient } from '#server/directory/clients/find-or-create-client.ts';
import { refreshClients } from '#server/operations/jobs/hourly-jobs.ts';
import { today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  CHANGE_REASON,
  listClients,
  makeClient,
  makeClientTask,
  addReviewNameAndGuess,
  readClient,
} from './clients.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** What a task report of a member says of its client. */
async function name(
  member: TestMember,
  named: { name?: string; externalId?: string; slug?: string },
): Promise<string | null> {
  const platformSlug = named.slug ?? 'clickworker';
  const wanted = {
    platformSlug,
    platformId: await platformId(site, platformSlug),
    name: named.name ?? null,
    externalId: named.externalId ?? null,
  };
  return site.database.prisma.$transaction((tx) =>
    findOrCreateReportedClient(tx, member.id, wanted, site.clock.now),
  );
}

describe('the client that a report names', () => {
  test('is made once, by name and by id, and only where one is named', async () => {
    const member = await makeMember(site);
    const made = await name(member, { name: 'Orange Mécanique SA', externalId: 'AORANGE' });
    expect(made).not.toBeNull();
    expect(await name(member, { externalId: 'AORANGE' })).toBe(made);
    expect(await name(member, { name: 'orange mecanique, SA' })).toBe(made);
    expect(await name(member, { name: 'Autre nom', externalId: 'AORANGE' })).toBe(made);
    expect(await name(member, {})).toBeNull();
    expect(await kindsInRecord(site, `client/${made}`)).toEqual(['client-added']);
  });

  test('with the same name and another id is another client; the same name elsewhere too', async () => {
    const member = await makeMember(site);
    const one = await name(member, { name: 'Homonyme', externalId: 'AONE' });
    expect(await name(member, { name: 'Homonyme', externalId: 'ATWO' })).not.toBe(one);
    expect(await name(member, { name: 'Homonyme', slug: 'appen' })).not.toBe(one);
  });

  test('known by name alone learns its id, as a change that can be undone', async () => {
    const member = await makeMember(site);
    const client = await makeClient(site, { name: 'Sans Identifiant' });
    await makeClientTask(site, { client });
    const named = { name: 'Sans identifiant', externalId: 'ALEARNT' };
    expect(await name(member, named)).toBe(client.id);
    const { identities, revisions } = await readClient(site, client.slug);
    expect(identities).toMatchObject([{ externalId: 'ALEARNT' }]);
    expect(revisions).toBe(1);
  });

  test('named by several reports in the same moment is one', async () => {
    const members = await Promise.all([1, 2, 3, 4].map(() => makeMember(site)));
    const ids = await Promise.all(
      members.map((member) => name(member, { name: 'Tous Ensemble', externalId: 'AALL' })),
    );
    expect(new Set(ids).size).toBe(1);
    const other = await Promise.all(members.map((member) => name(member, { name: 'Sans Id' })));
    expect(new Set(other).size).toBe(1);
  });

  test('that was joined to another is found as it was, and read under the other', async () => {
    const member = await makeMember(site);
    const one = await makeClient(site);
    const other = await makeClient(site, { externalId: 'AJOINED' });
    const body = { other: other.slug, reason: CHANGE_REASON };
    await site.post(`/api/clients/${one.slug}/join`, body, member.cookie);
    expect(await name(member, { externalId: 'AJOINED' })).toBe(other.id);
  });

  test('by its id alone is called by no more of it than tells it from others', async () => {
    const member = await makeMember(site);
    const made = async (externalId: string): Promise<{ slug: string; name: string }> => {
      const id = (await name(member, { externalId })) ?? '';
      return site.database.prisma.client.findUniqueOrThrow({ where: { id } });
    };
    const one = await made('A1B2C3D4E5F6G7');
    expect(one).toMatchObject({ name: 'Client A1B2…', slug: 'client-a1b2' });
    expect(await made('A1B2C9D4E5F6G7')).toMatchObject({ name: 'Client A1B2C…' });
    expect((await listClients(site, 'q=A1B2C3D4E5F6G7')).exact).toBe(one.slug);
    await expect(name(member, { externalId: 'jeanne.durand' })).rejects.toMatchObject({
      fields: { client: { code: 'required' } },
    });
  });

  test('is never a person', async () => {
    const member = await makeMember(site);
    await expect(name(member, { name: 'Mme Durand' })).rejects.toMatchObject({
      fields: { client: { code: 'names-person' } },
    });
    for (const externalId of ['jeanne@example.org', '0612345678']) {
      await expect(name(member, { externalId })).rejects.toMatchObject({
        fields: { clientId: { code: 'names-person' } },
      });
    }
  });
});

describe('POST /api/clients', () => {
  test('adds a client that everybody finds, with its id on a platform', async () => {
    const member = await makeMember(site);
    const body = {
      name: 'Éditions du Lac',
      platform: 'Clickworker',
      externalId: 'ALAC',
      notAPerson: 'on',
    };
    const response = await site.post('/api/clients', body, member.cookie);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      path: '/fr/clients/editions-du-lac?done=client-added',
    });
    expect(await readClient(site, 'editions-du-lac')).toMatchObject({
      name: 'Éditions du Lac',
      sinceMonth: '2026-11',
      identities: [{ platform: { slug: 'clickworker' }, externalId: 'ALAC' }],
      platforms: [{ slug: 'clickworker' }],
      figures: { tasks: null, rating: { overall: null, count: 0 } },
      can: { change: false, rate: false, guess: false },
    });
    const taken = await site.post(
      '/api/clients',
      { ...body, name: 'Autrement dit' },
      member.cookie,
    );
    expect(taken.json()).toMatchObject({
      error: { fields: { externalId: { code: 'taken', limit: 'editions-du-lac' } } },
    });
  });

  test('gives two of one name two addresses, none of them that of another page', async () => {
    const one = await makeClient(site, { name: 'Ajouter', externalId: 'AADD1' });
    const other = await makeClient(site, { name: 'Ajouter', externalId: 'AADD2' });
    expect(one.slug).toMatch(/^ajouter-[0-9a-z]{4}$/);
    expect(other.slug).not.toBe(one.slug);
    expect((await makeClient(site, { name: '客户' })).slug).toBe('client');
  });

  test.each([
    ['without a name', { name: '' }, 'name', 'required'],
    ['without the tick', { notAPerson: false }, 'notAPerson', 'required'],
    ['for a person', { name: 'Docteur de Me. Dupont' }, 'name', 'names-person'],
    ['on a platform that nobody knows', { platform: 'nobody' }, 'platform', 'unknown-platform'],
    ['with an id of no platform', { platform: undefined }, 'platform', 'required'],
    ['with an address as an id', { externalId: 'a@b.example' }, 'externalId', 'names-person'],
    ['with too long a name', { name: 'x'.repeat(121) }, 'name', 'too-long'],
  ])('not %s', async (_, change, field, code) => {
    const { cookie } = await makeMember(site);
    const body = { name: 'Acme', platform: 'appen', externalId: 'ANEW', notAPerson: true };
    const response = await site.post('/api/clients', { ...body, ...change }, cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
  });

  test('is for members', async () => {
    const body = { name: 'Acme', notAPerson: true };
    expect((await site.post('/api/clients', body)).statusCode).toBe(401);
  });
});

describe('GET /api/clients', () => {
  test('finds by name with a typo, by alias, by id; on one platform only where asked', async () => {
    const member = await makeMember(site, { established: true });
    const client = await makeClient(site, { name: 'Zanzibar Recherche', externalId: 'AZANZI' });
    const body = { name: 'Comores Données', reason: CHANGE_REASON, notAPerson: true };
    await site.post(`/api/clients/${client.slug}/names`, body, member.cookie);
    for (const [typed, alsoKnownAs] of [
      ['zanzibar', null],
      ['Zanzibr recherch', null],
      ['comores', 'Comores Données'],
      ['AZANZI', 'AZANZI'],
    ] as const) {
      const { clients } = await listClients(site, `q=${encodeURIComponent(typed)}`);
      expect(clients[0], typed).toMatchObject({ slug: client.slug, alsoKnownAs });
    }
    expect((await listClients(site, 'q=AZANZI')).exact).toBe(client.slug);
    expect((await listClients(site, 'q=zanzibar&platform=clickworker')).clients).toHaveLength(1);
    expect((await listClients(site, 'q=zanzibar&platform=appen')).clients).toEqual([]);
    expect((await listClients(site, 'q=…')).clients).toEqual([]);
  });

  test('tells those that were joined once, and pages', async () => {
    const member = await makeMember(site, { established: true });
    const one = await makeClient(site, { name: 'Quokka Un' });
    const other = await makeClient(site, { name: 'Quokka Deux' });
    const body = { other: other.slug, reason: CHANGE_REASON };
    await site.post(`/api/clients/${one.slug}/join`, body, member.cookie);
    const { clients } = await listClients(site, 'q=quokka');
    expect(clients.map(({ slug }) => slug)).toEqual([one.slug]);
    const all = await listClients(site, '');
    expect(all.clients.length).toBeGreaterThan(5);
    expect((await listClients(site, 'page=9')).clients).toEqual([]);
    const few = await listClients(site, 'limit=2&page=2');
    expect(few.clients).toEqual(all.clients.slice(2, 4));
    expect(few.more).toBe(true);
    expect((await site.get('/api/clients?page=0')).statusCode).toBe(422);
  });

  test('shows the page of the one that is meant, and the list of all', async () => {
    const { slug } = await makeClient(site, { name: 'Wombat Études' });
    const visit = { headers: { accept: 'text/html', host: 'localhost' } };
    const meant = await site.app.inject({ url: '/fr/clients?q=wombat+etudes', ...visit });
    expect(meant.headers.location).toBe(`/fr/clients/${slug}`);
    const all = await site.app.inject({ url: '/en/clients', ...visit });
    expect(all.statusCode).toBe(200);
    expect((await site.get('/api/clients/nobody')).statusCode).toBe(404);
  });
});

describe('figures of clients', () => {
  const computedOn = async (id: string): Promise<string> => {
    const where = { clientId: id };
    const summary = await site.database.prisma.clientSummary.findUniqueOrThrow({ where });
    return summary.computedOn.toISOString().slice(0, 10);
  };
  const refresh = (): Promise<number> => refreshClients(site.database, site.clock.now);

  test('are computed anew each day while something is recent, else once a month', async () => {
    const quiet = await makeClient(site);
    const { slug } = await addReviewNameAndGuess(site, {
      member: await makeMember(site),
      platform: 'clickworker',
    });
    const { id } = await site.database.prisma.client.findUniqueOrThrow({ where: { slug } });
    const made = today(site.clock.now);
    site.clock.advanceDays(1);
    expect(await refresh()).toBeGreaterThan(0);
    expect(await refresh()).toBe(0);
    expect(await computedOn(id)).toBe(today(site.clock.now));
    expect(await computedOn(quiet.id)).toBe(made);
    site.clock.advanceDays(30);
    await refresh();
    expect(await computedOn(quiet.id)).toBe(today(site.clock.now));
  });

  test('are left for the next start where the site is to stop', async () => {
    site.clock.advanceDays(31);
    const stopped = AbortSignal.abort();
    expect(await refreshClients(site.database, site.clock.now, stopped)).toBe(0);
    expect(await refresh()).toBeGreaterThan(0);
  });
});
