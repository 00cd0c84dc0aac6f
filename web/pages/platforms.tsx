import { parsePayoutCode } from '#shared/evidence/claims.ts';
import { pathTo } from '#shared/core/paths.ts';
import { publishedProof } from '#shared/evidence/proofs.ts';
import {
  PLATFORMS_A_PAGE,
  rankingResponse,
  type RankingResponse,
} from '#shared/directory/platform-ranking.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage } from '#web/page.ts';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { LIST, RankingBar, RankingFilters } from '#web/directory/platforms/ranking-form.tsx';
import {
  NARROWING_FILTERS,
  parseRankingFilters,
  rankingQueryOf,
} from '#web/directory/platforms/ranking-filters.ts';
import { PlatformRows } from '#web/directory/platforms/platform-rows.tsx';
import { PickedPlatformsDock } from '#web/directory/comparison/picked-platforms-dock.tsx';
import {
  PICKED,
  parsePicked,
  pathWithPicked,
} from '#web/directory/comparison/comparison-address.ts';
import { MAX_COMPARED } from '#shared/directory/platform-comparison.ts';
import { Pager } from '#web/ui/pager.tsx';

/** The ranking of platforms; an unambiguous name redirects to its page. */
export const platforms = definePage({
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: 'platforms',
  load: async (api, { query, queryAll, language }) => {
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
    const picked = parsePicked(queryAll(PICKED)).slugs.slice(0, MAX_COMPARED);
    return { ...read, ...ranking, picked };
  },
  title: ({ filters }, { t }) =>
    filters.q === undefined
      ? t.platforms.ranking.title
      : t.platforms.ranking.resultsTitle({ typed: filters.q }),
  head: ({ filters, picked }, { t }) => ({
    description: t.platforms.ranking.say,
    // Each choice of filters would be a page of its own.
    noIndex: picked.length > 0 || UNLISTED.some((name) => filters[name] !== undefined),
  }),
  body: (data, { t, href, language, query }) => {
    const words = t.platforms.ranking;
    const { filters, total, page, pages, picked } = data;
    const missing = picked.filter((slug) => !data.platforms.some((shown) => shown.slug === slug));
    return (
      <>
        <h1>{filters.q === undefined ? words.title : words.resultsTitle({ typed: filters.q })}</h1>
        <ListSummary {...data} />
        {filters.q === undefined ? null : <SiteSearchBox />}
        {data.ignored.length === 0 ? null : (
          <p className="alert">
            {words.ignored} {data.ignored.map((name) => filterLabel(name, words)).join(', ')}.
          </p>
        )}
        <form className="choosing" action={href('platforms')} data-enhance="choose-platforms">
          {filters.q === undefined ? null : <input type="hidden" name="q" value={filters.q} />}
          {missing.map((slug) => (
            <input key={slug} type="hidden" name={PICKED} value={slug} />
          ))}
          <RankingBar {...data} />
          <RankingFilters
            {...data}
            clearHref={
              Object.keys(query).length === 0
                ? null
                : pathWithPicked(language, 'platforms', picked, { q: filters.q })
            }
          />
          <div className="listed" id={LIST}>
            {total === 0 ? (
              <Empty typed={filters.q} />
            ) : (
              <PlatformRows
                platforms={data.platforms}
                start={(page - 1) * PLATFORMS_A_PAGE + 1}
                picked={picked}
                withRating={filters.sort === 'rating'}
              />
            )}
            <PickedPlatformsDock />
          </div>
        </form>
        {total === 0 ? null : (
          <>
            <Pager
              page={page}
              pages={pages}
              href={(to) =>
                pathWithPicked(
                  language,
                  'platforms',
                  picked,
                  rankingQueryOf({ ...filters, page: to }),
                )
              }
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

const UNLISTED = ['q', 'sort', ...NARROWING_FILTERS] as const;

/** How many there are, and up to which Monday the figures go. */
function ListSummary(props: Pick<RankingResponse, 'total' | 'page' | 'pages' | 'until'>) {
  const { t, format } = usePage();
  const words = t.platforms.ranking;
  const { total, page, pages, until } = props;
  return (
    <p className="sub" role="status">
      {pages === 1 ? words.total({ count: total }) : words.totalOf({ count: total, page, pages })}
      {'. '}
      {until === null ? null : words.until({ day: format.weekday(until) })}
    </p>
  );
}

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
