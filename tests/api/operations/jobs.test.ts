import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readDatabaseFacts } from '#server/operations/doctor/queries.ts';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { addDays, today } from '#shared/core/days.ts';
import { publishedTask, tasksResponse } from '#shared/evidence/tasks.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout, platformId } from '#tests/support/factories.ts';
import { makePledging } from '#tests/support/pledges.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

/** What the site does by itself each hour. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const run = (store = site.store): Promise<void> => {
  const { database } = site;
  return runHourlyJobs({ database, store, clock: () => site.clock.now });
};

test('a task report counts from its Monday on, and not before', async () => {
  const platform = 'bpeek';
  for (let made = 0; made < 5; made += 1) {
    const { member } = await makePayout(site, { publishedOn: '2026-09-20' });
    await makePayout(site, { member, publishedOn: '2026-10-20' });
    await makeTaskReport(site, { platform, title: 'À son lundi', member, waits: true });
  }
  const listed = async () =>
    tasksResponse.parse((await site.get(`/api/tasks?platform=${platform}`)).json()).tasks;
  await run();
  expect(await listed()).toEqual([]);
  site.clock.advanceDays(7);
  await run();
  expect(await listed()).toMatchObject([{ title: 'À son lundi', figures: { members: 5 } }]);
});

test('a platform and a client that cannot be computed hold up nothing else', async () => {
  const { sql, prisma } = site.database;
  const { taskId } = await makeTaskReport(site, { client: 'Client bloqué', notAPerson: true });
  const { client } = publishedTask.parse((await site.get(`/api/tasks/${taskId}`)).json());
  const { id: clientId } = await prisma.client.findUniqueOrThrow({
    where: { slug: client?.slug ?? '' },
  });
  const other = await makeTaskReport(site, { client: 'Client libre', notAPerson: true });
  const failing = await platformId(site, 'appen');
  await sql(
    `ALTER TABLE platform_summary ADD CONSTRAINT fails CHECK (platform_id <> '${failing}') NOT VALID`,
  );
  await sql(
    `ALTER TABLE client_summary ADD CONSTRAINT fails CHECK (client_id <> '${clientId}') NOT VALID`,
  );
  site.clock.advanceDays(1);
  const yesterday = new Date(addDays(today(site.clock.now), -1));
  await prisma.usedChallenge.create({ data: { id: 'spent', expiresAt: yesterday } });
  await expect(run()).rejects.toThrow('jobs failed');
  const late = { computedOn: { lt: new Date(today(site.clock.now)) } };
  expect(await prisma.platformSummary.findMany({ where: late })).toMatchObject([
    { platformId: failing },
  ]);
  expect(await prisma.clientSummary.findMany({ where: late })).toMatchObject([{ clientId }]);
  expect(await prisma.task.count({ where: { id: other.taskId } })).toBe(1);
  expect(await prisma.usedChallenge.count({ where: { id: 'spent' } })).toBe(0);
});

test('a store that is down holds up no forgetting, and is said', async () => {
  const { prisma } = site.database;
  const expiresAt = new Date(addDays(today(site.clock.now), -1));
  await prisma.usedChallenge.create({ data: { id: 'old', expiresAt } });
  const down = new Error('store down');
  const list = (): never => {
    throw down;
  };
  const failed = await run({ ...site.store, list }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ errors: expect.arrayContaining([down]) });
  expect(await prisma.usedChallenge.count({ where: { id: 'old' } })).toBe(0);
});

test('the doctor sees a step of a boycott that is due and that nothing takes', async () => {
  const queue = async () => {
    const migrations = join(process.cwd(), 'prisma', 'migrations');
    return (await readDatabaseFacts(site.database, migrations, site.clock.now)).queues.boycotts;
  };
  const before = site.clock.now;
  await makePledging(site, { hours: 1 });
  expect(await queue()).toEqual({ waiting: 0, late: 0 });
  site.clock.now = new Date(before.getTime() + 62 * 60_000);
  expect(await queue()).toEqual({ waiting: 1, late: 0 });
  site.clock.now = new Date(before.getTime() + 66 * 60_000);
  expect(await queue()).toEqual({ waiting: 1, late: 1 });
  site.clock.now = before;
});
