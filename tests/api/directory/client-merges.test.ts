import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  readClientAssignments,
  findBrokenMergeChains,
  changeClientAs,
  findLatestClientChange,
  makeClient,
  makeClientTask,
  makeThreeClients,
  readClient,
  readClientHistory,
  undoClientChangeAs,
  type TestClient,
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
const join = (one: TestClient, other: TestClient): Promise<number> =>
  act(one, 'join', { other: other.slug });

describe('POST /api/clients/:slug/join', () => {
  test('tells both as one, under either address, and comes apart again exactly', async () => {
    const [one, other] = await makeThreeClients(site);
    const taskId = await makeClientTask(site, { client: other });
    const before = await readClientAssignments(site);
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
    expect(await readClientAssignments(site)).toEqual(before);
    expect((await readClient(site, other.slug)).slug).toBe(other.slug);
    const task = await site.database.prisma.task.findUniqueOrThrow({ where: { id: taskId } });
    expect(task.clientId).toBe(other.id);
  });

  test('brings along what was joined before, in one step', async () => {
    const [one, second, third] = await makeThreeClients(site);
    expect(await join(second, third)).toBe(200);
    expect(await join(one, second)).toBe(200);
    expect(await findBrokenMergeChains(site)).toEqual([]);
    expect((await readClient(site, third.slug)).slug).toBe(one.slug);
    expect((await readClient(site, one.slug)).names).toHaveLength(3);
  });

  test('of two joins the newer has to be undone first, then all is as it was', async () => {
    const [one, second, third] = await makeThreeClients(site);
    const before = await readClientAssignments(site);
    await join(second, third);
    const inner = await latest(second);
    await join(one, second);
    const outer = await latest(one);
    expect(await undo(inner)).toBe(409);
    expect(await undo(outer)).toBe(200);
    expect(await undo(inner)).toBe(200);
    expect(await readClientAssignments(site)).toEqual(before);
  });

  test('a client that was joined later stays when an earlier join is undone', async () => {
    const [one, second, third] = await makeThreeClients(site);
    await join(one, second);
    const first = await latest(one);
    await join(second, third);
    expect((await readClient(site, third.slug)).slug).toBe(one.slug);
    expect(await undo(first)).toBe(200);
    expect((await readClient(site, second.slug)).slug).toBe(second.slug);
    expect((await readClient(site, third.slug)).slug).toBe(one.slug);
    expect(await findBrokenMergeChains(site)).toEqual([]);
  });

  test('undone, and the undoing undone: joined again; a third time: apart again', async () => {
    const [one, other] = await makeThreeClients(site);
    const apart = await readClientAssignments(site);
    await join(one, other);
    const together = await readClientAssignments(site);
    const first = await latest(one);
    expect(await undo(first)).toBe(200);
    const second = await latest(one);
    expect(await undo(first)).toBe(409);
    expect(await undo(second)).toBe(200);
    expect(await readClientAssignments(site)).toEqual(together);
    expect(await undo(await latest(one))).toBe(200);
    expect(await readClientAssignments(site)).toEqual(apart);
  });

  test('an undoing cannot be undone into a chain: it follows to the present root', async () => {
    const [one, second, third] = await makeThreeClients(site);
    await join(one, second);
    await undo(await latest(one));
    const undone = await latest(one);
    await join(third, one);
    expect(await undo(undone)).toBe(200);
    expect((await readClient(site, second.slug)).slug).toBe(third.slug);
    expect(await findBrokenMergeChains(site)).toEqual([]);
  });

  test('takes a name, an id or an address, never itself, never one of several', async () => {
    const [one, other] = await makeThreeClients(site);
    await act(other, 'identities', { platform: 'appen', externalId: 'AJOINTEXAMPLE' });
    expect(await act(one, 'join', { other: one.name })).toBe(422);
    expect(await act(one, 'join', { other: 'personne de ce nom' })).toBe(422);
    expect(await act(one, 'join', { other: 'AJOINTEXAMPLE' })).toBe(200);
    const twin = { name: 'Jumeaux', notAPerson: true };
    const [first, second, third] = await makeThreeClients(site);
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
      const [one, other, third] = await makeThreeClients(site);
      const answers = await Promise.all([
        join(one, other),
        join(other, one),
        join(third, one),
        join(other, third),
      ]);
      expect(answers.filter((status) => status === 200)).toHaveLength(2);
      expect(answers.filter((status) => status >= 500)).toEqual([]);
      expect(await findBrokenMergeChains(site)).toEqual([]);
      const slugs = [one, other, third].map(({ slug }) => readClient(site, slug));
      const roots = new Set((await Promise.all(slugs)).map(({ slug }) => slug));
      expect(roots.size).toBe(1);
    }
  });

  test('one join undone twice at once is undone once', async () => {
    const [one, other] = await makeThreeClients(site);
    await join(one, other);
    const id = await latest(one);
    const answers = await Promise.all([
      undo(id),
      undo(id),
      undo(id, await makeMember(site, { established: true })),
    ]);
    expect(answers.toSorted()).toEqual([200, 409, 409]);
  });
});

describe('POST /api/clients/:slug/split', () => {
  async function makeFull(): Promise<{ client: TestClient; body: object; taskId: string }> {
    const client = await makeClient(site, { name: `Mêlé ${randomId()}` });
    const alias = `Alias ${randomId()}`;
    await act(client, 'names', { name: alias, notAPerson: true });
    const externalId = `A${randomId()}`;
    await act(client, 'identities', { platform: 'appen', externalId });
    const taskId = await makeClientTask(site, { client, title: 'La tâche de l’autre' });
    await makeClientTask(site, { client, title: 'La sienne' });
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
    expect((await readClientHistory(site, slug)).revisions[0]?.kind).toBe('split');
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
    expect(await findBrokenMergeChains(site)).toEqual([]);
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
    expect(await findBrokenMergeChains(site)).toEqual([]);
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
