import { runPrivateEvidence } from '#server/collective/private-evidence/run-private-evidence.ts';
import { settleTaskReports } from '#server/evidence/tasks/settle-reports.ts';
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
      () => database.prisma.$transaction((tx) => settleTaskReports(tx, now)),
      () => recomputeDailyFigures(parts, now),
      () => runPrivateEvidence(database, store, now),
      () => sweepOrphanFiles(parts, now),
      () => countWordsAndRenderPosts(parts, now),
    ],
    signal,
  );
}
