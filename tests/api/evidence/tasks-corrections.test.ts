import { beforeAll, describe, expect, test } from 'vitest';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { commitmentOf } from '#server/transparency-log/append-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview } from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { makeTaskReport, TASK_REPORT } from '#tests/support/tasks.ts';
import { taskRequests, type TaskRequests } from './tasks.testing.ts';

let site: TestApp;
let desk: TaskRequests;
beforeAll(async () => {
  site = await createTestApp();
  desk = taskRequests(site);
});

describe('POST /api/task-reports/:id', () => {
  test('corrects the facts, and every figure follows', async () => {
    const platform = 'mobeye';
    const { id, taskId, member } = await makeTaskReport(site, { platform, pending: 4 });
    const answer = await desk.send(
      { paid: 5, refusedWithReason: 2, pending: 0 },
      member,
      `/api/task-reports/${id}`,
    );
    expect(answer).toMatchObject({ status: 200, id });
    expect(answer.path).toBe(`/fr/taches/${taskId}?done=task-report-changed`);
    expect(await desk.ownReport(id, member)).toMatchObject({
      paid: 5,
      refusedWithReason: 2,
      pending: 0,
    });
    const { figures } = await desk.readTask(taskId);
    expect(figures).toMatchObject({ reports: 1, runs: 7, hourly: { median: 450 } });
    expect(await desk.platformTasks(platform)).toEqual(figures);
    expect(await kindsInRecord(site, `task-report/${id}`)).toEqual([
      'task-report-published',
      'task-report-corrected',
    ]);
  });

  test('with another title becomes one of another task; what nobody reports any more goes', async () => {
    const { id, taskId, member } = await makeTaskReport(site, { title: 'Ttrier des reçus' });
    await desk.send({ title: 'Trier des reçus' }, member, `/api/task-reports/${id}`);
    const { task } = await desk.ownReport(id, member);
    expect(task).not.toBe(taskId);
    expect((await desk.readTask(task)).figures?.reports).toBe(1);
    expect((await site.get(`/api/tasks/${taskId}`)).statusCode).toBe(404);
  });

  test('refuses bad input and changes nothing', async () => {
    const { id, member } = await makeTaskReport(site);
    expect((await desk.send({ time: 'x' }, member, `/api/task-reports/${id}`)).status).toBe(422);
    expect(await desk.ownReport(id, member)).toMatchObject({ totalSeconds: 1_200 });
  });

  test('is for its author alone, and for one that is there', async () => {
    const { id } = await makeTaskReport(site);
    const other = await makeMember(site);
    const path = `/api/task-reports/${id}`;
    expect((await site.post(path, TASK_REPORT)).statusCode).toBe(401);
    expect((await desk.send({}, other, path)).status).toBe(403);
    expect((await desk.send({}, other, '/api/task-reports/zzzzzzzzzzzz')).status).toBe(404);
  });
});

describe('POST /api/task-reports/:id/withdraw', () => {
  test('deletes it for good, with the task that nobody else reported', async () => {
    const platform = 'winminute';
    const { id, taskId, member } = await makeTaskReport(site, { platform });
    const response = await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ path: '/fr/mes-preuves?done=task-report-withdrawn' });
    expect((await site.get(`/api/tasks/${taskId}`)).statusCode).toBe(404);
    expect(await desk.platformTasks(platform)).toBeNull();
    expect(await site.database.prisma.taskReport.count({ where: { id } })).toBe(0);
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `task-report/${id}`, kind: 'task-report-published' },
    });
    expect(entries.map(({ salt }) => salt)).toEqual([null]);
    const again = await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
    expect(again.statusCode).toBe(410);
  });

  test('leaves no key of the forms that made and corrected it', async () => {
    const member = await makeMember(site);
    const { id } = await desk.send({ title: 'Sans trace', _key: 'published-1' }, member);
    await desk.send(
      { title: 'Sans trace', paid: 2, _key: 'corrected-1' },
      member,
      `/api/task-reports/${id}`,
    );
    await desk.send({ title: 'Gardée', _key: 'published-2' }, member);
    const keys = (): Promise<number> =>
      site.database.prisma.idempotencyKey.count({ where: { memberId: member.id } });
    expect(await keys()).toBe(3);
    await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
    expect(await keys()).toBe(1);
  });

  test('leaves no entry by which one could try out who named its client', async () => {
    const member = await makeMember(site);
    const client = 'Nommée une fois SARL';
    await desk.send({ title: 'Pour un client', client, notAPerson: true }, member);
    const { id } = await site.database.prisma.client.findFirstOrThrow({ where: { name: client } });
    const entry = await site.database.prisma.recordEntry.findFirstOrThrow({
      where: { subject: `client/${id}`, kind: 'client-added' },
    });
    const name = `client/${id}`;
    const said = await site.database.prisma.$transaction(async (tx) =>
      (await loadCommittedContents(tx, [name])).get(name),
    );
    expect(said).toMatchObject({ id });
    expect(entry.commitment).toBe(commitmentOf(entry.salt ?? '', said));
    // What it says leads to no member.
    expect(JSON.stringify(said)).not.toContain(member.id);
    expect(entry.actor).toBeNull();
  });

  test('and another report of the same task, in one moment, leave a task with one', async () => {
    for (let round = 0; round < 4; round += 1) {
      const title = `En même temps ${round}`;
      const { id, member } = await makeTaskReport(site, { title });
      const other = await makeMember(site);
      const [withdrawn, published] = await Promise.all([
        site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie),
        desk.send({ title }, other),
      ]);
      expect([withdrawn.statusCode, published.status]).toEqual([200, 201]);
      const { task } = await desk.ownReport(published.id, other);
      expect((await desk.readTask(task)).figures?.reports).toBe(1);
    }
  });

  test('leaves the task to the others, with their figures', async () => {
    const title = 'À plusieurs';
    const { id, taskId, member } = await makeTaskReport(site, { title, paid: 9 });
    await makeTaskReport(site, { title });
    await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
    expect((await desk.readTask(taskId)).figures).toMatchObject({
      reports: 1,
      hourly: { median: 270 },
    });
  });

  test('is for its author alone, and for one that is there', async () => {
    const { id } = await makeTaskReport(site);
    const { cookie } = await makeMember(site);
    const path = `/api/task-reports/${id}/withdraw`;
    expect((await site.post(path, {})).statusCode).toBe(401);
    expect((await site.post(path, { _key: 'x' }, cookie)).statusCode).toBe(422);
    expect((await site.post(path, {}, cookie)).statusCode).toBe(403);
    const missing = await site.post('/api/task-reports/zzzzzzzzzzzz/withdraw', {}, cookie);
    expect(missing.statusCode).toBe(404);
  });
});

describe('who is established', () => {
  test('counts task reports, and weighs more in all that she reported', async () => {
    const member = await makeMember(site);
    await makePayout(site, { member, publishedOn: '2026-10-20' });
    await makeReview(site, { member });
    const title = 'Établie';
    for (let other = 0; other < 3; other += 1) await makeTaskReport(site, { title, paid: 30 });
    const { taskId } = await makeTaskReport(site, { title, member });
    await establishNow(site);
    // She alone weighs 1 against three quarters.
    expect((await desk.readTask(taskId)).figures?.hourly?.median).toBe(270);
    const [report] = (await desk.readReports(taskId)).filter(({ author }) => author.established);
    expect(report?.paid).toBe(3);
  });
});
