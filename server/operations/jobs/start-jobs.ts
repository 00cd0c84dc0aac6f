import { createMailer } from '#server/community/mail/mailer.ts';
import { isAnyFigureStale } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { watchForClockJumps } from '#server/core/clock-jump.ts';
import { startIntervalJob } from '#server/core/interval-job.ts';
import { runAsBackground } from '#server/core/work-class.ts';
import { openJobQueue } from './job-queue.ts';
import { saveJobRun } from './job-state.ts';
import { JOB_LIST, type JobName, type JobDeps } from './job-list.ts';

export type RunningJobs = {
  /** Runs a job soon, outside its schedule, in whichever process is free. */
  readonly wake: (name: JobName) => Promise<void>;
  /** Stops taking jobs, aborts running ones and waits for them. */
  readonly stop: () => Promise<void>;
};

const MINUTE_MS = 60_000;

/**
 * Starts all jobs: those about the local disk in this process, the others in any process through the
 * queue. Failures are logged and retried.
 */
export function startJobs(
  parts: Omit<JobDeps, 'signal' | 'mailer'> & { readonly clock: () => Date },
): RunningJobs {
  const stopping = new AbortController();
  const { clock, env, log, database } = parts;
  const mailer = env.mail === null ? null : createMailer(env.mail);
  const site: JobDeps = { ...parts, mailer, signal: stopping.signal };

  const jobs = JOB_LIST.filter(({ isFor }) => isFor?.(env) !== false).map((job) => ({
    ...job,
    isSteady: watchForClockJumps(clock),
  }));
  const runOne = async ({
    name,
    byAge,
    marksFigures,
    isSteady,
    run,
  }: (typeof jobs)[number]): Promise<void> => {
    try {
      if (isSteady() || byAge !== true) await runAsBackground(() => run(site, clock()));
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.error({ err: error, job: name }, 'job failed');
      await saveJobRun(database, name, error).catch(() => undefined);
      // Without the error's message, which the queue would store.
      throw new Error(`${name} failed`, { cause: error });
    }
    if (stopping.signal.aborted) return;
    await saveJobRun(database, name, null);
    if (marksFigures === true && (await isAnyFigureStale(database.sql)))
      await queue.wake('figures');
  };

  const [own, shared] = [
    jobs.filter(({ inEachProcess }) => inEachProcess === true),
    jobs.filter(({ inEachProcess }) => inEachProcess !== true),
  ];
  const queue = openJobQueue(
    database.url,
    shared.map((job) => ({ ...job, run: () => runOne(job) })),
    log,
  );
  const intervals = own.map((job) =>
    startIntervalJob(
      job.everyMinutes * MINUTE_MS,
      () => runOne(job),
      // `runOne` has logged the failure.
      () => undefined,
      { now: true },
    ),
  );
  return {
    wake: queue.wake,
    stop: async () => {
      stopping.abort();
      await Promise.all([queue.close(), ...intervals.map(({ stop }) => stop())]);
      mailer?.close();
    },
  };
}
