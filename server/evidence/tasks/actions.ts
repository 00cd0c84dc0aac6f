import { randomInt } from 'node:crypto';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { findReportedClient } from '#server/directory/clients/find-or-create-client.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { appErrorOrRethrow } from '#server/core/errors.ts';
import { keepValidFields } from '#server/http/forms.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import {
  findPlatformFieldErrors,
  resolvePlatform,
} from '#server/directory/platforms/resolve-platform.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import type { DrawInteger } from '#server/evidence/publication/rules.ts';
import { drawDueDay } from '#server/evidence/publication/show-due-posts.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import {
  taskReportForm,
  type ExactTaskReport,
  type TaskReportCorrection,
  type TaskReportFacts,
  type TaskReportInput,
} from '#shared/evidence/tasks.ts';
import { requireUnlikeTask } from './alike-tasks.ts';
import { removeEmptyTask } from './remove-empty-task.ts';
import { lockOwnTaskReport, lockPlatformTasks, findOrCreateTask } from './lock-report.ts';
import { parseTaskReport } from './rules.ts';

/**
 * Takes a report of the viewer on a task; creates the task if new. It counts from a drawn Monday on, and
 * nothing public changes before. Idempotent by the form's key.
 */
export async function publishTaskReport(
  tx: Db,
  viewer: Viewer,
  input: TaskReportInput,
  now: Date,
  draw: DrawInteger = randomInt,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'task', now);
    const platform = await resolvePlatform(tx, input.platform);
    const columns = await placeReport(tx, platform.id, input, now, draw, asksIfSame(input));
    const authorId = await findOrCreateAuthor(tx, viewer.id, platform.id);
    const id = randomId();
    await tx.taskReport.create({
      data: {
        ...columns,
        id,
        platformId: platform.id,
        authorId,
        publishedOn: dayToDate(today(now)),
      },
    });
    return { id };
  });
}

/** Finds the errors of a new report's form, as far as its fields are valid on their own. */
export async function findNewTaskReportErrors(
  tx: Db,
  body: unknown,
  now: Date,
): Promise<FieldIssues> {
  const { platform } = keepValidFields(taskReportForm, body);
  const unknown = await findPlatformFieldErrors(tx, platform);
  const input = taskReportForm.safeParse(body);
  if (!input.success) return unknown;
  try {
    const rates = await loadExchangeRates(tx);
    const { task } = parseTaskReport(input.data, today(now), rates);
    if (Object.keys(unknown).length > 0) return unknown;
    const { id } = await resolvePlatform(tx, input.data.platform);
    if (asksIfSame(input.data)) await requireUnlikeTask(tx, id, task);
    return {};
  } catch (error) {
    return { ...unknown, ...appErrorOrRethrow(error).fields };
  }
}

/**
 * Replaces the facts of a report by its author's correction, which counts from a newly drawn Monday on.
 * Another title, reward or client moves it to another task.
 */
export async function correctTaskReport(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: TaskReportCorrection,
  now: Date,
  draw: DrawInteger = randomInt,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const before = await lockOwnTaskReport(tx, viewer, id);
    await countDailyUse(tx, viewer.id, 'correction', now);
    const columns = await placeReport(tx, before.platformId, input, now, draw);
    if (before.counted) await leaveBehind(tx, id, now);
    await tx.taskReport.update({ where: { id }, data: columns });
    if (before.taskId !== columns.taskId) await removeEmptyTask(tx, before.taskId, viewer.id, now);
    return { id };
  });
}

/** Deletes a report for good; one that counts stays in the figures until the next Monday. */
export async function withdrawTaskReport(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<void> {
  const { taskId, platformId, counted } = await lockOwnTaskReport(tx, viewer, id);
  // Locked because withdrawing the last report deletes the task, to which another report may be about to
  // be attached.
  await lockPlatformTasks(tx, platformId);
  if (counted) await leaveBehind(tx, id, now);
  await withdrawContent(tx, viewer.id, 'task-report', id, now, { recorded: false });
  await removeEmptyTask(tx, taskId, viewer.id, now);
}

function asksIfSame({ asksIfSame: asks, anotherTask }: TaskReportInput): boolean {
  return asks === true && anotherTask !== true;
}

/** Parses a report, draws its Monday and finds its task. */
async function placeReport(
  tx: Db,
  platformId: string,
  input: TaskReportFacts,
  now: Date,
  draw: DrawInteger,
  asks = false,
) {
  const report = parseTaskReport(input, today(now), await loadExchangeRates(tx));
  const { name, externalId } = report.client;
  await lockPlatformTasks(tx, platformId);
  if (asks) await requireUnlikeTask(tx, platformId, report.task);
  const clientId = await findReportedClient(tx, { platformId, name, externalId });
  const client = { id: clientId, named: name !== null || externalId !== null };
  const exact: ExactTaskReport = {
    ...report.exact,
    ...(clientId === null && name !== null ? { client: name } : {}),
    ...(clientId === null && externalId !== null ? { clientId: externalId } : {}),
  };
  return {
    ...report.counted,
    exact,
    taskId: await findOrCreateTask(tx, platformId, client, report.task, now),
    dueOn: drawDueDay(now, draw),
    counted: false,
  };
}

/**
 * Leaves a copy of a report that counts, until the next Monday: a figure that moves on another day tells
 * on which day its author wrote. The copy keeps no exact value.
 */
async function leaveBehind(tx: Db, id: string, now: Date): Promise<void> {
  await tx.sql(LEAVE_BEHIND, [id, randomId(), addDays(mondayOf(today(now)), 7)]);
}

const KEPT = `task_id, platform_id, author_id, published_on, due_on, paid, refused_with_reason,
  refused_without_reason, screen_outs, broken, abandoned, pending, total_seconds, hourly_minor,
  approval_days, worked_month, contact, recommends, breaks_terms, ethics, hidden_by, solicited`;
const LEAVE_BEHIND = `
  INSERT INTO task_report (id, leaves_on, exact, ${KEPT})
  SELECT $2, $3::date, '{}', ${KEPT} FROM task_report WHERE id = $1`;
