import { parsePayoutCode } from '#shared/evidence/claims.ts';
import { pathTo } from '#shared/core/paths.ts';
import { publishedProof } from '#shared/evidence/proofs.ts';
import { PLATFORMS_A_PAGE, rankingResponse } from '#shared/directory/platform-ranking.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage } from '#web/page.ts';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { RankingForm } from '#web/directory/platforms/ranking-form.tsx';
import {
  NARROWING_FILTERS,
  parseRankingFilters,
  rankingQueryOf,
} from '#web/directory/platforms/ranking-filters.ts';
import { PlatformRanking } from '#web/directory/platforms/ranking.tsx';
import { Pager } from '#web/ui/pager.tsx';

/** The ranking of platforms; an unambiguous name redirects to its page. */
export const platforms = definePage({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { query, language }) => {
    const read = parseRankingFilters(query);
    const { filters } = read;
    const claim = await findByCode(api, filters.q);
    if (claim !== null) return new Redirect(pathTo(language, 'proof', { id: claim }));
    const search = pathTo(language, 'platforms', {}, rankingQueryOf(filters)).split('?')[1] ?? '';
    const ranking = await api.get(`/api/platforms?${search}`, rankingResponse);
    const onlyNamed = filters.sort === undefined && filters.page === undefined;
    if (ranking.exact !== null && onlyNamed && NARROWING_FILTERS.every((name) => !filters[name])) {
      return new Redirect(pathTo(language, 'platform', { slug: ranking.exact }));
    }
    return { ...read, ...ranking };
  },
  title: ({ filters }, { t }) =>
    filters.q === undefined
      ? t.platforms.ranking.title
      : t.platforms.ranking.resultsTitle({ typed: filters.q }),
  head: ({ filters }, { t }) => ({
    description: t.platforms.ranking.say,
    noIndex: filters.q !== undefined,
  }),
  body: (data, { t, href }) => {
    const words = t.platforms.ranking;
    const { filters, total, page, pages } = data;
    return (
      <>
        <h1>{filters.q === undefined ? words.title : words.resultsTitle({ typed: filters.q })}</h1>
        <p className="sub">{words.say}</p>
        <SiteSearchBox />
        {data.ignored.length === 0 ? null : (
          <p className="alert">
            {words.ignored} {data.ignored.map((name) => filterLabel(name, words)).join(', ')}.
          </p>
        )}
        <RankingForm filters={filters} ignored={data.ignored} countries={data.countries} />
        {total === 0 ? (
          <Empty typed={filters.q} />
        ) : (
          <>
            <p className="soft" role="status">
              {pages === 1
                ? words.total({ count: total })
                : words.totalOf({ count: total, page, pages })}
            </p>
            <PlatformRanking platforms={data.platforms} start={(page - 1) * PLATFORMS_A_PAGE + 1} />
            <Pager
              page={page}
              pages={pages}
              href={(to) => href('platforms', {}, rankingQueryOf({ ...filters, page: to }))}
            />
            <p className="links">
              <span>{words.missing}</span> <AddLink typed={filters.q} />
              <EverythingLink typed={filters.q} />
            </p>
          </>
        )}
        <p className="note">{t.common.notSample}</p>
      </>
    );
  },
});

/** The payout of a code typed into the search box; null when there is none. */
async function findByCode(api: Api, typed: string | undefined): Promise<string | null> {
  const id = parsePayoutCode(typed ?? '');
  if (id === null) return null;
  // A name may look like a code: then there is no such payout.
  return api.get(`/api/payouts/${id}`, publishedProof).then(
    () => id,
    () => null,
  );
}

/** How to add a platform when none matches. */
function Empty({ typed }: { typed: string | undefined }) {
  const { t, href } = usePage();
  const words = t.platforms.ranking;
  return (
    <div className="aside">
      <p>
        <strong>{typed === undefined ? words.none : words.noneNamed({ typed })}</strong>
      </p>
      {typed === undefined ? null : <p>{words.checkSpelling}</p>}
      <p className="links">
        <AddLink typed={typed} />
        <EverythingLink typed={typed} />
        <a href={href('platforms')}>{words.all}</a>
      </p>
    </div>
  );
}

function AddLink({ typed }: { typed: string | undefined }) {
  const { t, href } = usePage();
  const words = t.platforms.ranking;
  return (
    <a href={href('addPlatform', {}, { name: typed })}>
      {typed === undefined ? words.add : words.addTyped({ typed })}
    </a>
  );
}

/** Link to the search for threads, clients and tasks with the same text. */
function EverythingLink({ typed }: { typed: string | undefined }) {
  const { t, href } = usePage();
  return typed === undefined ? null : (
    <a href={href('search', {}, { q: typed })}>{t.search.everything({ typed })}</a>
  );
}

type RankingWords = ReturnType<typeof usePage>['t']['platforms']['ranking'];

function filterLabel(name: string, words: RankingWords): string {
  switch (name) {
    case 'standing':
    case 'activity':
    case 'method':
    case 'threshold':
    case 'currency':
    case 'country':
    case 'sort':
      return words[name];
    default:
      return name;
  }
}
