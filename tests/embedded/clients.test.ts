import { beforeAll, expect, test } from 'vitest';
import { refreshClients } from '#server/jobs.ts';
import { today } from '#shared/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import {
  belongings,
  changeAs,
  latestChange,
  listClients,
  makeClient,
  rateClient,
  readClient,
  undoAs,
} from '../api/clients.testing.ts';

/** The embedded database must move, undo, find and compute like the large one. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
});

test('clients are joined, split and found again, and come apart exactly', async () => {
  const member = await makeMember(site, { established: true });
  const one = await makeClient(site, { name: 'Étude Une', externalId: 'AUNE' });
  const report = { client: 'Étude Deux', clientId: 'ADEUX', notAPerson: true };
  const { taskId } = await makeTaskReport(site, report);
  const before = await belongings(site);
  expect(await changeAs(site, member, one, 'join', { other: 'etude deux' })).toBe(200);
  const joined = await readClient(site, one.slug);
  expect(joined.names.map(({ text }) => text)).toEqual(['Étude Deux', 'Étude Une']);
  expect(joined.figures.tasks?.reports).toBe(1);
  const parts = {
    name: 'Étude Trois',
    names: joined.names.filter(({ text }) => text === 'Étude Deux').map(({ id }) => id),
    identities: joined.identities.map(({ id }) => id),
    tasks: [taskId],
    notAPerson: true,
  };
  expect(await changeAs(site, member, one, 'split', parts)).toBe(200);
  const [fresh] = (await listClients(site, 'q=etude+troi')).clients;
  expect(fresh?.figures?.tasks?.reports).toBe(1);
  expect((await readClient(site, one.slug)).figures.tasks).toBeNull();
  expect(await undoAs(site, member, await latestChange(site, one))).toBe(200);
  expect((await readClient(site, one.slug)).figures.tasks?.reports).toBe(1);
  const history = (await site.get(`/api/clients/${one.slug}/history`)).json<{
    revisions: { id: string; kind: string }[];
  }>();
  const first = history.revisions.find(({ kind }) => kind === 'joined');
  expect(await undoAs(site, member, first?.id ?? '')).toBe(200);
  // What is left over is the client that the split made, joined to the first.
  expect((await readClient(site, fresh?.slug ?? '')).slug).toBe(one.slug);
  const after = (await belongings(site)) as { id: string }[];
  expect(after).toEqual(expect.arrayContaining(before as object[]));
  expect(after).toHaveLength((before as object[]).length + 1);
});

test('what members say of a client is counted, and anew each day', async () => {
  const member = await makeMember(site, { established: true });
  const { slug } = await rateClient(site, { member, platform: 'clickworker' });
  const { figures, guesses } = await readClient(site, slug, member.cookie);
  expect(figures.rating.count).toBe(1);
  expect(guesses).toMatchObject([{ can: { withdraw: true } }]);
  site.clock.advanceDays(1);
  expect(await refreshClients(site.database, site.clock.now)).toBeGreaterThan(0);
  const summary = { where: { client: { slug } } } as const;
  const { computedOn } = await site.database.prisma.clientSummary.findFirstOrThrow(summary);
  expect(computedOn.toISOString().slice(0, 10)).toBe(today(site.clock.now));
});
