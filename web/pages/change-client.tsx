import { clientResponse, type ClientResponse } from '#shared/directory/clients.ts';
import { pathTo } from '#shared/core/paths.ts';
import { tasksResponse, type TasksResponse } from '#shared/evidence/tasks.ts';
import { ClientChangeForms } from '#web/directory/clients/change-forms.tsx';
import { ClientTakenNotice } from '#web/directory/clients/client-taken-notice.tsx';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage } from '#web/page.ts';

type Data = { client: ClientResponse; tasks: TasksResponse; idempotencyKey: string };

/** Changes what belongs to a client: names, ids, renaming, merging, splitting. */
export const changeClient = definePage<Data>({
  membersOnly: true,
  load: async (api, { parameters, language }) => {
    const slug = parameters['slug'] ?? '';
    const client = await api.get(`/api/clients/${encodeURIComponent(slug)}`, clientResponse);
    if (client.slug !== slug) {
      return new Redirect(pathTo(language, 'changeClient', { slug: client.slug }));
    }
    const search = new URLSearchParams({ client: slug });
    const tasks = await api.get(`/api/tasks?${search}`, tasksResponse);
    return { client, tasks, idempotencyKey: crypto.randomUUID() };
  },
  title: ({ client }, { t }) => t.clients.change.title({ name: client.name }),
  head: () => ({ noIndex: true }),
  Page: ({ data: { client, tasks, idempotencyKey } }) => {
    const { t, language, viewer } = usePage();
    const words = t.clients.change;
    return (
      <>
        <h1>{words.title({ name: client.name })}</h1>
        <p className="sub">{t.clients.public}</p>
        <p className="links">
          <a href={pathTo(language, 'client', { slug: client.slug })}>
            {words.back({ name: client.name })}
          </a>
          <a href={pathTo(language, 'clientHistory', { slug: client.slug })}>
            {t.clients.page.history({ count: client.revisions })}
          </a>
        </p>
        {viewer?.established === true || viewer?.moderator === true ? null : (
          <p className="aside">{t.acts.newMember}</p>
        )}
        <ClientTakenNotice />
        <ClientChangeForms client={client} tasks={tasks.tasks} idempotencyKey={idempotencyKey} />
      </>
    );
  },
});
