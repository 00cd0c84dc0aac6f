import { beforeAll, describe, expect, test } from 'vitest';
import { platformResponse } from '#shared/directory/platforms.ts';
import {
  ownTaskReportsResponse,
  publishedTask,
  taskReportsResponse,
  tasksResponse,
} from '#shared/evidence/tasks.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import {
  makeNewAccountCrowd,
  readFindings,
  makeEstablishedPosters,
  makeWatchedPlatform,
} from './manipulation-detection.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function list(query: string) {
  return tasksResponse.parse((await site.get(`/api/tasks?${query}`)).json());
}
async function titles(query: string): Promise<string[]> {
  return (await list(query)).tasks.map(({ title }) => title);
}
async function readTask(id: string) {
  return publishedTask.parse((await site.get(`/api/tasks/${id}`)).json());
}
/** A member who is established before she reports any task. */
async function makeRegular(): Promise<TestMember> {
  const member = await makeMember(site);
  await makePayout(site, { member, publishedOn: '2026-09-20' });
  await makePayout(site, { member, publishedOn: '2026-10-20' });
  await makePayout(site, { member, publishedOn: '2026-10-21' });
  await establishNow(site);
  return member;
}

describe('GET /api/tasks', () => {
  test('lists the tasks of a platform, the last reported first', async () => {
    const platform = 'bpeek';
    await makeTaskReport(site, { platform, title: 'Hier', daysAgo: 1 });
    await makeTaskReport(site, { platform, title: 'Aujourd’hui' });
    await makeTaskReport(site, {
      platform,
      title: 'Il y a un mois',
      daysAgo: 30,
      workedOn: '2026-10-01',
    });
    await makeTaskReport(site, { platform, title: 'Demandé', solicited: true });
    await makeTaskReport(site, { platform: 'appen', title: 'Ailleurs' });
    const { tasks, ...rest } = await list(`platform=${platform}`);
    expect(rest).toEqual({
      platform: { slug: 'bpeek', name: expect.any(String) },
      client: null,
      sort: 'recent',
      next: null,
    });
    expect(tasks.map(({ title, lastReport }) => [title, lastReport?.precision])).toEqual([
      [expect.any(String), 'week'],
      [expect.any(String), 'week'],
      ['Il y a un mois', 'month'],
    ]);
    // Within a week, and within a month, the order tells no day.
    const ids = tasks.slice(0, 2).map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  test('or the best paid an hour first, across currencies, of the last 90 days', async () => {
    const platform = 'roamler';
    const established = await makeRegular();
    const paid = async (title: string, reward: string, more = {}) => {
      const said = { platform, title, reward, ...more };
      await makeTaskReport(site, said);
      await makeTaskReport(site, said);
      return makeTaskReport(site, { ...said, member: established });
    };
    await makeTaskReport(site, { platform, title: 'D’un nouveau compte', reward: '99,00' });
    await paid('Un euro', '1,00');
    await paid('Deux mille ariary', '2000', { currency: 'MGA' });
    await paid('Trois euros', '3,00');
    await paid('Sans temps', '50,00', { time: undefined });
    await paid('D’il y a longtemps', '90,00', { daysAgo: 121, workedOn: '2026-07-01' });
    expect(await titles(`platform=${platform}&sort=pay`)).toEqual([
      'Trois euros',
      'Un euro',
      'Deux mille ariary',
    ]);
  });

  test('lists the tasks of a client, also of one that was joined to it', async () => {
    const named = { client: 'Étiquettes SA', notAPerson: true };
    await makeTaskReport(site, { title: 'Pour le client', ...named });
    await makeTaskReport(site, { title: 'Pour personne' });
    const { slug, id } = await site.database.prisma.client.findFirstOrThrow({
      where: { name: 'Étiquettes SA' },
    });
    const root = await site.database.prisma.client.create({
      data: {
        id: 'rootclient00',
        slug: 'racine',
        name: 'Racine',
        rootId: 'rootclient00',
        createdOn: site.clock.now,
      },
    });
    await site.database.prisma.client.update({ where: { id }, data: { rootId: root.id } });
    for (const asked of [slug, 'racine']) {
      const { tasks, client } = await list(`client=${asked}`);
      expect(client).toEqual({ slug: 'racine', name: 'Racine' });
      expect(tasks).toMatchObject([
        { title: 'Pour le client', client: { slug: 'racine', name: 'Racine' } },
      ]);
    }
  });

  test('goes on after the last of a page, without losing or repeating one', async () => {
    const platform = 'mobeye';
    for (let n = 0; n < 27; n += 1) {
      await makeTaskReport(site, { platform, title: `Tâche ${n}`, daysAgo: n % 3 });
    }
    await site.database.sql(
      `UPDATE task t SET hourly_eur = 100 FROM platform p WHERE p.id = t.platform_id AND p.slug = $1`,
      [platform],
    );
    for (const sort of ['recent', 'pay']) {
      const first = await list(`platform=${platform}&sort=${sort}`);
      expect(first.tasks).toHaveLength(24);
      const second = await list(`platform=${platform}&sort=${sort}&after=${first.next}`);
      expect(second.next).toBeNull();
      const ids = [...first.tasks, ...second.tasks].map(({ id }) => id);
      expect(new Set(ids).size).toBe(27);
      const few = await list(`platform=${platform}&sort=${sort}&limit=5`);
      expect(few.tasks).toEqual(first.tasks.slice(0, 5));
      expect(few.next).toBe(few.tasks.at(-1)?.id);
    }
  });

  test.each([
    ['sort=best', 422],
    ['after=x', 422],
    ['platform=nulle-part', 404],
    ['client=personne', 404],
  ])('?%s: %i', async (query, status) => {
    expect((await site.get(`/api/tasks?${query}`)).statusCode).toBe(status);
  });
});

describe('when a task was last reported', () => {
  test('shows its hour once three established members reported it within a week', async () => {
    const title = 'Très demandée';
    const report = async (more = {}) => {
      const member = await makeRegular();
      return makeTaskReport(site, { title, member, ...more });
    };
    await report({ daysAgo: 3, workedOn: '2026-11-10' });
    await makeTaskReport(site, { title });
    const { taskId } = await report();
    expect((await readTask(taskId)).lastReport?.precision).toBe('week');
    await report();
    expect((await readTask(taskId)).lastReport).toEqual({
      precision: 'hours',
      hours: 0,
      month: '2026-11',
    });
  });
});

describe('GET /api/tasks/:id/reports', () => {
  test('says of each what it paid an hour, and who may edit it', async () => {
    const title = 'Lue par tous';
    const { taskId, member } = await makeTaskReport(site, { title });
    await makeTaskReport(site, { title, paid: 0, pending: 3 });
    const response = await site.get(`/api/tasks/${taskId}/reports`, member.cookie);
    const { reports } = taskReportsResponse.parse(response.json());
    const said = reports.map(({ hourlyMinor, can }) => [hourlyMinor, can.edit]);
    expect(said).toHaveLength(2);
    expect(said).toEqual(
      expect.arrayContaining([
        [270, true],
        [null, false],
      ]),
    );
  });

  test('goes on after the last of a page', async () => {
    const title = 'Beaucoup de retours';
    const member = await makeMember(site);
    let taskId = '';
    for (let n = 0; n < 14; n += 1) {
      ({ taskId } = await makeTaskReport(site, {
        title,
        member,
        daysAgo: n * 3,
        workedOn: '2026-09-01',
      }));
    }
    const read = async (query: string) =>
      taskReportsResponse.parse((await site.get(`/api/tasks/${taskId}/reports${query}`)).json());
    const first = await read('');
    const second = await read(`?before=${first.next}`);
    expect(first.reports).toHaveLength(12);
    expect(second.next).toBeNull();
    expect(new Set([...first.reports, ...second.reports].map(({ id }) => id)).size).toBe(14);
    const wrong = await site.get(`/api/tasks/${taskId}/reports?before=x`);
    expect(wrong.statusCode).toBe(422);
  });

  test('is not found for a task that is not there', async () => {
    expect((await site.get('/api/tasks/zzzzzzzzzzzz/reports')).statusCode).toBe(404);
    expect((await site.get('/api/tasks/zzzzzzzzzzzz')).statusCode).toBe(404);
  });
});

describe('GET /api/me/task-reports', () => {
  test('holds hers alone, exact, a page at a time', async () => {
    const member = await makeMember(site);
    for (let n = 0; n < 51; n += 1) {
      await makeTaskReport(site, {
        member,
        title: `Mienne ${n}`,
        paid: 123,
        daysAgo: n % 4,
        workedOn: '2026-09-01',
      });
    }
    await makeTaskReport(site, { title: 'D’une autre' });
    const read = async (query: string) =>
      ownTaskReportsResponse.parse(
        (await site.get(`/api/me/task-reports${query}`, member.cookie)).json(),
      );
    const first = await read('');
    const second = await read(`?before=${first.next}`);
    const all = [...first.reports, ...second.reports];
    expect(second.next).toBeNull();
    expect(new Set(all.map(({ title }) => title)).size).toBe(51);
    expect(all.every(({ paid }) => paid === 123)).toBe(true);
  });

  test('is hers alone', async () => {
    const { id } = await makeTaskReport(site);
    const { cookie } = await makeMember(site);
    expect((await site.get(`/api/me/task-reports/${id}`)).statusCode).toBe(401);
    expect((await site.get(`/api/me/task-reports/${id}`, cookie)).statusCode).toBe(404);
    expect((await site.get('/api/me/task-reports')).statusCode).toBe(401);
    expect((await site.get('/api/me/task-reports?before=x', cookie)).statusCode).toBe(422);
  });
});

describe('the figures of a platform', () => {
  test('are what those of one task with all its reports are', async () => {
    const title = 'Une seule tâche';
    const platform = 'appen';
    const make = (fields: object) => makeTaskReport(site, { platform, title, ...fields });
    await site.database.sql(
      `DELETE FROM task_report r USING platform p WHERE p.id = r.platform_id AND p.slug = $1`,
      [platform],
    );
    const { member } = await make({ paid: 12, refusedWithReason: 3, approvalDays: 2 });
    await make({ member, recommends: 'yes', workedOn: '2026-10-05', ethics: ['shocking'] });
    await make({ member, recommends: 'no', contact: 'unanswered', time: undefined, paid: 9 });
    await make({ paid: 0, pending: 4, ethics: ['shocking', 'other'], contact: 'answered' });
    await make({ paid: 0, screenOuts: 5, abandoned: 1, broken: 2, time: '45 s' });
    await make({ refusedWithoutReason: 7, approvalDays: 30, breaksTerms: true, recommends: 'no' });
    const { taskId } = await make({ solicited: true, paid: 900 });
    const { evidence } = platformResponse.parse(
      (await site.get(`/api/platforms/${platform}`)).json(),
    );
    const { figures } = await readTask(taskId);
    expect(figures?.reports).toBe(6);
    expect(evidence.tasks).toEqual(figures);
  });
});

describe('findings that name an author', () => {
  test('take her reports out of every figure; lifted, they bring them back', async () => {
    const slug = 'foule-factory';
    const title = 'Gonflée';
    const moderator = await makeMember(site, { moderator: true });
    await makeWatchedPlatform(site, slug);
    await makeEstablishedPosters(site, slug, 7, 'received');
    // Reported before anything is found: figures change under it.
    const [first] = await makeNewAccountCrowd(site, slug, 3, 'refused');
    const { taskId } = await makeTaskReport(site, {
      platform: slug,
      title,
      paid: 90,
      member: first?.member,
    });
    await makeTaskReport(site, { platform: slug, title });
    const counted = async (): Promise<unknown[]> => {
      const { evidence } = platformResponse.parse(
        (await site.get(`/api/platforms/${slug}`)).json(),
      );
      return [(await readTask(taskId)).figures?.reports, evidence.tasks?.reports];
    };
    expect(await counted()).toEqual([2, 2]);
    await makeNewAccountCrowd(site, slug, 9, 'refused');
    expect(await counted()).toEqual([1, 1]);
    const { reports } = taskReportsResponse.parse(
      (await site.get(`/api/tasks/${taskId}/reports`)).json(),
    );
    expect(reports.map(({ suspect }) => suspect).toSorted()).toEqual([false, true]);

    for (const { id } of (await readFindings(site, slug)).findings) {
      const lift = { kind: 'lift-finding', rule: 'known-cause', reason: 'Un journal en a parlé.' };
      await decideByTwo(site, `/api/findings/${id}/decisions`, lift, moderator);
    }
    await site.catchUp();
    expect(await counted()).toEqual([2, 2]);
  });
});
