import { newId } from '#server/ids.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/record.ts';
import {
  REASON,
  belongings,
  chains,
  makeClient,
  makeTask,
  readClient,
  readHistory,
} from './clients.testing.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  member = await makeMember(site);
});

type Client = { id: string; slug: string; name: string };

async function act(
  client: { slug: string },
  what: string,
  body: object,
  by: TestMember | null = member,
): Promise<number> {
  const path = `/api/clients/${client.slug}/${what}`;
  return (await site.post(path, { reason: REASON, ...body }, by?.cookie)).statusCode;
}
const join = (one: Client, other: Client): Promise<number> =>
  act(one, 'join', { other: other.slug });
const undo = async (id: string, by: TestMember | null = member): Promise<number> =>
  (await site.post(`/api/client-revisions/${id}/undo`, { reason: REASON }, by?.cookie)).statusCode;
async function latest(client: { slug: string }): Promise<string> {
  return (await readHistory(site, client.slug)).revisions[0]?.id ?? '';
}
const makeThree = async (): Promise<[Client, Client, Client]> => [
  await makeClient(site),
  await makeClient(site),
  await makeClient(site),
];

describe('POST /api/clients/:slug/names', () => {
  test('adds an alias that finds it, on the record, and can be undone', async () => {
    const client = await makeClient(site, { name: 'Nuit Blanche Data' });
    expect(await act(client, 'names', { name: 'NBD Labs', notAPerson: true })).toBe(200);
    const { names } = await readClient(site, client.slug);
    expect(names.map(({ text }) => text)).toEqual(['NBD Labs', 'Nuit Blanche Data']);
    expect(await kindsInRecord(site, `client/${client.id}`)).toEqual([
      'client-added',
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
    const response = await site.post(path, { reason: REASON, ...body }, member.cookie);
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
    const before = await belongings(site);
    expect(await act(client, 'name', { name: 'Nouveau Nom SA', notAPerson: true })).toBe(200);
    const renamed = await readClient(site, client.slug);
    expect(renamed).toMatchObject({ slug: client.slug, name: 'Nouveau Nom SA' });
    expect(renamed.names.map(({ text }) => text)).toEqual(['Ancien Nom SA', 'Nouveau Nom SA']);
    expect(await undo(await latest(client))).toBe(200);
    expect(await belongings(site)).toEqual(before);
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

describe('POST /api/clients/:slug/join', () => {
  test('tells both as one, under either address, and comes apart again exactly', async () => {
    const [one, other] = await makeThree();
    const taskId = await makeTask(site, { client: other });
    const before = await belongings(site);
    expect(await join(one, other)).toBe(200);
    const joined = await readClient(site, one.slug);
    expect(joined.names.map(({ text }) => text).toSorted()).toEqual(
      [one.name, other.name].toSorted(),
    );
    expect((await readClient(site, other.slug)).slug).toBe(one.slug);
    const page = await site.app.inject({
      url: `/fr/clients/${other.slug}`,
      headers: { accept: 'text/html', host: 'localhost' },
    });
    expect(page.headers.location).toBe(`/fr/clients/${one.slug}`);
    expect(await undo(await latest(one))).toBe(200);
    expect(await belongings(site)).toEqual(before);
    expect((await readClient(site, other.slug)).slug).toBe(other.slug);
    const task = await site.database.prisma.task.findUniqueOrThrow({ where: { id: taskId } });
    expect(task.clientId).toBe(other.id);
  });

  test('brings along what was joined before, in one step', async () => {
    const [one, second, third] = await makeThree();
    expect(await join(second, third)).toBe(200);
    expect(await join(one, second)).toBe(200);
    expect(await chains(site)).toEqual([]);
    expect((await readClient(site, third.slug)).slug).toBe(one.slug);
    expect((await readClient(site, one.slug)).names).toHaveLength(3);
  });

  test('of two joins the newer has to be undone first, then all is as it was', async () => {
    const [one, second, third] = await makeThree();
    const before = await belongings(site);
    await join(second, third);
    const inner = await latest(second);
    await join(one, second);
    const outer = await latest(one);
    expect(await undo(inner)).toBe(409);
    expect(await undo(outer)).toBe(200);
    expect(await undo(inner)).toBe(200);
    expect(await belongings(site)).toEqual(before);
  });

  test('a client that was joined later stays when an earlier join is undone', async () => {
    const [one, second, third] = await makeThree();
    await join(one, second);
    const first = await latest(one);
    await join(second, third);
    expect((await readClient(site, third.slug)).slug).toBe(one.slug);
    expect(await undo(first)).toBe(200);
    expect((await readClient(site, second.slug)).slug).toBe(second.slug);
    expect((await readClient(site, third.slug)).slug).toBe(one.slug);
    expect(await chains(site)).toEqual([]);
  });

  test('undone, and the undoing undone: joined again; a third time: apart again', async () => {
    const [one, other] = await makeThree();
    const apart = await belongings(site);
    await join(one, other);
    const together = await belongings(site);
    const first = await latest(one);
    expect(await undo(first)).toBe(200);
    const second = await latest(one);
    expect(await undo(first)).toBe(409);
    expect(await undo(second)).toBe(200);
    expect(await belongings(site)).toEqual(together);
    expect(await undo(await latest(one))).toBe(200);
    expect(await belongings(site)).toEqual(apart);
  });

  test('an undoing cannot be undone into a chain: it follows to the present root', async () => {
    const [one, second, third] = await makeThree();
    await join(one, second);
    await undo(await latest(one));
    const undone = await latest(one);
    await join(third, one);
    expect(await undo(undone)).toBe(200);
    expect((await readClient(site, second.slug)).slug).toBe(third.slug);
    expect(await chains(site)).toEqual([]);
  });

  test('takes a name, an id or an address, never itself, never one of several', async () => {
    const [one, other] = await makeThree();
    await act(other, 'identities', { platform: 'appen', externalId: 'AJOINTEXAMPLE' });
    expect(await act(one, 'join', { other: one.name })).toBe(422);
    expect(await act(one, 'join', { other: 'personne de ce nom' })).toBe(422);
    expect(await act(one, 'join', { other: 'AJOINTEXAMPLE' })).toBe(200);
    const twin = { name: 'Jumeaux', notAPerson: true };
    const [first, second, third] = await makeThree();
    await act(first, 'names', twin);
    await act(second, 'names', twin);
    expect(await act(third, 'join', { other: 'Jumeaux' })).toBe(422);
    const address = `https://contrenote.example/fr/clients/${first.slug}`;
    expect(await act(third, 'join', { other: address })).toBe(200);
    expect(await act(third, 'join', { other: second.slug }, null)).toBe(401);
    expect(await act({ slug: 'nobody' }, 'join', { other: second.slug })).toBe(404);
  });

  test('two joins at once, crosswise: one leads to the other, never each to each', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other, third] = await makeThree();
      const answers = await Promise.all([
        join(one, other),
        join(other, one),
        join(third, one),
        join(other, third),
      ]);
      expect(answers.filter((status) => status === 200)).toHaveLength(2);
      expect(answers.filter((status) => status >= 500)).toEqual([]);
      expect(await chains(site)).toEqual([]);
      const slugs = [one, other, third].map(({ slug }) => readClient(site, slug));
      const roots = new Set((await Promise.all(slugs)).map(({ slug }) => slug));
      expect(roots.size).toBe(1);
    }
  });

  test('one join undone twice at once is undone once', async () => {
    const [one, other] = await makeThree();
    await join(one, other);
    const id = await latest(one);
    const answers = await Promise.all([undo(id), undo(id), undo(id, await makeMember(site))]);
    expect(answers.toSorted()).toEqual([200, 409, 409]);
  });
});

describe('POST /api/clients/:slug/split', () => {
  async function makeFull(): Promise<{ client: Client; body: object; taskId: string }> {
    const client = await makeClient(site, { name: `Mêlé ${newId()}` });
    const alias = `Alias ${newId()}`;
    await act(client, 'names', { name: alias, notAPerson: true });
    const externalId = `A${newId()}`;
    await act(client, 'identities', { platform: 'appen', externalId });
    const taskId = await makeTask(site, { client, title: 'La tâche de l’autre' });
    await makeTask(site, { client, title: 'La sienne' });
    const { names, identities } = await readClient(site, client.slug);
    const chosen = {
      names: names.filter(({ text }) => text === alias).map(({ id }) => id),
      identities: identities.map(({ id }) => id),
      tasks: [taskId],
    };
    return { client, taskId, body: { ...chosen, name: alias, notAPerson: true } };
  }

  test('gives what was chosen to a new client, with an address of its own', async () => {
    const { client, body, taskId } = await makeFull();
    expect(await act(client, 'split', body)).toBe(200);
    const { clientId } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
    });
    const { slug } = await site.database.prisma.client.findUniqueOrThrow({
      where: { id: clientId ?? '' },
    });
    const fresh = await readClient(site, slug);
    expect(fresh).toMatchObject({ names: [{}], identities: [{ platform: { slug: 'appen' } }] });
    expect(await readClient(site, client.slug)).toMatchObject({ names: [{}], identities: [] });
    expect((await readHistory(site, slug)).revisions[0]?.kind).toBe('split');
  });

  test('undone, everything is back, and the new address leads to the old client', async () => {
    const { client, body, taskId } = await makeFull();
    const before = await readClient(site, client.slug);
    await act(client, 'split', body);
    const { clientId } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
    });
    const { slug } = await site.database.prisma.client.findUniqueOrThrow({
      where: { id: clientId ?? '' },
    });
    expect(await undo(await latest(client))).toBe(200);
    const after = await readClient(site, client.slug);
    expect({ ...after, revisions: before.revisions }).toEqual(before);
    expect((await readClient(site, slug)).slug).toBe(client.slug);
    expect(await undo(await latest(client))).toBe(200);
    expect((await readClient(site, slug)).slug).toBe(slug);
    expect(await chains(site)).toEqual([]);
  });

  test('cannot be undone while another client leads to the new one', async () => {
    const { client, body, taskId } = await makeFull();
    await act(client, 'split', body);
    const split = await latest(client);
    const { clientId } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
    });
    const fresh = await site.database.prisma.client.findUniqueOrThrow({
      where: { id: clientId ?? '' },
    });
    await join(fresh, await makeClient(site));
    expect(await undo(split)).toBe(409);
    expect(await undo(await latest(fresh))).toBe(200);
    expect(await undo(split)).toBe(200);
  });

  test('a join undone around a split leaves neither in a chain', async () => {
    const { client, body } = await makeFull();
    const root = await makeClient(site);
    await join(root, client);
    expect(await act(root, 'split', { ...body, name: 'Sorti du groupe' })).toBe(200);
    const split = await latest(root);
    await join(await makeClient(site), root);
    expect(await undo(split)).toBe(200);
    expect(await chains(site)).toEqual([]);
  });

  test('refuses nothing, the name that is shown, and what belongs to another', async () => {
    const { client, body } = await makeFull();
    const other = await makeFull();
    const none = { names: [], identities: [], tasks: [] };
    expect(await act(client, 'split', { ...body, ...none })).toBe(422);
    expect(await act(client, 'split', { ...other.body, name: 'Pas à lui' })).toBe(422);
    const shown = (await readClient(site, client.slug)).names.find(
      ({ text }) => text === client.name,
    );
    expect(await act(client, 'split', { ...body, names: [shown?.id] })).toBe(422);
    expect(await act(client, 'split', { ...body, notAPerson: false })).toBe(422);
    expect(await act(client, 'split', body, null)).toBe(401);
    expect(await act({ slug: 'nobody' }, 'split', body)).toBe(404);
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
    const taskId = await makeTask(site);
    const tick = { notAPerson: true };
    expect(await attach(taskId, { client: 'rattache sarl', ...tick })).toBe(200);
    expect(await clientOf(taskId)).toBe(client.id);
    expect(await attach(taskId, { client: 'Rattaché SARL', ...tick })).toBe(200);
    expect((await readHistory(site, client.slug)).revisions).toHaveLength(1);
    expect(await undo(await latest(client))).toBe(200);
    expect(await clientOf(taskId)).toBeNull();
    expect(await attach(taskId, { externalId: 'AFRESHEXAMPLE', ...tick })).toBe(200);
    expect(await clientOf(taskId)).not.toBeNull();
    expect(await attach(taskId, { detach: true })).toBe(200);
    expect(await clientOf(taskId)).toBeNull();
  });

  test('asks for a name or to take it back, for the tick, for a member, for a task', async () => {
    const taskId = await makeTask(site);
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
    expect(await undo(id, await makeMember(site))).toBe(200);
    expect(await kindsInRecord(site, `client/${client.id}`)).toEqual([
      'client-added',
      'client-changed',
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
    const [one, other] = await makeThree();
    await join(one, other);
    const response = await site.get(`/api/clients/${other.slug}/history`);
    expect(response.body).not.toContain(member.id);
    expect(response.body).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    const { revisions } = await readHistory(site, one.slug, member.cookie);
    expect(revisions).toMatchObject([
      {
        kind: 'joined',
        reason: REASON,
        moves: [{ what: 'client', label: other.name, from: other.name, to: one.name }],
        undone: false,
        can: { undo: true },
      },
    ]);
    expect((await readHistory(site, one.slug)).revisions[0]?.can.undo).toBe(false);
    expect((await site.get(`/api/clients/${one.slug}/history?page=0`)).statusCode).toBe(422);
    expect((await site.get('/api/clients/nobody/history')).statusCode).toBe(404);
  });
});
