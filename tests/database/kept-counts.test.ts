import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { countAtFirst } from '#server/database/kept-counts.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';

/** Counts that triggers keep are those that one counts (forum_thread_counted, forum_thread_recounted, member_counted). */

let site: TestApp;
let categories: string[];

const KEPT = statement(
  { name: col.text, part: col.text, count: col.int },
  `SELECT name, part, sum(count)::int AS count FROM kept_count WHERE name <> 'counted'
    GROUP BY name, part HAVING sum(count) <> 0 ORDER BY name, part`,
);
const COUNTED = statement(
  { name: col.text, part: col.text, count: col.int },
  `SELECT * FROM (
     SELECT 'members' AS name, '' AS part, count(*)::int AS count FROM member
      UNION ALL SELECT 'threads', category_id, count(*)::int FROM forum_thread WHERE posts > 0 GROUP BY category_id
      UNION ALL SELECT 'posts', category_id, sum(posts)::int FROM forum_thread GROUP BY category_id) c
    WHERE count <> 0 ORDER BY name, part`,
);

beforeAll(async () => {
  site = await createTestApp();
  const rows = await site.database.prisma.forumCategory.findMany({ orderBy: { place: 'asc' } });
  categories = rows.map(({ id }) => id);
});

async function expectCounted(): Promise<void> {
  const kept = await site.database.sql(KEPT);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept).toEqual(await site.database.sql(COUNTED));
}

test('keep_forum_counts, keep_member_count, add_to_count: equal after many writes at once', async () => {
  const random = createRandom(28);
  const draw = (below: number): number => Math.floor(random.next() * below);
  const { sql } = site.database;
  const threads: TestThread[] = [];
  const acts: readonly ((thread: TestThread, category: string) => Promise<unknown>)[] = [
    () => makeMember(site),
    async () => threads.push(await makeThread(site)),
    ({ id, member }) => makePost(site, id, { member }),
    ({ id, member }) => makePost(site, id, { member }),
    ({ id }, category) =>
      sql('UPDATE forum_thread SET category_id = $2, posts = posts + 2 WHERE id = $1', [
        id,
        category,
      ]),
    // Posts that move to another thread, and back.
    ({ id }) => sql('UPDATE forum_thread SET posts = 0 WHERE id = $1', [id]),
    ({ id }) => sql('DELETE FROM forum_thread WHERE id = $1', [id]),
    ({ member }) => sql('DELETE FROM member WHERE id = $1', [member.id]),
    async ({ id }) => {
      const undone = site.database.prisma.$transaction(async (tx) => {
        await tx.sql('UPDATE forum_thread SET posts = posts + 5 WHERE id = $1', [id]);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
    },
  ];
  threads.push(await makeThread(site), await makeThread(site), await makeThread(site));
  for (let round = 0; round < 25; round += 1) {
    const chosen = Array.from({ length: 6 }, () => acts[draw(acts.length)]);
    await Promise.allSettled(
      chosen.map((act) => {
        const thread = threads[draw(threads.length)];
        return thread && act?.(thread, categories[draw(categories.length)] ?? '');
      }),
    );
  }
  await expectCounted();
});

test('add_to_count: a writer waits for no other', async () => {
  const { url } = site.database;
  const [first, second] = [0, 1].map(() => new pg.Client({ connectionString: url }));
  const writers = [first, second].flatMap((client) => client ?? []);
  onTestFinished(async () => {
    await Promise.all(writers.map((client) => client.end()));
  });
  for (const client of writers) {
    await client.connect();
    await client.query(`SET lock_timeout = '1s'`);
    await client.query('BEGIN');
    // Would fail with a lock time-out where both took the same row.
    await client.query(`SELECT add_to_count('posts', $1, 1)`, [categories[0]]);
  }
  for (const client of writers) await client.query('ROLLBACK');
  await expectCounted();
});

test('recount: mends what was changed without triggers', async () => {
  const thread = await makeThread(site);
  await site.database.prisma.$transaction(async (tx) => {
    await tx.sql('SET LOCAL session_replication_role = replica');
    await tx.sql('UPDATE forum_thread SET posts = posts + 7 WHERE id = $1', [thread.id]);
  });
  expect(await site.database.sql(KEPT)).not.toEqual(await site.database.sql(COUNTED));
  await countAtFirst(site.database);
  await expectCounted();
  // Once only: the tables are locked meanwhile.
  await site.database.sql(`UPDATE kept_count SET cell = 1 WHERE name = 'counted'`);
  await countAtFirst(site.database);
  const [{ cell } = { cell: null }] = await site.database.sql(
    statement({ cell: col.int }, `SELECT cell FROM kept_count WHERE name = 'counted'`),
  );
  expect(cell).toBe(1);
});
