import { beforeAll, describe, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { TASK_REPORT } from '#tests/support/tasks.ts';
import { taskRequests, type TaskRequests } from './tasks.testing.ts';

let site: TestApp;
let desk: TaskRequests;
beforeAll(async () => {
  site = await createTestApp();
  desk = taskRequests(site);
});

describe('POST /api/task-reports', () => {
  test('publishes a series, moves every figure and stands in the record', async () => {
    const member = await makeMember(site);
    const platform = 'bpeek';
    const answer = await desk.send(
      {
        platform,
        title: 'Décrire une photo',
        reward: '0,03',
        paid: 1_234,
        refusedWithoutReason: 66,
        screenOuts: 20,
        pending: 7,
        time: '10 h 17',
        approvalDays: 3,
        contact: 'unanswered',
        recommends: 'no',
        breaksTerms: true,
        ethics: ['others-data'],
        text: 'Long et mal payé.',
      },
      member,
    );
    expect(answer.status).toBe(201);
    const own = await desk.ownReport(answer.id, member);
    expect(answer.path).toBe(`/fr/taches/${own.task}?done=task-report-published`);
    expect(own).toMatchObject({ paid: 1_234, totalSeconds: 37_020, workedOn: '2026-11-18' });

    const task = await desk.readTask(own.task);
    expect(task).toMatchObject({
      title: 'Décrire une photo',
      platform: { slug: platform },
      client: null,
      reward: { minor: 3, currency: 'EUR' },
      lastReport: { precision: 'week', hours: null, month: '2026-11' },
    });
    // Of published values: counts with one digit; the rate is that of the exact ones.
    expect(task.figures).toMatchObject({
      reports: 1,
      runs: 1_097,
      hourly: { currency: 'EUR', median: 360, members: 1 },
      medianApprovalDays: 3,
      contact: { tried: 1, answered: 0 },
      recommends: { yes: 0, opinions: 1 },
      breaksTerms: 1,
      ethics: [{ kind: 'others-data', members: 1 }],
    });
    expect(task.figures?.refused?.withoutReasonShare).toBeCloseTo(70 / 1_070);
    expect(await desk.platformTasks(platform)).toEqual(task.figures);
    const [report] = await desk.readReports(own.task);
    expect(report).toMatchObject({ paid: 1_000, refusedWithoutReason: 70, totalSeconds: 37_000 });
    expect(report).toMatchObject({
      hourlyMinor: 360,
      workedMonth: '2026-11',
      can: { edit: false },
    });
    expect(await kindsInRecord(site, `task-report/${answer.id}`)).toEqual([
      'task-report-published',
    ]);
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
    expect(new Set(answers.map(({ path }) => path)).size).toBe(1);
    const { task } = await desk.ownReport(
      answers[0]?.id ?? '',
      members[0] ?? (await makeMember(site)),
    );
    expect((await desk.readTask(task)).figures).toMatchObject({ reports: 3, members: 3 });
  });

  test('holds another reward, platform or client for another task', async () => {
    const member = await makeMember(site);
    const title = 'Même titre';
    const variants = [
      {},
      { reward: '0,31' },
      { currency: 'USD' },
      { platform: 'appen' },
      { client: 'Acme Données', notAPerson: true },
      { client: 'Acme Données', notAPerson: true, clientId: 'A1ACME' },
    ];
    const paths = [];
    for (const variant of variants)
      paths.push((await desk.send({ title, ...variant }, member)).path);
    expect(new Set(paths).size).toBe(variants.length - 1);
    expect(paths[4]).toBe(paths[5]);
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
    const { task } = await desk.ownReport(first.id, member);
    expect((await desk.readTask(task)).figures?.reports).toBe(1);
  });

  test('one that was asked for is listed, and leaves the figures', async () => {
    const platform = 'roamler';
    const member = await makeMember(site);
    const { id } = await desk.send({ platform, solicited: true }, member);
    const { task } = await desk.ownReport(id, member);
    expect(await desk.readTask(task)).toMatchObject({ figures: null, lastReport: null });
    expect(await desk.platformTasks(platform)).toBeNull();
    expect(await desk.readReports(task)).toMatchObject([{ solicited: true }]);
  });

  test('names who signs, and shows a key of whom does not', async () => {
    const member = await makeMember(site, { pseudonym: 'Signataire' });
    const title = 'Signer ou non';
    const { id } = await desk.send({ title, signed: true }, member);
    await desk.send({ title }, await makeMember(site));
    const { task } = await desk.ownReport(id, member);
    const authors = (await desk.readReports(task)).map(({ author }) => author);
    expect(authors).toEqual(
      expect.arrayContaining([
        { key: null, established: false, pseudonym: 'Signataire', deleted: false },
        { key: expect.any(String), established: false, pseudonym: null, deleted: false },
      ]),
    );
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
    ['text', { text: 'a'.repeat(5_001) }, 'too-long'],
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
