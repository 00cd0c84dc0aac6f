import { clientsResponse, type ClientsResponse } from '#shared/directory/clients.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { tasksResponse, type TasksResponse } from '#shared/evidence/tasks.ts';
import { loadPlatform, tabHead, tabTitle } from '#web/directory/platforms/platform-tab-page.ts';
import { PlatformTabPage } from '#web/directory/platforms/platform-tabs.tsx';
import {
  ClientsSection,
  TASKS_AND_CLIENTS_SHOWN,
  TasksSection,
} from '#web/directory/platforms/task-and-client-sections.tsx';
import { definePage } from '#web/page.ts';

type Data = { platform: PlatformResponse; tasks: TasksResponse; clients: ClientsResponse };

/** A platform's tasks, and the clients who order them. */
export const platformTasks = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters }) => {
    const slug = parameters['slug'] ?? '';
    const some = `platform=${encodeURIComponent(slug)}&limit=${TASKS_AND_CLIENTS_SHOWN}`;
    const [platform, tasks, clients] = await Promise.all([
      loadPlatform(api, slug),
      api.get(`/api/tasks?${some}`, tasksResponse),
      api.get(`/api/clients?${some}`, clientsResponse),
    ]);
    return { platform, tasks, clients };
  },
  title: ({ platform }, context) => tabTitle('tasks', platform, context),
  head: ({ platform }, context) => tabHead('tasks', platform, context),
  body: ({ platform, tasks, clients }) => (
    <PlatformTabPage platform={platform} tab="tasks">
      <TasksSection slug={platform.slug} tasks={tasks} />
      <ClientsSection slug={platform.slug} clients={clients} />
    </PlatformTabPage>
  ),
});
