import { sendWeeklyNews } from '#server/community/inbox/weekly-news.ts';
import { runPrivateEvidenceJob } from '#server/collective/private-evidence/private-evidence-job.ts';
import { runSurvey } from '#server/collective/survey/publish-figures.ts';
import { runBoycotts } from '#server/collective/boycotts/run-boycotts.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import type { Database } from '#server/database/db.ts';
import { publishDumpWhenDue } from '#server/portability/dump/publish-daily.ts';
import type { Environment } from '#server/core/env.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { emptyTemporaryFolder } from '#server/media/files/sweep-orphans.ts';
import { askVolunteers } from '#server/community/forum/ask-volunteers.ts';
import { followUpAllPosts } from '#server/community/forum/follow-up-posts.ts';
import { countReactions } from '#server/community/forum/reactions.ts';
import { sendDueMails } from '#server/community/mail/send-due-mails.ts';
import type { Mailer } from '#server/community/mail/mailer.ts';
import { sendPushes } from '#server/community/push/send-pushes.ts';
import type { LogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { requestCosignatures } from '#server/transparency-log/request-cosignatures.ts';
import { upgradeEntryForms } from '#server/transparency-log/upgrade-entry-forms.ts';
import { sequenceEntries } from '#server/transparency-log/sequencer.ts';
import { destroyFreedKeys } from '#server/database/shredding/keys.ts';
import { makeKeysAndUpgradeRows } from '#server/operations/upgrade-encrypted-rows.ts';
import type { Secrets } from '#server/core/secrets.ts';
import {
  REST_BETWEEN_COMPUTATIONS,
  recomputeStaleFigures,
} from '#server/evidence/recompute/recompute-stale-figures.ts';
import { makeDueEditions, openEditionDeps } from '#server/evidence/barometer/make-editions.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { compareWaitingPictures } from '#server/evidence/proof-verification/recycled-pictures.ts';
import { checkPendingPayouts } from '#server/evidence/payouts/check-pending-payouts.ts';
import { publishAndRelease } from '#server/evidence/publication/publish-and-release.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import type { FastifyBaseLogger } from 'fastify';
import {
  recomputeDailyFigures,
  closeAbandonedWork,
  deleteExpiredRows,
  countWordsAndRenderPosts,
  sweepOrphanFiles,
  advanceModeration,
} from './hourly-jobs.ts';

export type JobDeps = {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly slots: SlotStore;
  readonly store: FileStore;
  readonly temporaryFolder: string;
  readonly keys: LogSigningKeys;
  readonly env: Environment;
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** Sends mails; null where mail is disabled. */
  readonly mailer: Mailer | null;
  readonly log: FastifyBaseLogger;
  /** Aborted at shutdown; remaining work waits for the next run. */
  readonly signal: AbortSignal;
};

type Job = {
  readonly everyMinutes: number;
  /** Minutes without success after which the doctor and `/metrics` report it as late. */
  readonly lateMinutes: number;
  /**
   * Maximum number of attempts of a run, with exponential back-off: about 3, 7, 20, 55 and 150 seconds
   * after each failure.
   */
  readonly attempts: number;
  readonly run: (site: JobDeps, now: Date) => Promise<unknown>;
  /** The job runs in each process by a timer, because it is about the machine's disk. */
  readonly inEachProcess?: true;
  /** The job deletes files by age: it is skipped after the clock was set. */
  readonly byAge?: true;
  /** The job may change figures, which are recomputed after it. */
  readonly marksFigures?: true;
  /** The job does not run on a site's first day, to keep the start fast. */
  readonly notAtFirst?: true;
  /** Whether the job is to run with these settings. */
  readonly isFor?: (env: Environment) => boolean;
};

const MINUTELY = { everyMinutes: 1, lateMinutes: 10, attempts: 2 } as const;
const DAILY = { everyMinutes: 1_440, lateMinutes: 4_320, attempts: 6 } as const;
const HOURLY = { everyMinutes: 60, lateMinutes: 180, attempts: 6 } as const;

export const JOBS_BY_NAME = {
  pledges: { ...MINUTELY, inEachProcess: true, run: runBoycotts },
  'temporary-files': {
    ...HOURLY,
    inEachProcess: true,
    byAge: true,
    run: ({ temporaryFolder }, now) => emptyTemporaryFolder(temporaryFolder, now),
  },
  shredding: { ...MINUTELY, inEachProcess: true, run: destroyFreedKeys },
  moderation: { ...MINUTELY, marksFigures: true, run: advanceModeration },
  'recycled-pictures': { ...MINUTELY, marksFigures: true, run: compareWaitingPictures },
  pushes: { ...MINUTELY, run: sendPushes },
  'post-follow-ups': { ...MINUTELY, run: ({ database }) => followUpAllPosts(database) },
  figures: {
    ...MINUTELY,
    run: (site, now) =>
      recomputeStaleFigures(site.database, now, site.signal, REST_BETWEEN_COMPUTATIONS),
  },
  record: {
    ...HOURLY,
    everyMinutes: 10,
    run: async (site, now) => {
      await sequenceEntries(site, now);
      await requestCosignatures(site, now);
    },
  },
  restating: {
    ...HOURLY,
    notAtFirst: true,
    run: ({ database, signal }, now) => upgradeEntryForms(database, now, { signal }),
  },
  forgetting: { ...HOURLY, run: deleteExpiredRows },
  'shredding-keys': {
    ...HOURLY,
    run: ({ database, secrets }, now) => makeKeysAndUpgradeRows(database, secrets, now),
  },
  'left-work': { ...HOURLY, marksFigures: true, run: closeAbandonedWork },
  slips: {
    ...HOURLY,
    run: async ({ database, secrets, signal }, now) => {
      const slips = createSlipDeps(secrets);
      await checkPendingPayouts(database, slips, now, signal);
      await publishAndRelease(database, slips, now, signal);
      await sendWeeklyNews(database, now);
      await database.prisma.$transaction((tx) => countDueTaskReports(tx, now));
    },
  },
  barometer: {
    ...HOURLY,
    everyMinutes: 360,
    lateMinutes: 1_440,
    run: ({ database, secrets, dataDir }, now) =>
      makeDueEditions(database, openEditionDeps(secrets, dataDir), now),
  },
  survey: { ...HOURLY, run: runSurvey },
  standings: { ...HOURLY, run: recomputeDailyFigures },
  'private-evidence': {
    ...HOURLY,
    run: ({ database, store }, now) => runPrivateEvidenceJob(database, store, now),
  },
  files: { ...HOURLY, byAge: true, run: sweepOrphanFiles },
  texts: { ...HOURLY, run: countWordsAndRenderPosts },
  reactions: { ...DAILY, run: ({ database }) => countReactions(database) },
  questions: { ...HOURLY, run: ({ database }, now) => askVolunteers(database, now) },
  digests: { ...HOURLY, run: sendDueMails },
  dump: {
    ...HOURLY,
    notAtFirst: true,
    isFor: ({ dailyDump }) => dailyDump,
    run: publishDumpWhenDue,
  },
} as const satisfies Readonly<Record<string, Job>>;

export type JobName = keyof typeof JOBS_BY_NAME;

export const JOB_LIST: readonly (Job & { readonly name: JobName })[] = Object.entries<Job>(
  JOBS_BY_NAME,
).map(([name, job]) => ({ ...job, name: name as JobName }));
