import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { platformResponse, type PublishedEvidence } from '#shared/directory/platforms.ts';
import {
  ownTaskReport,
  publishedTask,
  type OwnTaskReport,
  type PublishedTask,
} from '#shared/evidence/tasks.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { TASK_REPORT } from '#tests/support/tasks.ts';

export type TaskRequests = {
  /** Sends a form and reads what it is answered. */
  readonly send: (
    fields: object,
    member: TestMember,
    path?: string,
  ) => Promise<{ status: number; id: string; path: string }>;
  readonly ownReport: (id: string, member: TestMember) => Promise<OwnTaskReport>;
  readonly readTask: (id: string) => Promise<PublishedTask>;
  readonly platformTasks: (slug: string) => Promise<PublishedEvidence['tasks']>;
};

/** What tests send to a site about tasks, and read from it. */
export function taskRequests(site: TestApp): TaskRequests {
  return {
    send: async (fields, member, path = '/api/task-reports') => {
      const response = await site.post(path, { ...TASK_REPORT, ...fields }, member.cookie);
      return { status: response.statusCode, ...response.json<{ id: string; path: string }>() };
    },
    ownReport: async (id, { cookie }) =>
      ownTaskReport.parse((await site.get(`/api/me/task-reports/${id}`, cookie)).json()),
    readTask: async (id) => publishedTask.parse((await site.get(`/api/tasks/${id}`)).json()),
    platformTasks: async (slug) =>
      platformResponse.parse((await site.get(`/api/platforms/${slug}`)).json()).evidence.tasks,
  };
}

/** Lets the reports count whose Monday comes within so many days. */
export async function settle(of: TestApp, days = 0): Promise<void> {
  const later = new Date(of.clock.now.getTime() + days * 86_400_000);
  await of.database.prisma.$transaction((tx) => countDueTaskReports(tx, later));
  await of.catchUp();
}
