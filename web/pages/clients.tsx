import { clientsResponse, type ClientsResponse } from '#shared/directory/clients.ts';
import { MAX_SHORT_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { pathTo } from '#shared/core/paths.ts';
import { ClientList } from '#web/directory/clients/client-list.tsx';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage } from '#web/page.ts';
import {
  findPlatformByName,
  type FoundPlatform,
} from '#web/directory/platforms/find-platform-by-name.ts';

type Data = { list: ClientsResponse; typed: string; platform: FoundPlatform | null };

/** Clients by name or id; an unambiguous match redirects to it. */
export const clients = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { query, language }) => {
    const typed = (query['q'] ?? '').trim().slice(0, MAX_SHORT_TEXT_LENGTH);
    const named = (query['plateforme'] ?? '').trim();
    const platform = named === '' ? null : await findPlatformByName(api, named);
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : undefined;
    const search = new URLSearchParams({ q: typed });
    if (platform !== null) search.set('platform', platform.slug);
    if (page !== undefined) search.set('page', page);
    const list = await api.get(`/api/clients?${search}`, clientsResponse);
    if (list.exact !== null && page === undefined) {
      return new Redirect(pathTo(language, 'client', { slug: list.exact }));
    }
    return { list, typed, platform };
  },
  title: (data, { t }) => titleOf(data, t.clients),
  head: ({ typed }, { t, query }) => ({
    description: t.clients.say,
    noIndex: typed !== '' || query['page'] !== undefined,
  }),
  body: (data, { t, href }) => {
    const words = t.clients;
    const { list, typed, platform } = data;
    const here = (page?: number): string =>
      href('clients', {}, { q: typed, plateforme: platform?.slug, page });
    return (
      <>
        <h1>{titleOf(data, words)}</h1>
        <p className="sub">{words.say}</p>
        <Search typed={typed} platform={platform} />
        {list.clients.length === 0 ? <Empty typed={typed} /> : null}
        <ClientList clients={list.clients} heading="h2" />
        <p className="links">
          {list.page === 1 ? null : <a href={here()}>{words.first}</a>}
          {list.more ? (
            <a href={here(list.page + 1)} rel="next">
              {words.more}
            </a>
          ) : null}
        </p>
        <p className="links">
          <a href={href('addClient')}>{words.add.title}</a>
        </p>
        <p className="note">{t.common.notSample}</p>
      </>
    );
  },
});

function titleOf(
  { typed, platform }: Data,
  words: ReturnType<typeof usePage>['t']['clients'],
): string {
  if (typed !== '') return words.resultsTitle({ typed });
  return platform === null ? words.title : words.titleOn({ platform: platform.name });
}

function Search(props: { typed: string; platform: FoundPlatform | null }) {
  const { t, href } = usePage();
  const words = t.clients;
  return (
    <form
      className="find client-find"
      role="search"
      aria-label={words.search}
      action={href('clients')}
    >
      {props.platform === null ? null : (
        <input type="hidden" name="plateforme" value={props.platform.slug} />
      )}
      <input
        name="q"
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        defaultValue={props.typed}
        autoComplete="off"
        maxLength={MAX_SHORT_TEXT_LENGTH}
      />
      <button>{words.searchButton}</button>
    </form>
  );
}

function Empty({ typed }: { typed: string }) {
  const { t, href } = usePage();
  const words = t.clients;
  return (
    <div className="aside">
      <p>
        <strong>{typed === '' ? words.none : words.noneNamed({ typed })}</strong>
      </p>
      <p className="links">
        {typed === '' ? null : (
          <a href={href('addClient', {}, { name: typed })}>{words.addTyped({ typed })}</a>
        )}
        {typed === '' ? (
          <a href={href('reportTask')}>{words.page.reportTask}</a>
        ) : (
          <a href={href('clients')}>{words.all}</a>
        )}
      </p>
    </div>
  );
}
