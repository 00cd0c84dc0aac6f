import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findBreakingStatements } from '#server/database/migrations/compatibility-check.ts';
import { migrateAtStart } from '#server/database/migrations/expand-and-contract.ts';
import { col, statement } from '#server/database/sql.ts';
import { propose } from '#tests/support/boycott-lifecycle.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { everyRoute, crawl } from '#tests/support/crawl.ts';

/**
 * A new version has added to every table, and more tables, while this one serves: what was planned once
 * for the tables as they were goes on, and so does all that is written.
 */

const NEXT = '20990101000000_what_comes_next';
let site: TestApp;
let member: TestMember;
let paths: string[];
let before: ReadonlyMap<string, string>;

/** What a reader and a member of everything get, by address. */
async function readAll(): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const path of paths) {
    const [seen, own] = [await site.get(path), await site.get(path, member.cookie)];
    answers.set(path, `${seen.statusCode} ${own.statusCode}`);
  }
  return answers;
}

beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  await makeEverything();
  paths = await placesOf();
  before = await readAll();
});

type Made = Parameters<typeof everyRoute>[1];
let made: Made;

async function makeEverything(): Promise<void> {
  const payout = await makePayout(site, { screenshot: true });
  const incident = await makeIncident(site, {});
  await makeReview(site, {});
  const task = await makeTaskReport(site);
  await makeReply(site, { state: 'published' });
  const thread = await makeThread(site, { title: 'Paie-t-elle ?', payoutId: payout.id });
  await makePost(site, thread.id, { member, text: 'Toujours rien depuis lundi.' });
  await makePayout(site, { member, state: 'waiting' });
  await sequence(site);
  made = {
    payouts: payout.id,
    incidents: incident.id,
    tasks: task.taskId,
    threads: thread.id,
    posts: thread.postId,
    boycotts: (await propose(site)).id,
  };
}

/** Asked once here and twice below, a question has its name and the database its plan of it. */
async function placesOf(): Promise<string[]> {
  const routes = await everyRoute(site, made);
  const { bodies } = await crawl(site, ['/', '/api/search?q=lundi', ...routes], isNear);
  return [...bodies.keys()];
}

/** Of other platforms nothing is shown here; in English are the same pages, with questions the same lists. */
function isNear(path: string): boolean {
  return !/(?:plateformes|platforms)\/(?!clickworker)|^\/en\/|\?|image\.png/.test(path);
}

test('this version reads and writes on while a newer one has added to every table', async () => {
  expect(paths.length).toBeGreaterThan(100);
  expect([...before].filter(([, codes]) => codes.includes('5'))).toEqual([]);

  const script = await additions();
  expect(findBreakingStatements(script)).toEqual([]);
  const migrations = join(site.dataDir, 'migrations');
  cpSync(join(process.cwd(), 'prisma', 'migrations'), migrations, { recursive: true });
  cpSync(join(process.cwd(), 'prisma', 'sql'), join(site.dataDir, 'sql'), { recursive: true });
  mkdirSync(join(migrations, NEXT));
  writeFileSync(join(migrations, NEXT, 'migration.sql'), script);
  const { applied } = await migrateAtStart(site.database, migrations, { processes: 2 });
  expect(applied).toEqual([NEXT]);

  expect(await readAll()).toEqual(before);
  await makeEverything();
  expect(await site.get(`/fr/forum/sujets/${made.threads}`)).toHaveProperty('statusCode', 200);
  const [{ rows } = { rows: 0 }] = await site.database.sql(
    statement(
      { rows: col.int },
      'SELECT count(*)::int AS rows FROM payout WHERE added_number = 7 AND added_text IS NULL',
    ),
  );
  expect(rows).toBe(await site.database.prisma.payout.count());
});

async function additions(): Promise<string> {
  const tables = await site.database.sql(
    statement(
      { name: col.text },
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()
        AND tablename <> '_prisma_migrations' ORDER BY 1`,
    ),
  );
  expect(tables.length).toBeGreaterThan(60);
  const columns = tables.map(
    ({ name }) =>
      `ALTER TABLE "${name}" ADD COLUMN "added_text" TEXT, ADD COLUMN "added_number" INTEGER NOT NULL DEFAULT 7;`,
  );
  return `${columns.join('\n')}
    CREATE TABLE "added" ("member_id" TEXT PRIMARY KEY REFERENCES "member"("id") ON DELETE CASCADE);
    CREATE INDEX "added_index" ON "added"("member_id");`;
}
