import { beforeAll, describe, expect, test } from 'vitest';
import { platformResponse } from '#shared/directory/platforms.ts';
import { ownTaskReportsResponse, publishedTask, tasksResponse } from '#shared/evidence/tasks.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeTaskReport, makeTaskWithFigures } from '#tests/support/tasks.ts';
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

describe('GET /api/tasks', () => {
  test('lists the tasks of a platform, those whose figures moved last first', async () => {
    const platform = 'bpeek';
    await makeTaskWithFigures(site, { platform, title: 'Hier', daysAgo: 1 });
    await makeTaskWithFigures(site, { platform, title: 'Aujourd’hui' });
    const month = { daysAgo: 30, workedOn: '2026-10-01' };
    await makeTaskWithFigures(site, { platform, title: 'Il y a un mois', ...month });
    await makeTaskReport(site, { platform, title: 'Elle attend', waits: true });
    await makeTaskWithFigures(site, { platform: 'appen', title: 'Ailleurs' });
    const { tasks, ...rest } = await list(`platform=${platform}`);
    expect(rest).toEqual({
      platform: { slug: 'bpeek', name: expect.any(String) },
      client: null,
      sort: 'recent',
      next: null,
    });
    expect(tasks.map(({ title, lastMonth }) => [title, lastMonth])).toEqual([
      [expect.any(String), '2026-11'],
      [expect.any(String), '2026-11'],
      ['Il y a un mois', '2026-10'],
    ]);
    // Within a month the order tells no day.
    const ids = tasks.slice(0, 2).map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  test('or the best paid an hour first, across currencies, of the last 90 days', async () => {
    const platform = 'roamler';
    const paid = (title: string, reward: string, more = {}) =>
      makeTaskWithFigures(site, { platform, title, reward, ...more });
    await makeTaskReport(site, { platform, title: 'D’un seul compte', reward: '99,00' });
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
    await makeTaskWithFigures(site, { title: 'Pour le client', ...named });
    await makeTaskWithFigures(site, { title: 'Pour personne' });
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

describe('GET /api/tasks/:id', () => {
  test('keeps a title that was public, without figures of too few', async () => {
    const { taskId } = await makeTaskReport(site, { title: 'Publique autrefois' });
    expect(await readTask(taskId)).toMatchObject({ title: 'Publique autrefois', figures: null });
  });

  test('is not found for a task that nobody sees yet, nor for one that is not there', async () => {
    const { taskId, member } = await makeTaskReport(site, { title: 'Pas encore', waits: true });
    expect((await site.get(`/api/tasks/${taskId}`)).statusCode).toBe(404);
    expect((await site.get(`/api/tasks/${taskId}`, member.cookie)).statusCode).toBe(404);
    expect((await site.get('/api/search?q=Pas+encore')).json()).toMatchObject({ tasks: [] });
    expect((await site.get('/api/tasks/zzzzzzzzzzzz')).statusCode).toBe(404);
  });

  test('has no reports', async () => {
    const { taskId } = await makeTaskWithFigures(site, { title: 'Sans liste' });
    expect((await site.get(`/api/tasks/${taskId}/reports`)).statusCode).toBe(404);
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
    const own = { platform, title };
    await site.database.sql(
      `DELETE FROM task_report r USING platform p WHERE p.id = r.platform_id AND p.slug = $1`,
      [platform],
    );
    const { members } = await makeTaskWithFigures(
      site,
      { ...own, paid: 12, refusedWithReason: 3, approvalDays: 2 },
      { ...own, paid: 0, pending: 4, ethics: ['shocking', 'other'], contact: 'answered' },
      { ...own, paid: 0, screenOuts: 5, abandoned: 1, broken: 2, time: '45 s' },
      { ...own, refusedWithoutReason: 7, approvalDays: 30, breaksTerms: true, recommends: 'no' },
      { ...own, paid: 9, time: undefined, contact: 'unanswered' },
      { ...own, paid: 2, recommends: 'yes' },
      { ...own, paid: 1, refusedWithReason: 1 },
    );
    const [member] = members;
    await makeTaskReport(site, { ...own, member, recommends: 'yes', workedOn: '2026-10-05' });
    await makeTaskReport(site, { ...own, member, recommends: 'no', time: undefined, paid: 9 });
    const { taskId } = await makeTaskReport(site, { ...own, solicited: true, paid: 900 });
    const { evidence } = platformResponse.parse(
      (await site.get(`/api/platforms/${platform}`)).json(),
    );
    const { figures } = await readTask(taskId);
    expect(figures).toMatchObject({ members: 5, hourly: { members: 5 }, refused: { members: 5 } });
    expect(evidence.tasks).toEqual(figures);
  });
});

describe('findings that name an author', () => {
  test('take her reports out of every figure; lifted, they bring them back', async () => {
    const slug = 'foule-factory';
    const title = 'Gonflée';
    const moderator = await makeMember(site, { moderator: true });
    await makeWatchedPlatform(site, slug);
    await makeEstablishedPosters(site, slug, 7, 'refused');
    // Reported before anything is found: figures change under it.
    const [first] = await makeNewAccountCrowd(site, slug, 3, 'received');
    const { taskId } = await makeTaskWithFigures(
      site,
      ...Array.from({ length: 9 }, () => ({ platform: slug, title })),
    );
    await makeTaskReport(site, { platform: slug, title, member: first?.member });
    const counted = async (): Promise<unknown[]> => {
      const { evidence } = platformResponse.parse(
        (await site.get(`/api/platforms/${slug}`)).json(),
      );
      return [(await readTask(taskId)).figures?.members, evidence.tasks?.members];
    };
    expect(await counted()).toEqual([10, 10]);
    await makeNewAccountCrowd(site, slug, 9, 'received');
    expect(await counted()).toEqual([5, 5]);

    for (const { id } of (await readFindings(site, slug)).findings) {
      const lift = { kind: 'lift-finding', rule: 'known-cause', reason: 'Un journal en a parlé.' };
      await decideByTwo(site, `/api/findings/${id}/decisions`, lift, moderator);
    }
    await site.catchUp();
    expect(await counted()).toEqual([10, 10]);
  });
});
