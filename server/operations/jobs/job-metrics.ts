import { Gauge, type Registry } from 'prom-client';
import type { Database } from '#server/database/db.ts';
import { countQueuedRuns, readJobStates, type JobState } from './job-state.ts';

type Measured = JobState & { readonly waiting: number };

/** Adds metrics of jobs, which are read from the database at each scrape. */
export function registerJobMetrics(registers: Registry[], database: Pick<Database, 'sql'>): void {
  const read = async (): Promise<readonly Measured[]> => {
    const waiting = await countQueuedRuns(database);
    const states = await readJobStates(database, new Date());
    return states.map((state) => ({ ...state, waiting: waiting.get(state.name) ?? 0 }));
  };
  let reading: Promise<readonly Measured[]> | null = null;
  // All gauges share one query. It may fail quietly: other metrics report a database that is down.
  const readOnce = (): Promise<readonly Measured[]> =>
    (reading ??= read()
      .catch(() => [])
      .finally(() => {
        reading = null;
      }));
  const add = (name: string, help: string, valueOf: (job: Measured) => number | null): void => {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['name'],
      registers,
      collect: async () => {
        for (const job of await readOnce()) {
          const value = valueOf(job);
          if (value !== null) gauge.set({ name: job.name }, value);
        }
      },
    });
  };
  add(
    'contrenote_job_success_timestamp_seconds',
    'When a job last succeeded, to the minute',
    (job) => (job.succeededAt === null ? null : Date.parse(job.succeededAt) / 1_000),
  );
  add(
    'contrenote_job_failures',
    'Failures of a job since it last succeeded',
    ({ failures }) => failures,
  );
  add(
    'contrenote_job_late',
    'Whether a job has not succeeded for too long: 1 or 0',
    ({ isLate }) => (isLate ? 1 : 0),
  );
  add(
    'contrenote_job_waiting',
    'Runs of a job that wait for a worker, or for their retry',
    ({ waiting }) => waiting,
  );
}
