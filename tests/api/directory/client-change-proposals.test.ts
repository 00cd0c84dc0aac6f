import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { actsOf, answerAct, readAct } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  CHANGE_REASON,
  readClientAssignments,
  changeClientAs,
  findLatestClientChange,
  makeClient,
  makeClientTask,
  readClient,
  readClientHistory,
  undoClientChangeAs,
} from './clients.testing.ts';

/** New accounts propose what belongs to which client; nothing of it shows before others confirm it. */

const MARIE = { name: 'Marie Dupont', notAPerson: true };

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** An account that is one minute old. */
const newcomer = (): Promise<TestMember> => makeMember(site);
/** One that is so many days old. */
async function olderBy(days: number): Promise<TestMember> {
  const member = await makeMember(site);
  const createdAt = new Date(site.clock.now.getTime() - days * 86_400_000);
  await site.database.prisma.member.update({ where: { id: member.id }, data: { createdAt } });
  return member;
}
async function propose(
  by: TestMember,
  { slug }: { slug: string },
  what: string,
  body: object,
): Promise<string> {
  const path = `/api/clients/${slug}/${what}`;
  const response = await site.post(path, { reason: CHANGE_REASON, ...body }, by.cookie);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<{ id: string }>().id;
}

test('an account of one minute renames, joins, splits, names and moves nothing', async () => {
  const [first, second] = [await makeClient(site), await makeClient(site)];
  const task = await makeClientTask(site, { client: first });
  const established = await makeMember(site, { established: true });
  expect(await changeClientAs(site, established, first, 'names', { ...MARIE, name: 'Alias' })).toBe(
    200,
  );
  const alias = (await readClient(site, first.slug)).names.find(({ text }) => text === 'Alias');
  const [before, history] = [
    await readClientAssignments(site),
    await readClientHistory(site, first.slug),
  ];
  const member = await newcomer();
  await propose(member, first, 'name', MARIE);
  await propose(member, first, 'names', MARIE);
  await propose(member, first, 'join', { other: second.slug });
  await propose(member, first, 'identities', { platform: 'Appen', externalId: 'A9X77' });
  await propose(member, first, 'split', { ...MARIE, names: [alias?.id] });
  const attach = { client: 'Marie Dupont', notAPerson: true };
  expect((await site.post(`/api/tasks/${task}/client`, attach, member.cookie)).statusCode).toBe(
    200,
  );
  expect(await undoClientChangeAs(site, member, await findLatestClientChange(site, first))).toBe(
    200,
  );
  expect(await readClientAssignments(site)).toEqual(before);
  expect((await readClientHistory(site, first.slug)).revisions).toEqual(history.revisions);
  const pages = await Promise.all(
    [`/fr/clients/${first.slug}`, `/fr/clients/${first.slug}/historique`, '/fr/clients'].map(
      async (path) => (await site.get(path)).body,
    ),
  );
  expect(pages.filter((page) => page.includes('Marie Dupont'))).toEqual([]);
  expect((await actsOf(site, member)).own).toHaveLength(7);
  expect((await actsOf(site, await newcomer())).waiting).toEqual([]);
});

