import { createMailer } from '#server/community/mail/mailer.ts';
import { isAnyStale } from '#server/evidence/recompute/catch-up.ts';
import { watchClock } from '#server/core/clock-jump.ts';
import { startTurns } from '#server/core/interval.ts';
import { asBackground } from '#server/core/work.ts';
import { openQueue } from './queue.ts';
import { noteRun } from './state.ts';
import { JOB_LIST, type JobName, type JobSite } from './table.ts';

export type Jobs = {
  /** Runs a job soon, besides its schedule, in whichever process is free. */
  readonly wake: (name: JobName) => Promise<void>;
  /** Takes up no job any more, and waits for those under way, which are told to come to an end. */
  readonly stop: () => Promise<void>;
};

const MINUTE_MS = 60_000;

/**
 * Starts all jobs of the table: those of its own disk in this process, all others in one of all
 * processes, as the queue decides. Each that fails leaves a line in the log, and is retried.
 */
export function startJobs(
  parts: Omit<JobSite, 'signal' | 'mailer'> & { readonly clock: () => Date },
): Jobs {
  const stopping = new AbortController();
  const { clock, env, log, database } = parts;
  const mailer = env.mail === null ? null : createMailer(env.mail);
  const site: JobSite = { ...parts, mailer, signal: stopping.signal };

  const jobs = JOB_LIST.filter(({ isFor }) => isFor?.(env) !== false).map((job) => ({
    ...job,
    isSteady: watchClock(clock),
  }));
  const runOne = async ({
    name,
    byAge,
    marksFigures,
    isSteady,
    run,
  }: (typeof jobs)[number]): Promise<void> => {
    try {
      if (isSteady() || byAge !== true) await asBackground(() => run(site, clock()));
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.error({ err: error, job: name }, 'job failed');
      await noteRun(database, name, error).catch(() => undefined);
      // Nothing of the error itself: the queue would keep it.
      throw new Error(`${name} failed`, { cause: error });
    }
    if (stopping.signal.aborted) return;
    await noteRun(database, name, null);
    if (marksFigures === true && (await isAnyStale(database.sql))) await queue.wake('figures');
  };

  const [own, shared] = [
    jobs.filter(({ inEachProcess }) => inEachProcess === true),
    jobs.filter(({ inEachProcess }) => inEachProcess !== true),
  ];
  const queue = openQueue(
    database.url,
    shared.map((job) => ({ ...job, run: () => runOne(job) })),
    log,
  );
  const turns = own.map((job) =>
    startTurns(
      job.everyMinutes * MINUTE_MS,
      () => runOne(job),
      // It has its line already.
      () => undefined,
      { now: true },
    ),
  );
  return {
    wake: queue.wake,
    stop: async () => {
      stopping.abort();
      await Promise.all([queue.close(), ...turns.map(({ stop }) => stop())]);
      mailer?.close();
    },
  };
}
