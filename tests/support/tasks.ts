import { publishTaskReport } from '#server/evidence/tasks/actions.ts';
import { taskReportForm } from '#shared/evidence/tasks.ts';
import type { TestApp } from './app.ts';
import { makeMember, type TestMember } from './factories.ts';

/** A form that is accepted: three runs of a task at 30 cents, in 20 minutes and a bit. */
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
  /** Posted so many days ago. */
  readonly daysAgo?: number;
  readonly [field: string]: unknown;
};

/** A report with its task and its member where none is given; all figures are settled. */
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
