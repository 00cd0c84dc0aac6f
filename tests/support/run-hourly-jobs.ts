import { runPrivateEvidenceJob } from '#server/collective/private-evidence/private-evidence-job.ts';
import { compareWaitingPictures } from '#server/evidence/proof-verification/recycled-pictures.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import {
  recomputeDailyFigures,
  closeAbandonedWork,
  deleteExpiredRows,
  countWordsAndRenderPosts,
  runAllSteps,
  sweepOrphanFiles,
  advanceModeration,
  type HourlyJobDeps,
} from '#server/operations/jobs/hourly-jobs.ts';

/**
 * Runs the jobs of an hour once, without their queue.
 * @throws AggregateError of all failures, after everything has run.
 */
export async function runHourlyJobs({
  clock,
  ...parts
}: HourlyJobDeps & { readonly clock: () => Date }): Promise<void> {
  const now = clock();
  const { database, store, signal } = parts;
  await runAllSteps(
    [
      () => deleteExpiredRows(parts, now),
      () => advanceModeration(parts, now),
      () => closeAbandonedWork(parts, now),
      () => database.prisma.$transaction((tx) => countDueTaskReports(tx, now)),
      () => compareWaitingPictures(parts, now),
      () => recomputeDailyFigures(parts, now),
      () => runPrivateEvidenceJob(database, store, now),
      () => sweepOrphanFiles(parts, now),
      () => countWordsAndRenderPosts(parts, now),
    ],
    signal,
  );
}
