import { clientResponse } from '#shared/directory/clients.ts';
import { pathTo } from '#shared/core/paths.ts';
import { tasksResponse } from '#shared/evidence/tasks.ts';
import { ClientChangeForms } from '#web/directory/clients/change-forms.tsx';
import { ClientTakenNotice } from '#web/directory/clients/client-taken-notice.tsx';
import { Redirect, definePage } from '#web/page.ts';

/** Forms that change what belongs to a client: names, ids, renaming, merging, splitting. */
export const changeClient = definePage({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { parameters, language }) => {
    const slug = parameters['slug'] ?? '';
    const client = await api.get(`/api/clients/${encodeURIComponent(slug)}`, clientResponse);
    if (client.slug !== slug) {
      return new Redirect(pathTo(language, 'changeClient', { slug: client.slug }));
    }
    const search = new URLSearchParams({ client: slug });
    const tasks = await api.get(`/api/tasks?${search}`, tasksResponse);
    return { client, tasks };
  },
  title: ({ client }, { t }) => t.clients.change.title({ name: client.name }),
  body: ({ client, tasks }, { t, href, viewer }) => {
    const words = t.clients.change;
    return (
      <>
        <h1>{words.title({ name: client.name })}</h1>
        <p className="sub">{t.clients.public}</p>
        <p className="links">
          <a href={href('client', { slug: client.slug })}>{words.back({ name: client.name })}</a>
          <a href={href('clientHistory', { slug: client.slug })}>
            {t.clients.page.history({ count: client.revisions })}
          </a>
        </p>
        {viewer?.established === true || viewer?.moderator === true ? null : (
          <p className="aside">{t.acts.newMember}</p>
        )}
        <ClientTakenNotice />
        <ClientChangeForms client={client} tasks={tasks.tasks} />
      </>
    );
  },
});
