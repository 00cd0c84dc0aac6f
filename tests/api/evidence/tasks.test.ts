import { beforeAll, describe, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeTaskReport, makeTaskWithFigures, TASK_REPORT } from '#tests/support/tasks.ts';
import { ownTaskReportsResponse } from '#shared/evidence/tasks.ts';
import { settle, taskRequests, type TaskRequests } from './tasks.testing.ts';

let site: TestApp;
let desk: TaskRequests;
beforeAll(async () => {
  site = await createTestApp();
  desk = taskRequests(site);
});

describe('POST /api/task-reports', () => {
  test('keeps a series for its author alone, and moves nothing public that day', async () => {
    const member = await makeMember(site);
    const before = await site.database.prisma.recordEntry.count();
    const answer = await desk.send(
      { platform: 'bpeek', title: 'Décrire une photo', paid: 1_234, time: '10 h 17' },
      member,
    );
    expect(answer).toMatchObject({
      status: 201,
      path: '/fr/mes-preuves?done=task-report-published',
    });
    const own = await desk.ownReport(answer.id, member);
    expect(own).toMatchObject({
      paid: 1_234,
      totalSeconds: 37_020,
      workedOn: '2026-11-18',
      counted: false,
      shown: false,
    });
    expect(await site.database.prisma.recordEntry.count()).toBe(before);
    expect(await site.database.prisma.staleFigures.count()).toBe(0);
    expect((await site.get(`/api/tasks/${own.task}`)).statusCode).toBe(404);
    expect((await site.get('/api/tasks?platform=bpeek')).json()).toMatchObject({ tasks: [] });
  });

  test('draws each of the next four Mondays', async () => {
    const member = await makeMember(site);
    const days = new Set<string | null>();
    for (let sent = 0; sent < 40; sent += 1) {
      const { id } = await desk.send({ title: 'Tirée au sort' }, member);
      days.add((await desk.ownReport(id, member)).dueOn);
    }
    expect([...days].toSorted()).toEqual(['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14']);
  });

  test('counts once five established members reported and their Mondays have come', async () => {
    const young = await createTestApp();
    const { send, ownReport, readTask, platformTasks } = taskRequests(young);
    const platform = 'bpeek';
    const fields = {
      platform,
      title: 'Décrire une photo',
      reward: '0,03',
      paid: 1_234,
      refusedWithoutReason: 66,
      time: '10 h 17',
      approvalDays: 3,
      contact: 'unanswered',
      recommends: 'no',
      breaksTerms: true,
    };
    const members = [];
    for (let sent = 0; sent < 5; sent += 1) {
      const member = await makeMember(young, { established: true });
      members.push({ member, ...(await send(fields, member)) });
    }
    const [first] = members;
    const { task } = await ownReport(first?.id ?? '', first?.member ?? (await makeMember(young)));
    await settle(young);
    expect((await young.get(`/api/tasks/${task}`)).statusCode).toBe(404);
    expect(await platformTasks(platform)).toBeNull();
    young.clock.advanceDays(28);
    await settle(young);
    const shown = await readTask(task);
    expect(shown).toMatchObject({
      title: 'Décrire une photo',
      platform: { slug: platform },
      client: null,
      reward: { minor: 3, currency: 'EUR' },
      lastMonth: '2026-12',
      figures: {
        members: 5,
        hourly: { currency: 'EUR', median: 360, low: null, high: null, members: 5 },
        refused: { share: 0.05, withoutReasonShare: 0.05, members: 5 },
        medianApprovalDays: 3,
        answered: { share: 0, members: 5 },
        recommends: { share: 0, members: 5 },
        breaksTerms: 5,
      },
    });
    expect(await platformTasks(platform)).toEqual(shown.figures);
    expect((await young.get('/api/tasks')).json()).toMatchObject({ tasks: [{ id: task }] });
  });

  test('leaves a task of four established members and many others without figures', async () => {
    const title = 'Presque assez';
    const platform = 'roamler';
    for (let made = 0; made < 4; made += 1) {
      await makeTaskReport(site, {
        title,
        platform,
        member: await makeMember(site, { established: true }),
      });
    }
    for (let made = 0; made < 4; made += 1) await makeTaskReport(site, { title, platform });
    const { taskId } = await makeTaskReport(site, { title, platform });
    expect((await desk.readTask(taskId)).figures).toBeNull();
    expect(await desk.platformTasks(platform)).toBeNull();
  });

  test('publishes one run by how it ended', async () => {
    const member = await makeMember(site);
    const { id } = await desk.send(
      { mode: 'one', ended: 'screenOuts', paid: 9, time: '45 s' },
      member,
    );
    expect(await desk.ownReport(id, member)).toMatchObject({
      paid: 0,
      screenOuts: 1,
      totalSeconds: 45,
    });
  });

  test('makes a task once, whatever the case and the accents, also when sent at one time', async () => {
    const members = await Promise.all([1, 2, 3].map(() => makeMember(site)));
    const titles = ['Écouter un son', 'ecouter  un SON !', 'écouter un son'];
    const answers = await Promise.all(
      members.map((member, index) => desk.send({ title: titles[index] }, member)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const tasks = [];
    for (const [index, { id }] of answers.entries()) {
      tasks.push((await desk.ownReport(id, members[index] ?? (await makeMember(site)))).task);
    }
    expect(new Set(tasks).size).toBe(1);
  });

  test('holds another reward, platform or known client for another task', async () => {
    const member = await makeMember(site);
    const title = 'Même titre';
    await site.post(
      '/api/clients',
      { name: 'Acme Données', notAPerson: true },
      (await makeMember(site, { established: true })).cookie,
    );
    const variants = [
      {},
      { reward: '0,31' },
      { currency: 'USD' },
      { platform: 'appen' },
      { client: 'Acme Données', notAPerson: true },
      { client: 'Acme Données', notAPerson: true, clientId: 'A1ACME' },
    ];
    const tasks = [];
    for (const variant of variants) {
      const { id } = await desk.send({ title, ...variant }, member);
      tasks.push((await desk.ownReport(id, member)).task);
    }
    expect(new Set(tasks).size).toBe(variants.length - 1);
    expect(tasks[4]).toBe(tasks[5]);
  });

  test('shows the client that a report names to its author alone, until five name it', async () => {
    const named = { platform: 'appen', client: 'Cinq Fois SARL', notAPerson: true };
    const clientOf = async (title: string, ...names: string[]) => {
      let task = '';
      for (const client of names) {
        const member = await makeMember(site, { established: true });
        const { id } = await desk.send({ ...named, title, client }, member);
        const own = await desk.ownReport(id, member);
        expect(own).toMatchObject({ client: null, typedClient: client });
        ({ task } = own);
      }
      await settle(site, 28);
      return site.database.prisma.task.findUniqueOrThrow({
        where: { id: task },
        select: { client: { select: { name: true } } },
      });
    };
    const { client } = named;
    expect(await clientOf('À quatre', client, client, client, client)).toEqual({ client: null });
    expect(await site.database.prisma.client.count({ where: { name: client } })).toBe(0);
    const others = [client, client, client, client, client, 'Une Autre SARL'];
    expect(await clientOf('Autrement nommée', ...others)).toEqual({ client: null });
    const five = await clientOf('À cinq', client, client, client, client, client);
    expect(five).toEqual({ client: { name: client } });
  });

  test('sent twice with one key, even weeks later, publishes once', async () => {
    const member = await makeMember(site);
    const fields = { title: 'Hors ligne', _key: 'workbook-entry-1' };
    const first = await desk.send(fields, member);
    site.clock.advanceDays(80);
    const { database, store } = site;
    await runHourlyJobs({ database, store, clock: () => site.clock.now });
    const again = await desk.send(fields, member);
    expect(again).toMatchObject({ status: 201, id: first.id });
    const { reports } = ownTaskReportsResponse.parse(
      (await site.get('/api/me/task-reports', member.cookie)).json(),
    );
    expect(reports).toHaveLength(1);
  });

  test('one that was asked for does not count', async () => {
    const fields = { platform: 'winminute', title: 'Demandée' };
    const { taskId } = await makeTaskWithFigures(
      site,
      { ...fields, solicited: true },
      ...Array.from({ length: 4 }, () => fields),
    );
    expect((await desk.readTask(taskId)).figures).toBeNull();
    await makeTaskReport(site, {
      ...fields,
      member: await makeMember(site, { established: true }),
    });
    expect((await desk.readTask(taskId)).figures).toMatchObject({ members: 5 });
  });

  test('takes no text and no signature', async () => {
    const member = await makeMember(site);
    const { id } = await desk.send({ text: 'Long et mal payé.', signed: true }, member);
    const kept = await site.database.prisma.taskReport.findUniqueOrThrow({ where: { id } });
    expect(Object.values(kept)).not.toContain('Long et mal payé.');
    expect(JSON.stringify([kept, await desk.ownReport(id, member)])).not.toMatch(/payé|signed/);
  });

  test.each([
    ['platform', { platform: 'Nulle part' }, 'unknown-platform'],
    ['platform', { platform: undefined }, 'required'],
    ['title', { title: '' }, 'required'],
    ['title', { title: '!!!' }, 'invalid'],
    ['title', { title: 'a'.repeat(201) }, 'too-long'],
    ['reward', { reward: 'trois' }, 'not-an-amount'],
    ['reward', { reward: '0,001' }, 'not-an-amount'],
    ['reward', { reward: '0' }, 'too-small'],
    ['currency', { currency: 'XXX' }, 'invalid'],
    ['paid', { paid: 0 }, 'required'],
    ['paid', { paid: -1 }, 'too-small'],
    ['pending', { pending: '2.5' }, 'invalid'],
    ['broken', { broken: 100_001 }, 'too-big'],
    ['ended', { mode: 'one' }, 'required'],
    ['ended', { mode: 'one', ended: 'won' }, 'invalid'],
    ['time', { time: 'longtemps' }, 'not-a-duration'],
    ['time', { time: '0' }, 'too-small'],
    ['time', { time: '2001 h' }, 'too-big'],
    ['time', { paid: 1_201 }, 'too-fast'],
    ['reward', { reward: '120' }, 'too-well-paid'],
    ['workedOn', { workedOn: '2027-11-21' }, 'in-the-future'],
    ['workedOn', { workedOn: '1999-12-31' }, 'too-small'],
    ['approvalDays', { approvalDays: 366 }, 'too-big'],
    ['contact', { contact: 'maybe' }, 'invalid'],
    ['ethics', { ethics: ['wrong'] }, 'invalid'],
    ['notAPerson', { client: 'Acme' }, 'required'],
    ['client', { client: 'Mme Durand', notAPerson: true }, 'names-person'],
  ])('refuses a bad %s', async (field, fields, code) => {
    const member = await makeMember(site);
    const response = await site.post(
      '/api/task-reports',
      { ...TASK_REPORT, ...fields },
      member.cookie,
    );
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
    const own = await site.get('/api/me/task-reports', member.cookie);
    expect(own.json()).toMatchObject({ reports: [] });
  });

  test('is for members', async () => {
    expect((await site.post('/api/task-reports', TASK_REPORT)).statusCode).toBe(401);
  });

  test('has a limit a day', async () => {
    const member = await makeMember(site);
    const day = new Date(site.clock.now.toISOString().slice(0, 10));
    await site.database.prisma.memberUse.create({
      data: { memberId: member.id, kind: 'task', day, count: 60 },
    });
    expect((await desk.send({}, member)).status).toBe(429);
  });
});
