import { beforeAll, describe, expect, test } from 'vitest';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { TASK_REPORT, makeTaskReport } from '#tests/support/tasks.ts';
import { CLIENT_RATINGS, CHANGE_REASON, changeClientAs, makeClient } from './clients.testing.ts';

/** A client goes with the last report or incident that named it, unless others had a say since. */

let site: TestApp;
let member: TestMember;
let other: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  [member, other] = [
    await makeMember(site, { established: true }),
    await makeMember(site, { established: true }),
  ];
});

type Reported = { report: string; client: string; slug: string };

async function report(named: object, by = member): Promise<Reported> {
  const { id } = await makeTaskReport(site, { ...named, notAPerson: true, member: by });
  const { prisma } = site.database;
  const { task } = await prisma.taskReport.findUniqueOrThrow({
    where: { id },
    include: { task: { include: { client: true } } },
  });
  return { report: id, client: task.client?.id ?? '', slug: task.client?.slug ?? '' };
}

async function withdraw({ report: id }: Reported, by = member): Promise<void> {
  const response = await site.post(`/api/task-reports/${id}/withdraw`, {}, by.cookie);
  expect(response.statusCode, response.body).toBe(200);
  await untilMonday();
}

/** Lets what was withdrawn leave the figures. */
async function untilMonday(): Promise<void> {
  const nextWeek = new Date(site.clock.now.getTime() + 7 * 86_400_000);
  await site.database.prisma.$transaction((tx) => countDueTaskReports(tx, nextWeek));
}

const statusOf = async (slug: string): Promise<number> =>
  (await site.get(`/api/clients/${slug}`)).statusCode;

describe('a client that a report brought', () => {
  test('goes on the Monday after that report, and the record can no longer be opened to it', async () => {
    const made = await report({ client: 'Nommée Par Erreur', clientId: 'A1ERREUR' });
    expect(await statusOf(made.slug)).toBe(200);
    await withdraw(made);
    expect(await statusOf(made.slug)).toBe(404);
    const subject = `client/${made.client}`;
    expect(await kindsInRecord(site, subject)).toEqual(['client-added (erased)', 'client-removed']);
    const added = await site.database.prisma.recordEntry.findFirstOrThrow({
      where: { subject, kind: 'client-added' },
    });
    expect(added.salt).toBeNull();
    expect(await site.database.prisma.clientName.count({ where: { clientId: made.client } })).toBe(
      0,
    );
  });

  test('goes when the report is corrected to name another', async () => {
    const made = await report({ client: 'Faute De Frappe' });
    const body = { ...TASK_REPORT, client: 'Sans Faute', notAPerson: true };
    const { platform: _, ...facts } = body;
    const corrected = await site.post(`/api/task-reports/${made.report}`, facts, member.cookie);
    expect(corrected.statusCode, corrected.body).toBe(200);
    await untilMonday();
    expect(await statusOf(made.slug)).toBe(404);
    // One report makes no client.
    expect(await statusOf('sans-faute')).toBe(404);
  });

  test.each<[string, (client: Reported) => Promise<unknown>]>([
    ['another report', () => report({ client: 'Reste', title: 'Autre tâche' }, other)],
    [
      'a review',
      ({ slug }) =>
        site.post(
          `/api/clients/${slug}/review`,
          { ...CLIENT_RATINGS, platform: 'clickworker', experiencedMonth: '2026-10' },
          other.cookie,
        ),
    ],
    ['another member’s alias', (made) => changeClientAs(site, other, made, 'names', ALIAS)],
    [
      'a guess',
      ({ slug }) =>
        site.post(
          `/api/clients/${slug}/guesses`,
          { text: 'Une filiale.', source: 'https://registre.example/x', notAPerson: true },
          other.cookie,
        ),
    ],
    [
      'a thread',
      ({ slug }) =>
        site.post(
          '/api/forum/threads',
          { category: 'paiements', title: 'Qui est-ce ?', text: 'Le savez-vous ?', client: slug },
          other.cookie,
        ),
    ],
    [
      'an incident',
      () =>
        site.post('/api/incidents', { ...BOUGHT, client: 'Reste', notAPerson: true }, other.cookie),
    ],
  ])('stays where there is %s', async (_, say) => {
    const made = await report({ client: 'Reste' });
    await say(made);
    await withdraw(made);
    expect(await statusOf(made.slug)).toBe(200);
  });

  test('by an incident goes with that incident, and with what its author alone changed', async () => {
    const body = { ...BOUGHT, client: 'Achète Des Avis', notAPerson: true };
    const sent = await site.post('/api/incidents', body, member.cookie);
    expect(await statusOf('achete-des-avis')).toBe(200);
    const alias = { name: 'Achète Encore', notAPerson: true };
    expect(await changeClientAs(site, member, { slug: 'achete-des-avis' }, 'names', alias)).toBe(
      200,
    );
    const { id } = sent.json<{ id: string }>();
    await site.post(`/api/incidents/${id}/withdraw`, {}, member.cookie);
    expect(await statusOf('achete-des-avis')).toBe(404);
  });
});

test('a client that was added by hand stays without a report', async () => {
  const { name, slug } = await makeClient(site, { member: other });
  await withdraw(await report({ client: name }));
  expect(await statusOf(slug)).toBe(200);
});

const ALIAS = { name: 'Reste Aussi', notAPerson: true, reason: CHANGE_REASON };
const BOUGHT = {
  platform: 'clickworker',
  kind: 'posts-bought',
  happenedOn: '2026-11-02',
  asks: 'praise',
  reward: '0,50',
  currency: 'EUR',
};
