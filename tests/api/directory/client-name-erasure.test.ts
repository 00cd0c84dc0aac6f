import { beforeAll, describe, expect, test } from 'vitest';
import {
  eraseClientName,
  type ErasedClientName,
} from '#server/directory/clients/erase-client-name.ts';
import { col, statement } from '#server/database/sql.ts';
import { ERASED_NAME_PLACEHOLDER } from '#shared/directory/client-moves.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  changeClientAs,
  findLatestClientChange,
  listClients,
  makeClient,
  makeClientTask,
  readClient,
  readClientHistory,
  undoClientChangeAs,
  type TestClient,
} from './clients.testing.ts';

/** What a notice rightly asks to be gone is gone from everything that the site tells. */

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { established: true });
});

const erase = (slug: string, name: string): Promise<ErasedClientName | null> =>
  site.database.prisma.$transaction((tx) => eraseClientName(tx, slug, name, site.clock.now));

const act = (client: TestClient, what: string, body: object): Promise<number> =>
  changeClientAs(site, member, client, what, { notAPerson: true, ...body });

/** All that the database keeps of clients, as text. */
async function kept(): Promise<string> {
  const { sql } = site.database;
  const tables = ['client', 'client_name', 'client_revision', 'client_summary', 'idempotency_key'];
  const rows = await Promise.all(
    tables.map((table) =>
      sql(statement({ row: col.text }, `SELECT t::text AS row FROM ${table} t`)),
    ),
  );
  return JSON.stringify(rows);
}

describe('a name that is erased', () => {
  test('is in no name, change, reason or figure any more; the client has another', async () => {
    const client = await makeClient(site, { name: 'Étude Sidonie Valcourt' });
    await act(client, 'names', { name: 'Valcourt Données' });
    const reason = 'Avant, c’était « étude Sidonie Valcourt ».';
    const renamed = { name: 'Nouvelle Enseigne', reason, _key: crypto.randomUUID() };
    expect(await act(client, 'name', renamed)).toBe(200);
    expect(await kept()).toContain('Sidonie');
    expect(await erase(client.slug, 'etude  SIDONIE Valcourt')).toEqual({
      slug: 'nouvelle-enseigne',
      name: 'Nouvelle Enseigne',
      names: 1,
      revisions: 1,
    });
    expect(await kept()).not.toMatch(/sidonie/i);
    const { names } = await readClient(site, 'nouvelle-enseigne');
    expect(names.map(({ text }) => text)).toEqual(['Nouvelle Enseigne', 'Valcourt Données']);
    expect((await site.get(`/api/clients/${client.slug}`)).statusCode).toBe(404);
    const { revisions } = await readClientHistory(site, 'nouvelle-enseigne');
    expect(revisions[0]).toMatchObject({ kind: 'renamed', reason: ERASED_NAME_PLACEHOLDER });
    const kinds = await kindsInRecord(site, `client/${client.id}`);
    // What is left of it is said anew, so that it can be checked without the name.
    const anew = kinds.indexOf('client-name-erased');
    expect(kinds.slice(0, anew).every((kind) => kind.endsWith('(erased)'))).toBe(true);
    expect(new Set(kinds.slice(anew))).toEqual(new Set(['client-name-erased', 'client-changed']));
    const page = await site.app.inject({
      url: '/fr/clients/nouvelle-enseigne/historique',
      headers: { accept: 'text/html', host: 'localhost' },
    });
    expect(page.body).toContain('effacé après une demande légale');
  });

  test('was the only one: the client is called by what says nothing', async () => {
    const client = await makeClient(site, { name: 'Seul Nom Connu' });
    const erased = await erase(client.slug, client.name);
    expect(erased?.name).toMatch(/^Client [0-9a-z]{4}$/);
    expect((await listClients(site, 'q=seul+nom+connu')).clients).toEqual([]);
    expect(await readClient(site, erased?.slug ?? '')).toMatchObject({
      names: [{ text: erased?.name }],
    });
  });

  test('of one that was joined is gone from its address, and the rest comes apart again', async () => {
    const client = await makeClient(site, { name: 'Maison Mère' });
    const other = await makeClient(site, { name: 'Filiale Nommée' });
    await act(client, 'join', { other: other.slug });
    const joined = await findLatestClientChange(site, client);
    expect(await erase(client.slug, 'Filiale Nommée')).toMatchObject({ slug: client.slug });
    expect((await site.get(`/api/clients/${other.slug}`)).statusCode).toBe(404);
    const { slug } = await site.database.prisma.client.findUniqueOrThrow({
      where: { id: other.id },
    });
    expect((await readClient(site, slug)).slug).toBe(client.slug);
    expect(await undoClientChangeAs(site, member, joined)).toBe(200);
    expect((await readClient(site, slug)).name).not.toBe('Filiale Nommée');
  });

  test('was split off with a task: undone, the task comes back without it', async () => {
    const client = await makeClient(site, { name: 'Deux En Un' });
    const task = await makeClientTask(site, { client });
    await act(client, 'names', { name: 'Alias Gênant' });
    const names = (await readClient(site, client.slug)).names
      .filter(({ text }) => text === 'Alias Gênant')
      .map(({ id }) => id);
    await act(client, 'split', { name: 'Seconde Moitié', names, tasks: [task] });
    const split = await findLatestClientChange(site, client);
    expect(await erase('seconde-moitie', 'Alias Gênant')).toMatchObject({ names: 1 });
    expect((await readClientHistory(site, client.slug, member.cookie)).revisions[0]?.can.undo).toBe(
      true,
    );
    expect(await undoClientChangeAs(site, member, split)).toBe(200);
    const { clientId } = await site.database.prisma.task.findUniqueOrThrow({ where: { id: task } });
    expect(clientId).toBe(client.id);
    // The change that added it has nothing left to undo.
    const { revisions } = await readClientHistory(site, client.slug, member.cookie);
    const added = revisions.find(({ kind }) => kind === 'name-added');
    expect(added).toMatchObject({
      moves: [{ label: ERASED_NAME_PLACEHOLDER }],
      can: { undo: false },
    });
  });
});

test('what is called so nowhere is left alone, and nothing is recorded', async () => {
  const client = await makeClient(site, { name: 'Intacte SARL' });
  const before = await kept();
  expect(await erase(client.slug, 'Intacte')).toBeNull();
  expect(await erase(client.slug, '…')).toBeNull();
  await expect(erase('nobody', 'Intacte SARL')).rejects.toMatchObject({ code: 'not-found' });
  expect(await kept()).toBe(before);
});
