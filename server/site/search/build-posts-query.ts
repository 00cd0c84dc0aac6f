import { POSTS_PER_SEARCH_PAGE, type FoundPost } from '#shared/site/search.ts';
import { wordsToCheck, type CorrectionCandidates } from './spelling-corrections.ts';
import { excerptOf, markWords } from './excerpt.ts';
import { FIND_POSTS_SQL } from './find-posts-sql.ts';
import { parseSearchQuery } from './parse-query.ts';
import type { BatchedQuery } from './batch-queries.ts';
import { positionsOfStems } from './tsvector-positions.ts';

export type PostFilters = {
  /** A tsquery of labels in posts' vectors; null without a filter. */
  readonly labels: string | null;
  /** First instant of the date range; null without one. */
  readonly since: string | null;
  /** First instant after the date range; null without one. */
  readonly until: string | null;
};

export type MatchingPosts = {
  readonly found: number;
  readonly common: boolean;
  /** Whether older posts, which were not examined, may match too. */
  readonly older: boolean;
  /** The stems of the query, in the form that they have in vectors. */
  readonly stems: readonly string[];
  /** Words of the query that are not in `search_word`, if there were few hits; null without any. */
  readonly unknown: readonly CorrectionCandidates[] | null;
  readonly hits: readonly Hit[];
};
type Hit = {
  id: string;
  place: number;
  thread: { id: string; title: string };
  platform: FoundPost['platform'];
  pseudonym: string | null;
  postedAt: string;
  /** Text of the post; null when withdrawn or hidden: its thread can still be found by its title. */
  text: string | null;
  hidden: boolean;
  /** A tsvector as text: 'stem':1A,5 'other':3. */
  vector: string;
};

/** The query for a page of posts; it always returns one row. */
export function buildPostsQuery(
  typed: string,
  { labels, since, until }: PostFilters,
  page: number,
  now: Date,
): BatchedQuery<MatchingPosts> {
  const terms = parseSearchQuery(typed);
  const skipped = (page - 1) * POSTS_PER_SEARCH_PAGE;
  return {
    name: 'posts',
    text: FIND_POSTS_SQL,
    values: [
      terms.wanted,
      terms.unwanted,
      labels,
      since,
      until,
      now.toISOString(),
      POSTS_PER_SEARCH_PAGE,
      skipped,
      page === 1 ? wordsToCheck(terms) : [],
    ],
  };
}

/** Posts for display, with matching words marked. */
export function toFoundPosts({ hits, stems }: MatchingPosts): FoundPost[] {
  const marked = new Set(stems);
  return hits.map(({ vector, thread, text, hidden, pseudonym, place, ...hit }) => {
    const { inTitle, inText } = positionsOfStems(vector, marked);
    return {
      id: hit.id,
      kind: place === 1 ? 'thread' : 'post',
      place,
      thread: thread.id,
      title: markWords(thread.title, inTitle),
      excerpt: text === null ? [] : excerptOf(text, inText),
      platform: hit.platform,
      author: {
        pseudonym,
        withdrew: pseudonym === null && text === null && !hidden,
        ignored: false,
      },
      postedAt: hit.postedAt,
    };
  });
}
