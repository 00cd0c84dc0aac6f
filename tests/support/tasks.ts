import { publishTaskReport } from '#server/evidence/tasks/actions.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { findOrCreateReportedClient } from '#server/directory/clients/find-or-create-client.ts';
import {
  FIGURE_MIN_MEMBERS,
  taskReportForm,
  type ExactTaskReport,
} from '#shared/evidence/tasks.ts';
import type { TestApp } from './app.ts';
import { makeMember, type TestMember } from './factories.ts';

/** A valid task report: three runs at 30 cents, in slightly over 20 minutes. */
export const TASK_REPORT = {
  platform: 'clickworker',
  title: 'Trier des images',
  reward: '0,30',
  currency: 'EUR',
  paid: 3,
  time: '20 min',
  workedOn: '2026-11-18',
} as const;

type ReportOverrides = {
  readonly member?: TestMember | undefined;
  /** Age of the report in days. */
  readonly daysAgo?: number;
  /** Whether it waits for its Monday, as a new one does; else it counts, and its title is public. */
  readonly waits?: boolean;
  readonly [field: string]: unknown;
};

/**
 * Creates a report, with a task and a member where none is given; recomputes the figures. It counts, and
 * its task and client are public, as of reports from before these waited.
 */
export async function makeTaskReport(
  site: TestApp,
  { member: given, daysAgo = 0, waits = false, ...fields }: ReportOverrides = {},
): Promise<{ id: string; taskId: string; member: TestMember }> {
  const { prisma } = site.database;
  const member = given ?? (await makeMember(site));
  const viewer = {
    ...(await prisma.member.findUniqueOrThrow({ where: { id: member.id } })),
    language: 'fr',
    established: false,
    roles: [],
    checks: false,
  } as const;
  const input = taskReportForm.parse({ ...TASK_REPORT, ...fields });
  const now = new Date(site.clock.now.getTime() - daysAgo * 86_400_000);
  const { id } = await prisma.$transaction((tx) =>
    publishTaskReport(tx, viewer, input, now, () => 0),
  );
  const { taskId, platformId } = await prisma.taskReport.findUniqueOrThrow({ where: { id } });
  if (!waits) {
    await countAsFromBefore(site, { id, taskId, platformId }, now);
    await site.catchUp();
  }
  return { id, taskId, member };
}

/** Makes a report count, its task public, and the client that it names one of the site. */
async function countAsFromBefore(
  { database: { prisma, sql } }: TestApp,
  { id, taskId, platformId }: { id: string; taskId: string; platformId: string },
  now: Date,
): Promise<void> {
  const report = await prisma.taskReport.update({
    where: { id },
    data: { counted: true, dueOn: null },
  });
  const { client: name = null, clientId: externalId = null } = report.exact as ExactTaskReport;
  await prisma.$transaction(async (tx) => {
    const named = { platformId, name, externalId };
    const clientId = await findOrCreateReportedClient(tx, null, named, now);
    if (clientId !== null) await tx.task.update({ where: { id: taskId }, data: { clientId } });
  });
  await sql(
    `UPDATE task SET last_report_at = COALESCE(last_report_at, date_trunc('month', $2::timestamptz, 'UTC'))
      WHERE id = $1`,
    [taskId, now.toISOString()],
  );
  await markStale(prisma, 'platform', [platformId]);
  await markStale(prisma, 'task', [taskId]);
}

/**
 * Creates reports of one task by established members: as many as its figures need, unless fields of
 * more are given.
 */
export async function makeTaskWithFigures(
  site: TestApp,
  ...reports: readonly ReportOverrides[]
): Promise<{ taskId: string; ids: string[]; members: TestMember[] }> {
  const [first = {}] = reports;
  const made = [];
  for (let number = 0; number < Math.max(reports.length, FIGURE_MIN_MEMBERS); number += 1) {
    const member = await makeMember(site, { established: true });
    made.push(await makeTaskReport(site, { member, ...(reports[number] ?? first) }));
  }
  return {
    taskId: made[0]?.taskId ?? '',
    ids: made.map(({ id }) => id),
    members: made.map(({ member }) => member),
  };
}
