import { clientHistoryResponse } from '#shared/directory/client-revisions.ts';
import { pathTo } from '#shared/core/paths.ts';
import { ClientRevisionItem } from '#web/directory/clients/client-revision-item.tsx';
import { Redirect, definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Pager } from '#web/ui/pager.tsx';

/** Members' changes of a client, newest first, each with undo. */
export const clientHistory = definePage({
  layout: 'content-beside',
  load: async (api, { parameters, query, language }) => {
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    const slug = parameters['slug'] ?? '';
    const path = `/api/clients/${encodeURIComponent(slug)}/history?page=${page}`;
    const list = await api.get(path, clientHistoryResponse);
    if (list.client.slug !== slug) {
      const { done } = query;
      return new Redirect(
        pathTo(language, 'clientHistory', { slug: list.client.slug }, { done, page }),
      );
    }
    return list;
  },
  title: ({ client }, { t }) => t.clients.history.title({ name: client.name }),
  head: () => ({ noIndex: true }),
  body: (data, { t, format, href }) => {
    const words = t.clients.history;
    const { client, revisions } = data;
    const { slug } = client;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title({ name: client.name })}</h1>
        <p className="sub">{words.say}</p>
        <p className="links">
          <a href={href('client', { slug })}>{t.clients.change.back({ name: client.name })}</a>
          <a href={href('changeClient', { slug })}>{t.clients.page.change}</a>
        </p>
        {revisions.length === 0 ? <p className="aside">{words.none}</p> : null}
        <ol className="revisions">
          {revisions.map((revision) => (
            <ClientRevisionItem key={revision.id} slug={slug} revision={revision} />
          ))}
        </ol>
        <p className="note">{words.since({ month: format.month(data.sinceMonth) })}</p>
        <Pager
          page={data.page}
          pages={data.pages}
          href={(page) => href('clientHistory', { slug }, { page })}
        />
      </>
    );
  },
});
