import { beforeAll, expect, test } from 'vitest';
import { refreshClientFigures } from '#server/directory/clients/refresh-client-figures.ts';
import { randomId } from '#server/core/ids.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { FIGURE_MIN_MEMBERS } from '#shared/evidence/tasks.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts } from '#tests/support/factories.ts';
import { TASK_REPORT } from '#tests/support/tasks.ts';
import {
  CLIENT_RATINGS,
  CHANGE_REASON,
  findBrokenMergeChains,
  changeClientAs,
  findLatestClientChange,
  makeClient,
  undoClientChangeAs,
} from './clients.testing.ts';

const ROUNDS = 2;
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

type Summary = RowOf<typeof SUMMARY>;

const SUMMARY = {
  clientId: col.text,
  tasks: col.json<object>().orNull,
  count: col.text.orNull,
  spread: col.json<object>().orNull,
  legacy: col.json<object>().orNull,
} satisfies RowShape;

/** What moves with a client's own evidence alone; the means also move with the whole site's. */
const summaries = (): Promise<Summary[]> =>
  site.database.sql(
    statement(
      SUMMARY,
      `SELECT client_id AS "clientId", figures -> 'tasks' AS tasks, legacy,
            figures -> 'rating' ->> 'count' AS count, figures -> 'rating' -> 'distribution' AS spread
       FROM client_summary ORDER BY 1`,
    ),
  );

/** What is kept is what would be computed, and is kept of roots alone. */
async function expectFresh(): Promise<void> {
  // An answer waits for figures half a second at most.
  await site.catchUp();
  const kept = await summaries();
  for (const { clientId } of kept) {
    await site.database.prisma.$transaction((tx) =>
      refreshClientFigures(tx, clientId, site.clock.now),
    );
  }
  expect(await summaries()).toEqual(kept);
  const roots = await site.database.sql(
    statement({ id: col.text }, 'SELECT id FROM client WHERE root_id = id ORDER BY 1'),
  );
  expect(kept.map(({ clientId }) => clientId)).toEqual(roots.map(({ id }) => id));
}

test('clients are joined and come apart while members report and rate: no figure is lost', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const externalId = randomId();
    const one = await makeClient(site);
    const other = await makeClient(site, { externalId });
    const members = await Promise.all(
      Array.from({ length: FIGURE_MIN_MEMBERS }, () => makeMember(site, { established: true })),
    );
    const [joiner] = members;
    const report = { ...TASK_REPORT, clientId: externalId, notAPerson: true };
    const review = { ...CLIENT_RATINGS, platform: 'clickworker', experiencedMonth: '2026-10' };
    const everything = (pay: number): Promise<{ statusCode: number }[]> =>
      Promise.all(
        members.flatMap(({ cookie }) => [
          site.post('/api/task-reports', { ...report, title: `Tâche ${randomId()}` }, cookie),
          site.post(`/api/clients/${one.slug}/review`, { ...review, pay }, cookie),
          site.post(`/api/clients/${other.slug}/review`, { ...review, pay: pay + 1 }, cookie),
        ]),
      );
    await everything(1);
    const join = { other: other.slug, reason: CHANGE_REASON };
    const [joined, reported] = await Promise.all([
      changeClientAs(site, joiner ?? null, one, 'join', join),
      everything(2),
      showAllPosts(site),
    ]);
    expect(joined).toBe(200);
    expect(reported.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
    const id = await findLatestClientChange(site, one);
    const [undone, again] = await Promise.all([
      undoClientChangeAs(site, joiner ?? null, id),
      everything(3),
      showAllPosts(site),
    ]);
    expect(undone).toBe(200);
    expect(again.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
    expect(await findBrokenMergeChains(site)).toEqual([]);
    await expectFresh();
    const kept = await summaries();
    expect(kept.filter(({ count }) => count === null)).toEqual([]);
    expect(kept.filter(({ tasks }) => tasks !== null)).toHaveLength(round + 1);
  }
});
