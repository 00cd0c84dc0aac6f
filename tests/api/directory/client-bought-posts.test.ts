import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, showAllPosts } from '#tests/support/factories.ts';
import { listClients, readClient } from './clients.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('bought posts', () => {
  const incident = {
    platform: 'clickworker',
    kind: 'posts-bought',
    happenedOn: '2026-11-02',
    asks: 'praise',
    reward: '0,50',
    currency: 'EUR',
    showsMonth: 'on',
    showsAmount: 'on',
  };

  test('stand on the page of the client that pays for them, rounded and unsigned', async () => {
    const member = await makeMember(site);
    const body = { ...incident, client: 'Louanges & Cie', notAPerson: true };
    expect((await site.post('/api/incidents', body, member.cookie)).statusCode).toBe(201);
    await showAllPosts(site);
    const { clients } = await listClients(site, 'q=louanges');
    const client = await readClient(site, clients[0]?.slug ?? '');
    expect(client.boughtPosts).toMatchObject([
      {
        platform: { slug: 'clickworker' },
        month: '2026-11',
        asks: 'praise',
        rewardRounded: { minor: 50, currency: 'EUR' },
      },
    ]);
    const list = await site.get('/api/incidents?platform=clickworker');
    expect(list.json()).toMatchObject({ incidents: [{ client: { name: 'Louanges & Cie' } }] });
  });

  test('name a client only with the tick, never a person; other incidents name none', async () => {
    const member = await makeMember(site);
    const post = (change: object) =>
      site.post('/api/incidents', { ...incident, ...change }, member.cookie);
    expect((await post({ client: 'Acme' })).statusCode).toBe(422);
    expect((await post({ client: 'Mme Durand', notAPerson: true })).statusCode).toBe(422);
    const other = {
      kind: 'tasks-refused',
      reason: 'none',
      appeal: 'not-tried',
      client: 'Jamais Nommé',
      notAPerson: true,
    };
    expect((await post(other)).statusCode).toBe(201);
    expect((await listClients(site, 'q=jamais+nomme')).clients).toEqual([]);
  });

  test('corrected, they name another client or none', async () => {
    const { id, member } = await makeIncident(site, { kind: 'posts-bought' });
    const { platform: _, ...facts } = incident;
    const path = `/api/incidents/${id}`;
    const named = { ...facts, client: 'Corrigé Plus Tard', notAPerson: true };
    await site.post(path, named, member.cookie);
    const [client] = (await listClients(site, 'q=corrige+plus+tard')).clients;
    expect((await readClient(site, client?.slug ?? '')).boughtPosts).toHaveLength(1);
    const own = await site.get(`/api/me/incidents/${id}`, member.cookie);
    expect(own.json()).toMatchObject({ client: 'Corrigé Plus Tard' });
    await site.post(path, facts, member.cookie);
    // Nothing else was said of it.
    expect((await site.get(`/api/clients/${client?.slug}`)).statusCode).toBe(404);
  });
});
