import { databaseErrorCodes } from '#server/database/classify-database-error.ts';
import { utcTimestampSql, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { JOB_LIST, type JobName } from './job-list.ts';

export type JobState = {
  readonly name: JobName;
  /** ISO 8601, to the minute; null where it never succeeded. */
  readonly succeededAt: string | null;
  readonly failedAt: string | null;
  readonly failures: number;
  /** Type and codes of the last error; null where it never failed. */
  readonly failedWith: string | null;
  /** Whether the job's last success is too long ago. */
  readonly isLate: boolean;
};

const MOST_LETTERS = 200;

export async function saveJobRun(
  { sql }: Pick<Database, 'sql'>,
  name: JobName,
  error: unknown,
): Promise<void> {
  await sql(
    error === null ? SUCCEEDED : FAILED,
    error === null ? [name] : [name, errorKindOf(error)],
  );
}

/** Type and codes of an error, without its message, which could quote what somebody wrote. */
export function errorKindOf(error: unknown): string {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const kinds = errors.map((one) =>
    [one instanceof Error ? one.constructor.name : typeof one, ...databaseErrorCodes(one)].join(
      ' ',
    ),
  );
  return [...new Set(kinds)].join(', ').slice(0, MOST_LETTERS);
}

/** The states of all jobs, in the table's order; without jobs that never finished. */
export async function readJobStates(
  { sql }: Pick<Database, 'sql'>,
  now: Date,
): Promise<JobState[]> {
  const rows = await sql(STATES);
  return JOB_LIST.flatMap(({ name, lateMinutes }) => {
    const row = rows.find((one) => one.name === name);
    if (row === undefined) return [];
    const { since, ...state } = row;
    return [{ ...state, name, isLate: now.getTime() - since.getTime() >= lateMinutes * 60_000 }];
  });
}

/** Queued runs by job; empty where the queue has not created its tables yet. */
export async function countQueuedRuns({
  sql,
}: Pick<Database, 'sql'>): Promise<ReadonlyMap<string, number>> {
  const rows = await sql(
    statement(
      { name: col.text, waiting: col.int },
      `SELECT task_identifier AS name, count(*)::int AS waiting FROM graphile_worker.jobs
      WHERE locked_at IS NULL AND attempts < max_attempts GROUP BY 1`,
    ),
  ).catch(() => []);
  return new Map(rows.map(({ name, waiting }) => [name, waiting]));
}

// To the minute: for the job that follows each write, an exact time would reveal when somebody wrote.
const MINUTE = `date_trunc('minute', now())`;

const SUCCEEDED = `
  INSERT INTO job_state (name, succeeded_at) VALUES ($1, ${MINUTE})
  ON CONFLICT (name) DO UPDATE SET succeeded_at = excluded.succeeded_at, failures = 0
   WHERE job_state.succeeded_at IS DISTINCT FROM excluded.succeeded_at OR job_state.failures > 0`;

const FAILED = `
  INSERT INTO job_state (name, failed_at, failures, failed_with) VALUES ($1, ${MINUTE}, 1, $2)
  ON CONFLICT (name) DO UPDATE SET failed_at = excluded.failed_at,
         failures = job_state.failures + 1, failed_with = excluded.failed_with`;

const STATES = statement(
  {
    name: col.text,
    failedAt: col.text.orNull,
    failures: col.int,
    succeededAt: col.text.orNull,
    failedWith: col.text.orNull,
    since: col.moment,
  },
  `
  SELECT name, ${utcTimestampSql('succeeded_at')} AS "succeededAt", ${utcTimestampSql('failed_at')} AS "failedAt", failures,
         failed_with AS "failedWith", COALESCE(succeeded_at, queued_at) AS since FROM job_state`,
);
