import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { dayToDate } from '#server/database/db.ts';
import { makeTaskFigures, paidHourly } from '#server/directory/clients/legacy-figures.testing.ts';
import { foldName } from '#shared/core/text.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { makeKnownClient } from './turkopticon.testing.ts';

/** TurkerView's reads about single tasks, as the scripts that show them on each row of a list ask. */

const RID = 'A3ATHS7YPF6VQE';
const FEW = paidHourly(1_060);
const MANY: Partial<TaskFigures> = {
  members: 20,
  hourly: { currency: 'USD', low: 600, median: 1_200, high: 1_800, members: 20 },
};

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  const client = await makeKnownClient(site, { rid: RID, facts: {} });
  const merged = await makeKnownClient(site, { rid: 'A9MERGED000001', facts: {} });
  await site.database.prisma.client.update({
    where: { id: merged.id },
    data: { rootId: client.id },
  });
  await makeTask(client.id, 'Label pictures', 50, FEW);
  await makeTask(client.id, 'Rate v2.50 of our "site"', 1_250, MANY);
  await makeTask(client.id, 'Nobody measured', 50, {});
  await makeTask(client.id, 'Paid nothing', 50, paidHourly(0));
  await makeTask(client.id, 'Fewer than five', 50, FEW, null);
  await makeTask(merged.id, 'Of the merged one', 5, FEW);
});

async function makeTask(
  clientId: string,
  title: string,
  rewardMinor: number,
  figures: Partial<TaskFigures>,
  lastReportAt: Date | null = site.clock.now,
): Promise<void> {
  await site.database.prisma.task.create({
    data: {
      id: randomId(),
      platformId: await platformId(site, 'amazon-mechanical-turk'),
      clientId,
      title,
      titleKey: foldName(title),
      currency: 'USD',
      rewardMinor,
      createdOn: dayToDate('2026-10-01'),
      lastReportAt,
      ...(lastReportAt === null ? {} : { figures: makeTaskFigures(figures) }),
    },
  });
}

const send = (url: string, payload: string, type = 'text/plain;charset=UTF-8') =>
  site.app.inject({
    method: 'POST',
    url,
    headers: {
      host: 'localhost',
      origin: 'https://worker.mturk.com',
      'content-type': type,
      'x-view-key': 'k'.repeat(40),
    },
    payload,
  });
const askKeys = async (...keys: string[]): Promise<Record<string, Record<string, number>>> =>
  (await send('/v1/hits/', JSON.stringify(keys))).json();
const askTask = async (task: object): Promise<Record<string, unknown>> =>
  (await send('/v1/hits/hit/', JSON.stringify(task))).json();

describe('POST /v1/hits/', () => {
  test('answers by the key, in seconds of a run, so that scripts come to the same rate', async () => {
    const key = `${RID}0.50Label pictures`;
    const answer = await askKeys(key);
    expect(answer).toEqual({
      [key]: {
        total_reviews: 10,
        avg_completion: 169.811,
        min_completion: null,
        max_completion: null,
      },
    });
    expect(((3_600 / (answer[key]?.['avg_completion'] ?? 0)) * 0.5).toFixed(2)).toBe('10.60');
  });

  test('has the quartiles from twenty members on: the least time at the highest rate', async () => {
    const key = `${RID}12.50Rate v2.50 of our "site"`;
    expect((await askKeys(key))[key]).toEqual({
      total_reviews: 20,
      avg_completion: 3_750,
      min_completion: 2_500,
      max_completion: 7_500,
    });
  });

  test('knows a title in any case, and the tasks of a client by each of its ids', async () => {
    const keys = [`${RID}0.50LABEL  pictures!`, `A9MERGED0000010.50Label pictures`];
    expect(Object.keys(await askKeys(...keys))).toEqual(keys);
    const joined = `${RID}0.05Of the merged one`;
    expect(Object.keys(await askKeys(joined))).toEqual([joined]);
  });

  test.each([
    `${RID}0.51Label pictures`,
    `${RID}10.50Label pictures`,
    `${RID}00.50Label pictures`,
    'AUNKNOWN0000010.50Label pictures',
    `${RID}0.50Nobody measured`,
    `${RID}0.50Paid nothing`,
    `${RID}0.50Fewer than five`,
    `${RID}0.50`,
    RID,
    '__proto__',
    '',
    '\u0000',
  ])('leaves out what is not known with a rate, never a zero: %j', async (key) => {
    expect((await send('/v1/hits', JSON.stringify([key]))).body).toBe('{}');
  });

  test.each(['{}', 'null', '[1,null,{}]', '"x"', '[]'])('finds nothing in %s', async (body) => {
    expect((await send('/v1/hits/', body)).body).toBe('{}');
  });

  test.each(['', '{', 'no json'])('refuses what is no JSON: %j', async (body) => {
    expect((await send('/v1/hits/', body)).statusCode).toBe(422);
  });
});

describe('POST /v1/hits/hit/', () => {
  test('tells one task, and of what it does not know nothing that a script takes for 0', async () => {
    const unknown = { hourly: 'n/a', time: 'n/a', class: 'muted' };
    const asked = { requester_id: RID, reward: 0.5, title: 'Label pictures' };
    const answer = await askTask(asked);
    expect(answer).toEqual({
      requester_id: RID,
      total_reviews: 10,
      avg_hourly: '10.60',
      avg_class: 'success',
      avg_comp: 169.811,
      min_hourly: 'n/a',
      min_class: 'muted',
      max_hourly: 'n/a',
      max_class: 'muted',
      user_splits: {
        careful: unknown,
        relaxed: unknown,
        average: unknown,
        fast: unknown,
        proficient: unknown,
      },
      user_group: 0,
    });
    expect(await askTask({ ...asked, reward: '0.50' })).toEqual(answer);
    expect(
      await askTask({ requester_id: RID, reward: 12.5, title: 'Rate v2.50 of our "site"' }),
    ).toMatchObject({ min_hourly: '6.00', min_class: 'danger', max_hourly: '18.00' });
  });

  test.each([
    { requester_id: RID, reward: 0.5, title: 'Another one' },
    { requester_id: RID, reward: 0.5, title: 'Fewer than five' },
    { requester_id: RID, reward: 'x', title: 'Label pictures' },
    { requester_id: 7, reward: 0.5, title: 'Label pictures' },
    {},
  ])('has a rate of null for what it does not know: %j', async (task) => {
    expect(await askTask(task)).toMatchObject({
      total_reviews: 0,
      avg_hourly: null,
      avg_comp: null,
    });
  });
});

test('GET /v2/returns/retrieve/ has no single report of anybody', async () => {
  for (const url of ['/v2/returns/retrieve/?hit_set_id=3X', '/v2/returns/retrieve']) {
    const response = await site.get(url);
    expect([response.statusCode, response.json()]).toEqual([200, { reviews: [], notice: null }]);
    expect(response.headers['access-control-allow-origin']).toBe('*');
  }
});

test.each(['/v1/hits/', '/v1/hits/hit/', '/v2/returns/retrieve/'])(
  'a browser that asks before is allowed, and sets no cookie: %s',
  async (url) => {
    const response = await site.app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        host: 'localhost',
        origin: 'https://worker.mturk.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-app-key,x-app-ver,x-view-key',
      },
    });
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-methods']).toContain('POST');
    expect(response.headers['set-cookie']).toBeUndefined();
  },
);
