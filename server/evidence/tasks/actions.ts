import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { findOrCreateReportedClient } from '#server/directory/clients/actions.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/authors.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import {
  lockSigningState,
  matchSigningOfOtherPieces,
} from '#server/evidence/attribution/actions.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { today } from '#shared/core/days.ts';
import type { TaskReportCorrection, TaskReportInput } from '#shared/evidence/tasks.ts';
import { updateTaskAfterReportLeft } from './task-figures.ts';
import { lockOwnTaskReport, lockPlatformTasks, findOrCreateTask } from './lock-report.ts';
import { parseTaskReport, type ParsedTaskReport } from './rules.ts';

/** A report, its task and the slug of its platform. */
type Placed = { id: string; taskId: string; slug: string };

/**
 * Publishes a report of the viewer on a task; creates the task and its client if new. Idempotent by
 * the form's key.
 */
export async function publishTaskReport(
  tx: Db,
  viewer: Viewer,
  input: TaskReportInput,
  now: Date,
): Promise<Placed> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'task', now);
    const platform = await resolvePlatform(tx, input.platform);
    const report = parseTaskReport(input, today(now), await loadExchangeRates(tx));
    const authorId = await findOrCreateAuthor(tx, viewer.id, platform.id, 'task');
    await matchSigningOfOtherPieces(
      tx,
      viewer,
      { kind: 'task-report', authorId, id: null },
      input,
      now,
    );
    const placed = { platformId: platform.id, slug: platform.slug };
    const taskId = await findTask(tx, viewer, placed, report, now);
    const id = randomId();
    await tx.taskReport.create({
      data: {
        ...report.published,
        exact: report.exact,
        id,
        taskId,
        platformId: platform.id,
        authorId,
        publishedOn: dayToDate(today(now)),
      },
    });
    await appendEntry(tx, now, {
      kind: 'task-report-published',
      subject: `task-report/${id}`,
    });
    await markStale(tx, 'platform', [platform.id]);
    await markStale(tx, 'report', [taskId]);
    return { id, taskId, slug: platform.slug };
  });
}

/**
 * Replaces the facts of a report by its author's correction. Another title, reward or client moves
 * it to another task.
 */
export async function correctTaskReport(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: TaskReportCorrection,
  now: Date,
): Promise<Placed> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockSigningState(tx, viewer, 'task-report', id);
    const before = await lockOwnTaskReport(tx, viewer, id);
    const report = parseTaskReport(input, today(now), await loadExchangeRates(tx));
    const { authorId } = before;
    await matchSigningOfOtherPieces(tx, viewer, { kind: 'task-report', authorId, id }, input, now);
    await countDailyUse(tx, viewer.id, 'correction', now);
    const taskId = await findTask(tx, viewer, before, report, now);
    const { slug, platformId } = before;
    await tx.taskReport.update({
      where: { id },
      data: { ...report.published, exact: report.exact, taskId },
    });
    await appendEntry(tx, now, {
      kind: 'task-report-corrected',
      subject: `task-report/${id}`,
    });
    await markStale(tx, 'platform', [platformId]);
    for (const task of [...new Set([taskId, before.taskId])].toSorted()) {
      await updateTaskAfterReportLeft(tx, task, viewer.id, now);
    }
    return { id, taskId, slug };
  });
}

/** Deletes a report for good; the record keeps only that the author withdrew it. */
export async function withdrawTaskReport(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<string[]> {
  const { taskId, platformId } = await lockOwnTaskReport(tx, viewer, id);
  // Locked because the task may be deleted with its last report while another report is being
  // attached.
  await lockPlatformTasks(tx, platformId);
  const releasedKeys = await withdrawContent(tx, viewer.id, 'task-report', id, now);
  await markStale(tx, 'platform', [platformId]);
  await updateTaskAfterReportLeft(tx, taskId, viewer.id, now);
  return releasedKeys;
}

async function findTask(
  tx: Db,
  viewer: Viewer,
  { platformId }: { platformId: string },
  report: ParsedTaskReport,
  now: Date,
): Promise<string> {
  await lockPlatformTasks(tx, platformId);
  const named = { platformId, ...report.client };
  const clientId = await findOrCreateReportedClient(tx, viewer.id, named, now);
  return findOrCreateTask(tx, platformId, clientId, report.task, now);
}
