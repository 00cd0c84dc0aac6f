import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Logger, Runner, WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import {
  connectionConfig,
  setPoolStatementTimeout,
  TCP_KEEPALIVE_SQL,
} from '#server/database/connection-settings.ts';
import { connectionName } from '#server/database/migrations/expand-and-contract.ts';
import { startIntervalJob, type IntervalJob } from '#server/core/interval-job.ts';

/** The job queue shared by all processes, and this process's workers. */
export type JobQueue = {
  /** Enqueues a run of a job, for whichever process has a free worker. */
  readonly wake: (name: string) => Promise<void>;
  /** Stops taking jobs, and waits for running ones. */
  readonly close: () => Promise<void>;
};

export type QueuedJob = {
  readonly name: string;
  readonly everyMinutes: number;
  readonly attempts: number;
  /** The job is first due only after its interval, instead of immediately. */
  readonly notAtFirst?: true;
  readonly run: () => Promise<void>;
};

/** Concurrent jobs of one process. */
const AT_ONCE = 4;
/**
 * Size of the queue's own pool: one connection listens, the others fetch and finish jobs, and close
 * when idle.
 */
const CONNECTIONS = 3;
const IDLE_MS = 10_000;
const STATEMENT_MS = 10_000;
/** Polling interval, for jobs whose retry is due; NOTIFY wakes workers for all others. */
const POLL_MS = 15_000;
const RESTART_MS = 2_000;
/** How often each process enqueues due jobs and releases the jobs of killed processes. */
const TICK_MS = 20_000;
type Log = Pick<FastifyBaseLogger, 'error' | 'warn'>;
type Events = EventEmitter & WorkerEvents;

/**
 * Opens the job queue (graphile-worker) at `databaseUrl` and works on it until closed; reconnects when
 * the database returns. Creates and migrates the schema `graphile_worker`.
 */
export function openJobQueue(databaseUrl: string, jobs: readonly QueuedJob[], log: Log): JobQueue {
  const stopping = new AbortController();
  let working: Runner | null = null;

  const workOnce = async (): Promise<void> => {
    const pool = openPool(databaseUrl);
    let ticks: IntervalJob | null = null;
    try {
      working = await startRunner(pool, jobs, log);
      if (stopping.signal.aborted) await working.stop();
      ticks = startIntervalJob(
        TICK_MS,
        () => tick(pool, jobs),
        (error) => log.error({ err: error }, 'jobs not queued'),
        { now: true },
      );
      await working.promise;
    } finally {
      working = null;
      await ticks?.stop();
      await pool.end();
    }
  };
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await workOnce().catch((error: unknown) => log.error({ err: error }, 'job runner ended'));
      await sleep(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = work();
  return {
    wake: async (name) => {
      await working?.addJob(name, {}, { jobKey: name, queueName: name });
    },
    close: async () => {
      stopping.abort();
      await working?.stop().catch(() => undefined);
      await running;
    },
  };
}

async function tick(pool: pg.Pool, jobs: readonly QueuedJob[]): Promise<void> {
  await pool.query(FREE_ABANDONED);
  await pool.query(QUEUE_DUE, [JSON.stringify(jobs)]);
}

function openPool(databaseUrl: string): pg.Pool {
  const base = {
    connectionString: databaseUrl,
    application_name: connectionName(),
    max: CONNECTIONS,
    idleTimeoutMillis: IDLE_MS,
  };
  const pool = setPoolStatementTimeout(
    new pg.Pool(connectionConfig(base, STATEMENT_MS)),
    STATEMENT_MS,
  );
  // An error on a checked-out connection; without a listener it would crash the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function startRunner(pool: pg.Pool, jobs: readonly QueuedJob[], log: Log): Promise<Runner> {
  // Imported late: it takes 0.2 s, and the server should listen before.
  const graphile = await import('graphile-worker');
  const events = new EventEmitter() as Events;
  events.on('pool:listen:success', ({ client, workerPool }) => {
    client.query(TCP_KEEPALIVE_SQL).catch(() => undefined);
    client
      .query(`SELECT pg_advisory_lock_shared(${lockOf('$1')})`, [workerPool.id])
      .catch(() => undefined);
  });
  const runner = await graphile.run({
    pgPool: pool,
    events,
    noHandleSignals: true,
    concurrency: AT_ONCE,
    pollInterval: POLL_MS,
    logger: new graphile.Logger(logsTo(log)),
    taskList: Object.fromEntries(jobs.map(({ name, run }) => [name, run])),
    // In batches, a job that finishes while the database is down stops the runner, which is restarted;
    // by default it is an unhandled rejection that crashes the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  // Without the LISTEN connection this process gets no jobs, and others consider it dead.
  events.on('pool:listen:error', () => void runner.stop().catch(() => undefined));
  return runner;
}

/** Forwards the library's warnings to the log; failed jobs have their own line. */
function logsTo(log: Log): ConstructorParameters<typeof Logger>[0] {
  return () => (level, message, meta) => {
    if (level !== 'error' || meta?.['failure'] === true) return;
    const { error } = meta ?? {};
    if (error === undefined) log.warn(`job runner: ${message.split('\n', 1).join('')}`);
    else log.warn({ err: error }, 'job runner');
  };
}

/** SQL: the key of the advisory lock that a process's workers hold while it lives. */
function lockOf(id: string): string {
  return `hashtextextended('job worker ' || ${id}, 0)`;
}

/** Age of a job before its process is checked: a starting process takes jobs before it has its lock. */
const CHECK_JOBS_AFTER_SECONDS = 10;

// The library itself waits four hours before it considers a process dead.
const FREE_ABANDONED = `
  SELECT graphile_worker.force_unlock_workers(ARRAY(
    SELECT DISTINCT j.locked_by FROM graphile_worker.jobs j
     WHERE j.locked_at < now() - interval '${CHECK_JOBS_AFTER_SECONDS} seconds' AND NOT EXISTS (
       SELECT FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (l.classid::bigint << 32) | l.objid::bigint = ${lockOf('j.locked_by')}))),
   -- Failed after it had been queued anew: the newer one does its work.
   (SELECT count(*) FROM graphile_worker.complete_jobs(ARRAY(
     SELECT id FROM graphile_worker.jobs WHERE key IS NULL AND locked_at IS NULL)))`;

/** Tolerance: a job is due if its interval ends within this time. */
const SLACK_SECONDS = 5;

// Uses the database's clock. abs: where it was set back, a job is due as well.
const IS_DUE = `abs(extract(epoch FROM now() - s.queued_at))
  >= (SELECT "everyMinutes" * 60 - ${SLACK_SECONDS} FROM job WHERE job.name = s.name)`;

const QUEUE_DUE = `
  WITH job AS (
    SELECT * FROM json_to_recordset($1::json)
      AS j (name text, "everyMinutes" int, attempts int, "notAtFirst" boolean)),
  due AS (
    INSERT INTO job_state AS s (name, queued_at)
    SELECT name, now() FROM job
     WHERE NOT EXISTS (SELECT FROM job_state s WHERE s.name = job.name AND NOT (${IS_DUE}))
       AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.task_identifier = job.name
             AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts))
    ON CONFLICT (name) DO UPDATE SET queued_at = excluded.queued_at WHERE ${IS_DUE}
    RETURNING s.name, s.xmax = 0 AS is_first)
  SELECT graphile_worker.add_job(job.name, queue_name => job.name, job_key => job.name,
         max_attempts => job.attempts)
    FROM job JOIN due USING (name) WHERE NOT (due.is_first AND COALESCE("notAtFirst", false))`;
