import { publishTaskReport } from '#server/evidence/tasks/actions.ts';
import { taskReportForm } from '#shared/evidence/tasks.ts';
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
  readonly [field: string]: unknown;
};

/** Creates a report, with a task and a member where none is given; recomputes the figures. */
export async function makeTaskReport(
  site: TestApp,
  { member: given, daysAgo = 0, ...fields }: ReportOverrides = {},
): Promise<{ id: string; taskId: string; member: TestMember }> {
  const member = given ?? (await makeMember(site));
  const viewer = {
    ...(await site.database.prisma.member.findUniqueOrThrow({ where: { id: member.id } })),
    language: 'fr',
    established: false,
    roles: [],
    checks: false,
  } as const;
  const input = taskReportForm.parse({ ...TASK_REPORT, ...fields });
  const now = new Date(site.clock.now.getTime() - daysAgo * 86_400_000);
  const placed = await site.database.prisma.$transaction((tx) =>
    publishTaskReport(tx, viewer, input, now),
  );
  await site.catchUp();
  return { id: placed.id, taskId: placed.taskId, member };
}
