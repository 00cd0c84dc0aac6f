import { Fragment } from 'react';
import { MAX_SEARCH_LENGTH, searchResponse, type SearchResponse } from '#shared/site/search.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { findPlatformByName } from '#web/directory/platforms/find-platform-by-name.ts';
import {
  SEARCH_FILTERS,
  parseSearchAddress,
  type ParsedSearch,
} from '#web/site/search/search-filters.ts';
import { PostResults } from '#web/site/search/post-results.tsx';
import { SearchForm } from '#web/site/search/search-form.tsx';
import { SubjectResults } from '#web/site/search/subject-results.tsx';
import { Pager } from '#web/ui/pager.tsx';

type Data = {
  asked: ParsedSearch;
  /** The results; null without a searchable query. */
  found: SearchResponse | null;
  unknown: readonly ('platform' | 'member')[];
};

/** Site-wide search. Queries are only in the address, and stored nowhere. */
export const search = definePage<Data>({
  layout: 'middle',
  sheet: 'none',
  load: async (api, { query }) => {
    const asked = parseSearchAddress(query);
    if (asked.typed === '' || asked.tooLong) return { asked, found: null, unknown: [] };
    const platform = asked.platform === '' ? null : await findPlatformByName(api, asked.platform);
    const address = (filters: object): string =>
      `/api/search?${new URLSearchParams({ q: asked.typed, ...textsOf(filters) })}`;
    const filters = { ...asked.filters, platform: platform?.slug };
    const unknown = asked.platform !== '' && platform === null ? (['platform'] as const) : [];
    try {
      return { asked, unknown, found: await api.get(address(filters), searchResponse) };
    } catch (error) {
      // All other filters were validated: only the member may be unknown.
      if (filters.member === undefined) throw error;
      const found = await api.get(address({ ...filters, member: undefined }), searchResponse);
      return { asked, found, unknown: [...unknown, 'member'] };
    }
  },
  title: ({ asked }, { t }) =>
    asked.typed === '' || asked.tooLong
      ? t.search.title
      : t.search.resultsTitle({ typed: asked.typed }),
  head: (_, { t }) => ({ description: t.search.say, noIndex: true }),
  body: ({ asked, found, unknown }, { t, query }) => {
    const words = t.search;
    const narrowed = SEARCH_FILTERS.some((name) => (query[name] ?? '').trim() !== '');
    const notes = [
      ...(asked.tooLong ? [words.tooLong({ limit: MAX_SEARCH_LENGTH })] : []),
      ...(asked.ignored.length === 0
        ? []
        : [words.ignored({ names: asked.ignored.map((name) => words[name]).join(', ') })]),
      ...(asked.backwards ? [words.backwards] : []),
      ...(unknown.includes('platform') ? [words.unknownPlatform({ name: asked.platform })] : []),
      ...(unknown.includes('member')
        ? [words.unknownMember({ name: asked.filters.member ?? '' })]
        : []),
    ];
    return (
      <>
        <h1>{words.title}</h1>
        <SearchForm open={narrowed || notes.length > (asked.tooLong ? 1 : 0)} />
        {notes.map((note) => (
          <p className="alert" role="alert" key={note}>
            {note}
          </p>
        ))}
        {found === null || found.problem !== null ? (
          <Advice problem={found?.problem ?? 'empty'} />
        ) : (
          <Found typed={asked.typed} found={found} narrowed={narrowed} />
        )}
      </>
    );
  },
});

function textsOf(filters: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

/** Advice on what to type, for an empty or too common query. */
function Advice({ problem }: { problem: 'empty' | 'common' }) {
  const { t } = usePage();
  const words = t.search;
  return (
    <div className="aside">
      <p>
        <strong>{words[problem]}</strong> {problem === 'empty' ? words.emptySay : words.commonSay}
      </p>
      <dl className="tips">
        {words.tips.map(({ example, says }) => (
          <Fragment key={example}>
            <dt>
              <kbd>{example}</kbd>
            </dt>
            <dd>{says}</dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}

function Found(props: { typed: string; found: SearchResponse; narrowed: boolean }) {
  const { t, href, query } = usePage();
  const words = t.search;
  const { typed, found } = props;
  const { suggestion, instead, total, page, pages } = found;
  const named = [found.platforms, found.clients, found.tasks, found.proofs, found.boycotts].some(
    (list) => list.length > 0,
  );
  const here = (changes: Record<string, string | number | undefined>): string =>
    href('search', {}, { ...query, page: undefined, ...changes });
  return (
    <>
      {suggestion === null ? null : (
        <p className="meant" role="status">
          {instead
            ? `${words.nothingFor({ typed })} ${words.instead({ suggestion })}`
            : `${words.meant} `}
          {instead ? null : <a href={here({ q: suggestion })}>{suggestion}</a>}
          {instead ? null : t.search.questionMark}
        </p>
      )}
      <SubjectResults found={found} />
      {found.posts.length === 0 ? null : (
        <section aria-labelledby="posts-found">
          <h2 id="posts-found">{words.posts}</h2>
          <p className="note" role="status">
            {words.found({ count: total.count, more: total.more })}
            {pages === 1 ? null : `, ${words.pageOf({ page, pages })}`}
            {total.more ? `. ${words.older}` : null}
          </p>
          <PostResults posts={found.posts} heading="h3" />
          <Pager
            page={page}
            pages={pages}
            href={(to) => here({ page: to === 1 ? undefined : to })}
          />
        </section>
      )}
      {named || found.posts.length > 0 ? null : (
        <Nothing typed={typed} narrowed={props.narrowed} older={total.more} />
      )}
    </>
  );
}

/** What to try when nothing matches. */
function Nothing(props: { typed: string; narrowed: boolean; older: boolean }) {
  const { typed, narrowed, older } = props;
  const { t, href } = usePage();
  const words = t.search;
  return (
    <div className="aside">
      <p>
        <strong>{words[narrowed ? 'noneNarrow' : older ? 'noneRecent' : 'none']({ typed })}</strong>
      </p>
      <p>{older ? words.older : words.noneSay}</p>
      <p className="links">
        {narrowed ? <a href={href('search', {}, { q: typed })}>{words.clear}</a> : null}
        <a href={href('newThread', {}, { titre: typed })}>{words.ask}</a>
        <a href={href('platforms')}>{words.allPlatforms}</a>
      </p>
    </div>
  );
}
