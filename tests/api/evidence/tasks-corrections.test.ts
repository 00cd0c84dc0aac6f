import { beforeAll, describe, expect, test } from 'vitest';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview } from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { makeTaskReport, makeTaskWithFigures, TASK_REPORT } from '#tests/support/tasks.ts';
import { taskRequests, type TaskRequests } from './tasks.testing.ts';

let site: TestApp;
let desk: TaskRequests;
beforeAll(async () => {
  site = await createTestApp();
  desk = taskRequests(site);
});

/** Lets the reports count, or leave, whose Monday comes within so many days. */
async function settleAfterDays(days: number): Promise<void> {
  const { prisma } = site.database;
  const later = new Date(site.clock.now.getTime() + days * 86_400_000);
  await prisma.$transaction((tx) => countDueTaskReports(tx, later));
  await site.catchUp();
}

describe('POST /api/task-reports/:id', () => {
  test('shows its author the new facts at once, and moves figures on Mondays alone', async () => {
    const fields = { platform: 'mobeye', title: 'À corriger', reward: '1', time: '1 h' };
    const of = (paid: number) => ({ ...fields, paid });
    const { ids, taskId, members } = await makeTaskWithFigures(
      site,
      of(4),
      of(4),
      of(4),
      of(6),
      of(6),
    );
    const [id = '', member = await makeMember(site)] = [ids[0], members[0]];
    const before = await desk.readTask(taskId);
    expect(before.figures?.hourly?.median).toBe(400);
    const answer = await desk.send({ ...fields, paid: 8 }, member, `/api/task-reports/${id}`);
    expect(answer).toMatchObject({ status: 200, id });
    expect(answer.path).toBe('/fr/mes-preuves?done=task-report-changed');
    expect(await desk.ownReport(id, member)).toMatchObject({ paid: 8, counted: false });
    await markStale(site.database.prisma, 'task', [taskId]);
    await site.catchUp();
    expect(await desk.readTask(taskId)).toEqual(before);
    // The Monday after: the former facts leave, the new ones count on theirs, the fourth one at latest.
    await settleAfterDays(3);
    await settleAfterDays(28);
    expect((await desk.readTask(taskId)).figures).toMatchObject({
      members: 5,
      hourly: { median: 600 },
    });
    expect(await kindsInRecord(site, `task-report/${id}`)).toEqual([]);
  });

  test('with another title becomes one of another task; what nobody reports any more goes', async () => {
    const { id, taskId, member } = await makeTaskReport(site, {
      title: 'Ttrier des reçus',
      waits: true,
    });
    await desk.send({ title: 'Trier des reçus' }, member, `/api/task-reports/${id}`);
    const { task } = await desk.ownReport(id, member);
    expect(task).not.toBe(taskId);
    expect(await site.database.prisma.task.count({ where: { id: taskId } })).toBe(0);
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
  test('deletes one that waits for good, with the task that nobody else reported', async () => {
    const { id, taskId, member } = await makeTaskReport(site, { title: 'Reprise', waits: true });
    const response = await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ path: '/fr/mes-preuves?done=task-report-withdrawn' });
    expect(await site.database.prisma.task.count({ where: { id: taskId } })).toBe(0);
    expect(await site.database.prisma.taskReport.count({ where: { id } })).toBe(0);
    expect(await kindsInRecord(site, `task-report/${id}`)).toEqual([]);
    const again = await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
    expect(again.statusCode).toBe(404);
  });

  test('deletes one that counts, which leaves the figures on the next Monday', async () => {
    const fields = { platform: 'winminute', title: 'Reprise comptée', paid: 123 };
    const { ids, taskId, members } = await makeTaskWithFigures(site, fields);
    const [id = '', { cookie, id: memberId } = await makeMember(site)] = [ids[0], members[0]];
    const before = await desk.readTask(taskId);
    await site.post(`/api/task-reports/${id}/withdraw`, {}, cookie);
    const left = await site.database.prisma.taskReport.findMany({
      where: { author: { memberId } },
    });
    // What is left of it until then has no exact value.
    expect(left).toMatchObject([{ exact: {}, paid: 100 }]);
    expect(left[0]?.id).not.toBe(id);
    expect((await site.get('/api/me/task-reports', cookie)).json()).toMatchObject({ reports: [] });
    expect((await desk.readTask(taskId)).figures).toEqual(before.figures);
    await settleAfterDays(7);
    expect(await site.database.prisma.taskReport.count({ where: { author: { memberId } } })).toBe(
      0,
    );
    // Four are left: their figures go, the title that was public stays.
    expect(await desk.readTask(taskId)).toMatchObject({ title: fields.title, figures: null });
  });

  test('of all of them takes the task away on the next Monday', async () => {
    const { ids, taskId, members } = await makeTaskWithFigures(site, { title: 'Toutes reprises' });
    for (const [index, id] of ids.entries()) {
      await site.post(`/api/task-reports/${id}/withdraw`, {}, members[index]?.cookie);
    }
    expect((await site.get(`/api/tasks/${taskId}`)).statusCode).toBe(200);
    await settleAfterDays(7);
    expect((await site.get(`/api/tasks/${taskId}`)).statusCode).toBe(404);
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

  test('and another report of the same task, in one moment, leave a task with one', async () => {
    for (let round = 0; round < 4; round += 1) {
      const title = `En même temps ${round}`;
      const { id, member } = await makeTaskReport(site, { title, waits: true });
      const other = await makeMember(site);
      const [withdrawn, published] = await Promise.all([
        site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie),
        desk.send({ title }, other),
      ]);
      expect([withdrawn.statusCode, published.status]).toEqual([200, 201]);
      const { task } = await desk.ownReport(published.id, other);
      expect(await site.database.prisma.task.count({ where: { id: task } })).toBe(1);
    }
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
  test('is learnt from task reports too, and moves the figures of what they reported', async () => {
    let taskId = '';
    for (let made = 0; made < 5; made += 1) {
      const member = await makeMember(site);
      await makePayout(site, { member, publishedOn: '2026-10-20' });
      await makeReview(site, { member });
      ({ taskId } = await makeTaskReport(site, { title: 'Établie', member }));
    }
    expect((await desk.readTask(taskId)).figures).toBeNull();
    await establishNow(site);
    expect((await desk.readTask(taskId)).figures).toMatchObject({ members: 5 });
  });
});
