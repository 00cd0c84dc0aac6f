import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/** A process is killed in the middle of a job: one of the others takes the job over. */

const running: RunningSite[] = [];
let environment: Record<string, string>;
let database: Database;
let holder: pg.Client;

beforeAll(async () => {
  const url = await makeTestDatabase(TEMPLATE);
  environment = {
    DATABASE_URL: url,
    PROCESSES: '2',
    SECRET_KEY: 'ab'.repeat(32),
    DAILY_DUMP: 'false',
  };
  database = await openPostgres(url, 'a looker-on');
  holder = new pg.Client({ connectionString: url });
  await holder.connect();
});
afterAll(async () => {
  await Promise.all(running.map((site) => site.stop()));
  await holder.end();
  await database.close();
});

type Found = RowOf<typeof FOUND>;

const FOUND = { by: col.text.orNull, done: col.bool } satisfies RowShape;
const texts = async (): Promise<Found | undefined> => {
  const [row] = await database.sql(
    statement(
      FOUND,
      `SELECT (SELECT locked_by FROM graphile_worker.jobs WHERE task_identifier = 'texts') AS by,
            EXISTS (SELECT FROM job_state WHERE name = 'texts' AND succeeded_at IS NOT NULL) AS done`,
    ),
  );
  return row;
};
const until = async (holds: (found: Found | undefined) => boolean): Promise<void> => {
  while (!holds(await texts().catch(() => undefined))) await setTimeout(100);
};

test('a job of a killed process is done by another one, which waits for no four hours', async () => {
  // The job waits for this table, in the process that took it.
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE search_word IN ACCESS EXCLUSIVE MODE');
  const first = await startSite({ environment });
  running.push(first);
  await until((found) => typeof found?.by === 'string');
  const before = await texts();
  running.push(await startSite({ environment }));
  expect(await texts()).toEqual({ by: before?.by, done: false });
  await first.stop({ signal: 'SIGKILL' });
  await until((found) => typeof found?.by === 'string' && found.by !== before?.by);
  await holder.query('ROLLBACK');
  // The job's lock is released after its own transaction.
  await until((found) => found?.done === true && found.by === null);
  expect(await texts()).toEqual({ by: null, done: true });
});
