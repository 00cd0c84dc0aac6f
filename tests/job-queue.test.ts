import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { openJobQueue, type JobQueue, type QueuedJob } from '#server/operations/jobs/job-queue.ts';
import { gate } from '#tests/support/promise-gate.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/** The queue that all processes share, here with two of them in one. */

let database: Database;
const queues: JobQueue[] = [];
const warnings: unknown[] = [];
const log = {
  error: (...line: unknown[]) => void warnings.push(line),
  warn: (...line: unknown[]) => void warnings.push(line),
};

beforeEach(async () => {
  database = await openPostgres(await makeTestDatabase(TEMPLATE));
  warnings.length = 0;
});
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.close();
  await database.close();
});

function open(jobs: readonly QueuedJob[]): JobQueue {
  const queue = openJobQueue(database.url, jobs, log);
  queues.push(queue);
  return queue;
}

const job = (name: string, run: () => Promise<void>, more: Partial<QueuedJob> = {}): QueuedJob => ({
  name,
  everyMinutes: 60,
  attempts: 3,
  run,
  ...more,
});

type Row = RowOf<typeof ROW>;

const ROW = {
  name: col.text,
  attempts: col.int,
  locked: col.bool,
  said: col.text.orNull,
} satisfies RowShape;
const rows = (): Promise<Row[]> =>
  database.sql(
    statement(
      ROW,
      `SELECT task_identifier AS name, attempts, locked_at IS NOT NULL AS locked, last_error AS said
       FROM graphile_worker.jobs ORDER BY 1`,
    ),
  );

test('of two processes one runs each job that is due, once, and no row of it is left', async () => {
  const ran: string[] = [];
  const names = ['one', 'two', 'three'];
  for (const by of ['here', 'there'])
    open(names.map((name) => job(name, async () => void ran.push(`${name} ${by}`))));
  await expect.poll(() => ran.length).toBe(3);
  await expect.poll(rows).toEqual([]);
  expect(ran.map((line) => line.split(' ')[0]).toSorted()).toEqual(names.toSorted());
  // Another process that starts finds none due.
  const late: string[] = [];
  open([
    ...names.map((name) => job(name, async () => void late.push(name))),
    job('new', async () => void late.push('new')),
  ]);
  await expect.poll(() => late).toEqual(['new']);
});

test('one that hangs or fails holds up no other; one that fails runs again after a pause', async () => {
  const hanging = gate();
  const ran: string[] = [];
  let failures = 0;
  open([
    job('hangs', () => hanging.opened),
    job('fails', async () => {
      failures += 1;
      if (failures === 1) throw new Error('fails failed');
      ran.push('fails');
    }),
    job('works', async () => void ran.push('works')),
  ]);
  await expect.poll(() => ran).toEqual(['works', 'fails']);
  await expect.poll(rows).toEqual([{ name: 'hangs', attempts: 1, locked: true, said: null }]);
  hanging.open();
  await expect.poll(rows).toEqual([]);
  expect(warnings).toEqual([]);
});

test('what is due by the clock of the database is queued, also where that was set back', async () => {
  await database.sql(
    `INSERT INTO job_state (name, queued_at) VALUES ('recent', now() - interval '10 minutes'),
       ('due', now() - interval '1 hour'), ('ahead', now() + interval '1 day')`,
  );
  const ran: string[] = [];
  const note = (name: string, more: Partial<QueuedJob> = {}): QueuedJob =>
    job(name, async () => void ran.push(name), more);
  open([note('recent'), note('due'), note('ahead'), note('later', { notAtFirst: true })]);
  await expect.poll(() => ran.toSorted()).toEqual(['ahead', 'due']);
  await expect.poll(rows).toEqual([]);
});

test('one that is woken runs once more, and once again where it was under way', async () => {
  let runs = 0;
  let [goOn, begun] = [gate(), gate()];
  const queue = open([
    job('figures', async () => {
      runs += 1;
      begun.open();
      await goOn.opened;
    }),
  ]);
  await begun.opened;
  const first = goOn;
  [goOn, begun] = [gate(), gate()];
  await Promise.all([queue.wake('figures'), queue.wake('figures'), queue.wake('figures')]);
  expect(runs).toBe(1);
  goOn.open();
  first.open();
  await begun.opened;
  await expect.poll(rows).toEqual([]);
  expect(runs).toBe(2);
});

test('closing waits for what is under way, and takes up nothing more', async () => {
  const events: string[] = [];
  const begun = gate();
  const queue = open([
    job('slow', async () => {
      begun.open();
      await setTimeout(100);
      events.push('done');
    }),
  ]);
  await begun.opened;
  await queue.close();
  events.push('closed');
  expect(events).toEqual(['done', 'closed']);
  expect(await rows()).toEqual([]);
});

test('a queue whose connections are cut goes on', async () => {
  const ran: string[] = [];
  const queue = open([job('once', async () => void ran.push('once'))]);
  await expect.poll(() => ran).toEqual(['once']);
  await database.sql(
    `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
      WHERE l.locktype = 'advisory' AND a.datname = current_database()`,
  );
  await expect
    .poll(async () => {
      await queue.wake('once').catch(() => undefined);
      return ran.length;
    })
    .toBeGreaterThan(1);
});
