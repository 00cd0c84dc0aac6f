import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { makeTaskWithFigures } from '#tests/support/tasks.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  CHANGE_REASON,
  readClientAssignments,
  changeClientAs,
  findLatestClientChange,
  makeClient,
  makeClientTask,
  makeThreeClients,
  readClient,
  readClientHistory,
  undoClientChangeAs,
} from './clients.testing.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  member = await makeMember(site, { established: true });
});

const act = (
  client: { slug: string },
  what: string,
  body: object,
  by: TestMember | null = member,
): Promise<number> => changeClientAs(site, by, client, what, body);
const undo = (id: string, by: TestMember | null = member): Promise<number> =>
  undoClientChangeAs(site, by, id);
const latest = (client: { slug: string }): Promise<string> => findLatestClientChange(site, client);

describe('POST /api/clients/:slug/names', () => {
  test('adds an alias that finds it, on the record, and can be undone', async () => {
    const client = await makeClient(site, { name: 'Nuit Blanche Data' });
    expect(await act(client, 'names', { name: 'NBD Labs', notAPerson: true })).toBe(200);
    const { names } = await readClient(site, client.slug);
    expect(names.map(({ text }) => text)).toEqual(['NBD Labs', 'Nuit Blanche Data']);
    expect(await kindsInRecord(site, `client/${client.id}`)).toEqual([
      'client-added',
      'content-stated',
      'client-changed',
    ]);
    expect(await undo(await latest(client))).toBe(200);
    expect((await readClient(site, client.slug)).names).toHaveLength(1);
  });

  test.each([
    ['the tick', { name: 'Acme' }, 'notAPerson', 'required'],
    ['a reason', { name: 'Acme', notAPerson: true, reason: '' }, 'reason', 'required'],
    ['a person', { name: 'Mme Durand', notAPerson: true }, 'name', 'names-person'],
    ['an e-mail address', { name: 'a.b@example.org', notAPerson: true }, 'name', 'names-person'],
    ['a telephone number', { name: '+33 6 12 34 56 78', notAPerson: true }, 'name', 'names-person'],
    ['letters', { name: '…!', notAPerson: true }, 'name', 'invalid'],
  ])('asks for %s', async (_, body, field, code) => {
    const client = await makeClient(site);
    const path = `/api/clients/${client.slug}/names`;
    const response = await site.post(path, { reason: CHANGE_REASON, ...body }, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
  });

  test('is for members, new to the client, and of one that is there', async () => {
    const client = await makeClient(site);
    expect(await act(client, 'names', { name: client.name, notAPerson: true })).toBe(422);
    const body = { name: 'Autre nom', notAPerson: true };
    expect(await act(client, 'names', body, null)).toBe(401);
    expect(await act({ slug: 'nobody' }, 'names', body)).toBe(404);
  });
});

describe('POST /api/clients/:slug/identities', () => {
  test('adds the id of a platform, once', async () => {
    const client = await makeClient(site);
    const other = await makeClient(site);
    const body = { platform: 'Appen', externalId: 'A2QX7BBD0EXAMP' };
    expect(await act(client, 'identities', body)).toBe(200);
    expect((await readClient(site, client.slug)).identities).toMatchObject([
      { platform: { slug: 'appen' }, externalId: 'A2QX7BBD0EXAMP' },
    ]);
    expect(await act(other, 'identities', body)).toBe(422);
    expect(await act(client, 'identities', { ...body, externalId: 'a@b.example' })).toBe(422);
    expect(await act(client, 'identities', { ...body, platform: 'nobody' })).toBe(422);
    expect(await act(client, 'identities', body, null)).toBe(401);
    expect(await act({ slug: 'nobody' }, 'identities', { ...body, externalId: 'Z' })).toBe(404);
  });
});

describe('POST /api/clients/:slug/name', () => {
  test('renames: the address stays, the old name goes on finding it, undone exactly', async () => {
    const client = await makeClient(site, { name: 'Ancien Nom SA' });
    const before = await readClientAssignments(site);
    expect(await act(client, 'name', { name: 'Nouveau Nom SA', notAPerson: true })).toBe(200);
    const renamed = await readClient(site, client.slug);
    expect(renamed).toMatchObject({ slug: client.slug, name: 'Nouveau Nom SA' });
    expect(renamed.names.map(({ text }) => text)).toEqual(['Ancien Nom SA', 'Nouveau Nom SA']);
    expect(await undo(await latest(client))).toBe(200);
    expect(await readClientAssignments(site)).toEqual(before);
  });

  test('the name that is shown cannot be taken away by undoing how it came', async () => {
    const client = await makeClient(site);
    await act(client, 'names', { name: 'Nom montré', notAPerson: true });
    const added = await latest(client);
    await act(client, 'name', { name: 'Nom montré', notAPerson: true });
    expect(await undo(added)).toBe(409);
    expect(await act(client, 'name', { name: 'Nom montré', notAPerson: true })).toBe(422);
    expect(await act(client, 'name', { name: 'Autre' }, member)).toBe(422);
    expect(await act(client, 'name', { name: 'Autre', notAPerson: true }, null)).toBe(401);
    expect(await act({ slug: 'nobody' }, 'name', { name: 'Autre', notAPerson: true })).toBe(404);
  });
});

describe('POST /api/tasks/:id/client', () => {
  async function attach(taskId: string, body: object, by: TestMember | null = member) {
    return (await site.post(`/api/tasks/${taskId}/client`, body, by?.cookie)).statusCode;
  }
  const clientOf = async (id: string): Promise<string | null> =>
    (await site.database.prisma.task.findUniqueOrThrow({ where: { id } })).clientId;

  test('attaches a task to a client that is there, or makes it; taken back exactly', async () => {
    const client = await makeClient(site, { name: 'Rattaché SARL' });
    const taskId = await makeClientTask(site);
    const tick = { notAPerson: true };
    expect(await attach(taskId, { client: 'rattache sarl', ...tick })).toBe(200);
    expect(await clientOf(taskId)).toBe(client.id);
    expect(await attach(taskId, { client: 'Rattaché SARL', ...tick })).toBe(200);
    expect((await readClientHistory(site, client.slug)).revisions).toHaveLength(1);
    expect(await undo(await latest(client))).toBe(200);
    expect(await clientOf(taskId)).toBeNull();
    expect(await attach(taskId, { externalId: 'AFRESHEXAMPLE', ...tick })).toBe(200);
    expect(await clientOf(taskId)).not.toBeNull();
    expect(await attach(taskId, { detach: true })).toBe(200);
    expect(await clientOf(taskId)).toBeNull();
  });

  test('cannot be undone once the task is gone with its last report', async () => {
    const client = await makeClient(site, { name: 'Parti Avec' });
    const { ids, taskId, members } = await makeTaskWithFigures(site, { title: 'Éphémère' });
    expect(await attach(taskId, { client: 'Parti Avec', notAPerson: true })).toBe(200);
    expect((await readClient(site, client.slug)).figures.tasks?.members).toBe(5);
    const change = await latest(client);
    for (const [index, id] of ids.entries()) {
      await site.post(`/api/task-reports/${id}/withdraw`, {}, members[index]?.cookie);
    }
    const nextWeek = new Date(site.clock.now.getTime() + 7 * 86_400_000);
    await site.database.prisma.$transaction((tx) => countDueTaskReports(tx, nextWeek));
    await site.catchUp();
    expect((await readClient(site, client.slug)).figures.tasks).toBeNull();
    expect(await undo(change)).toBe(409);
  });

  test('asks for a name or to take it back, for the tick, for a member, for a task', async () => {
    const taskId = await makeClientTask(site);
    expect(await attach(taskId, {})).toBe(422);
    expect(await attach(taskId, { client: 'Acme', detach: true, notAPerson: true })).toBe(422);
    expect(await attach(taskId, { client: 'Acme' })).toBe(422);
    expect(await attach(taskId, { client: 'M. Martin', notAPerson: true })).toBe(422);
    expect(await attach(taskId, { client: 'Acme', notAPerson: true }, null)).toBe(401);
    expect(await attach('zzzzzzzzzzzz', { client: 'Acme', notAPerson: true })).toBe(404);
  });
});

describe('POST /api/client-revisions/:id/undo', () => {
  test('any member may, not a visitor; not what is not there, nor without a reason', async () => {
    const client = await makeClient(site);
    await act(client, 'names', { name: 'Pour annuler', notAPerson: true });
    const id = await latest(client);
    expect(await undo(id, null)).toBe(401);
    const path = `/api/client-revisions/${id}/undo`;
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(422);
    expect(await undo('zzzzzzzzzzzz')).toBe(404);
    expect(await undo(id, await makeMember(site, { established: true }))).toBe(200);
    expect(await kindsInRecord(site, `client/${client.id}`)).toEqual([
      'client-added',
      'content-stated',
      'client-changed',
      'content-stated',
      'client-change-undone',
    ]);
  });

  test('is refused where the same name came back in another way', async () => {
    const client = await makeClient(site);
    const name = { name: 'Revenu', notAPerson: true };
    await act(client, 'names', name);
    await undo(await latest(client));
    const undone = await latest(client);
    await act(client, 'names', name);
    expect(await undo(undone)).toBe(409);
  });
});

describe('GET /api/clients/:slug/history', () => {
  test('tells what moved in words, what can be undone, never by whom or on which day', async () => {
    const [one, other] = await makeThreeClients(site);
    await act(one, 'join', { other: other.slug });
    const response = await site.get(`/api/clients/${other.slug}/history`);
    expect(response.body).not.toContain(member.id);
    expect(response.body).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    const { revisions } = await readClientHistory(site, one.slug, member.cookie);
    expect(revisions).toMatchObject([
      {
        kind: 'joined',
        reason: CHANGE_REASON,
        moves: [{ what: 'client', label: other.name, from: other.name, to: one.name }],
        undone: false,
        can: { undo: true },
      },
    ]);
    expect((await readClientHistory(site, one.slug)).revisions[0]?.can.undo).toBe(false);
    expect((await site.get(`/api/clients/${one.slug}/history?page=0`)).statusCode).toBe(422);
    expect((await site.get('/api/clients/nobody/history')).statusCode).toBe(404);
  });
});