describe('a proposal', () => {
  test('is applied by an established member, and then two stand behind it', async () => {
    const client = await makeClient(site, { name: 'Atelier Nord' });
    const member = await newcomer();
    const id = await propose(member, client, 'name', { name: 'Atelier du Nord', notAPerson: true });
    const established = await makeMember(site, { established: true });
    expect((await actsOf(site, established)).waiting.find((one) => one.id === id)).toMatchObject({
      kind: 'rename-client',
      from: { fr: 'Atelier Nord' },
      to: { fr: 'Atelier du Nord' },
      reason: CHANGE_REASON,
      handle: null,
    });
    expect(await answerAct(site, id, established)).toBe(200);
    expect(await readClient(site, client.slug)).toMatchObject({
      name: 'Atelier du Nord',
      unconfirmed: [],
    });
    expect(await answerAct(site, id, established)).toBe(409);
  });

  test('is confirmed by a second member whose account is not new, and by no other', async () => {
    const [one, other] = [await makeClient(site), await makeClient(site)];
    const member = await newcomer();
    const id = await propose(member, one, 'join', { other: other.slug });
    expect(await answerAct(site, id, member)).toBe(403);
    expect(await answerAct(site, id, await newcomer())).toBe(403);
    expect((await site.get(`/api/moderation/acts/${id}`)).statusCode).toBe(403);
    const twin = await olderBy(40);
    const where = { id: { in: [member.id, twin.id] } };
    await site.database.prisma.member.updateMany({ where, data: { voice: randomId() } });
    expect(await answerAct(site, id, twin)).toBe(403);
    expect(await answerAct(site, id, await olderBy(40))).toBe(200);
    expect((await readClient(site, other.slug)).slug).toBe(one.slug);
  });

  test('says at once what is wrong with it, and keeps nothing of what it tried', async () => {
    const client = await makeClient(site);
    const member = await newcomer();
    const before = await readClientAssignments(site);
    expect(
      await changeClientAs(site, member, client, 'name', { ...MARIE, name: client.name }),
    ).toBe(422);
    expect(await changeClientAs(site, member, client, 'name', { name: 'Acme' })).toBe(422);
    expect(await changeClientAs(site, member, client, 'join', { other: client.slug })).toBe(422);
    expect(
      await changeClientAs(site, member, client, 'split', { ...MARIE, names: [randomId()] }),
    ).toBe(422);
    expect(await readClientAssignments(site)).toEqual(before);
    expect((await actsOf(site, member)).own).toEqual([]);
  });

  test('that no longer fits is a conflict for who confirms it, and can be refused', async () => {
    const [one, other] = [await makeClient(site), await makeClient(site)];
    const id = await propose(await newcomer(), one, 'join', { other: other.slug });
    const established = await makeMember(site, { established: true });
    expect(await changeClientAs(site, established, one, 'join', { other: other.slug })).toBe(200);
    expect(await answerAct(site, id, await makeMember(site, { established: true }))).toBe(409);
    const objection = 'C’est déjà fait.';
    expect(await answerAct(site, id, established, { answer: 'refuse', objection })).toBe(200);
  });

  test('goes with the account that made it', async () => {
    const client = await makeClient(site);
    const member = await newcomer();
    const id = await propose(member, client, 'name', MARIE);
    await site.database.prisma.member.delete({ where: { id: member.id } });
    expect(await answerAct(site, id, await makeMember(site, { established: true }))).toBe(409);
  });
});

describe('what an established member changes', () => {
  test('is in effect, with the old name beside it until a second member confirms it', async () => {
    const client = await makeClient(site, { name: 'Vieille Enseigne' });
    const member = await makeMember(site, { established: true });
    expect(
      await changeClientAs(site, member, client, 'name', {
        name: 'Neuve Enseigne',
        notAPerson: true,
      }),
    ).toBe(200);
    const { name, unconfirmed } = await readClient(site, client.slug);
    expect(name).toBe('Neuve Enseigne');
    expect(unconfirmed).toMatchObject([{ kind: 'rename-client', formerName: 'Vieille Enseigne' }]);
    const page = await site.get(`/fr/clients/${client.slug}`);
    expect(page.body).toContain('Avant\u00a0: Vieille Enseigne. Ce changement reste à confirmer.');
    const id = unconfirmed[0]?.act ?? '';
    expect(await readAct(site, id)).toMatchObject({ state: 'applied', can: { confirm: false } });
    expect(await answerAct(site, id, member)).toBe(403);
    expect(await readAct(site, id, await olderBy(40))).toMatchObject({ can: { confirm: true } });
    expect(await answerAct(site, id, await olderBy(40))).toBe(200);
    expect((await readClient(site, client.slug)).unconfirmed).toEqual([]);
  });

  test('asks for nobody any more once it is undone', async () => {
    const [one, other] = [await makeClient(site), await makeClient(site)];
    const member = await makeMember(site, { established: true });
    expect(await changeClientAs(site, member, one, 'join', { other: other.slug })).toBe(200);
    expect((await readClient(site, one.slug)).unconfirmed).toMatchObject([
      { kind: 'join-clients', formerName: null },
    ]);
    const second = await makeMember(site, { established: true });
    expect(await undoClientChangeAs(site, second, await findLatestClientChange(site, one))).toBe(
      200,
    );
    expect((await readClient(site, one.slug)).unconfirmed).toEqual([]);
  });

  test('is undone by one person only until it is confirmed', async () => {
    const [one, other] = [await makeClient(site), await makeClient(site)];
    const member = await makeMember(site, { established: true });
    expect(await changeClientAs(site, member, one, 'join', { other: other.slug })).toBe(200);
    const { unconfirmed } = await readClient(site, one.slug);
    const second = await makeMember(site, { established: true });
    expect(await answerAct(site, unconfirmed[0]?.act ?? '', second)).toBe(200);
    expect(await undoClientChangeAs(site, second, await findLatestClientChange(site, one))).toBe(
      200,
    );
    expect((await readClient(site, one.slug)).unconfirmed).toMatchObject([
      { kind: 'undo-client-change' },
    ]);
  });
});
