import { HITS_A_PAGE, type FoundPost } from '#shared/site/search.ts';
import { wordsToCheck, type Candidates } from './corrections.ts';
import { excerptOf, markWords } from './excerpt.ts';
import { FIND_POSTS } from './posts-sql.ts';
import { readTerms } from './terms.ts';
import type { Question } from './together.ts';
import { placesOf } from './vector.ts';

/** What narrows a search of posts: labels of their vectors, and the instants around its days. */
export type Filters = {
  readonly labels: string | null;
  readonly since: string | null;
  readonly until: string | null;
};

/** Posts as the database finds them. */
export type Posts = {
  readonly found: number;
  readonly common: boolean;
  /** Whether older ones, that were not looked at, may fit too. */
  readonly older: boolean;
  /** Of what was looked for, as they stand in vectors. */
  readonly stems: readonly string[];
  /** Words that nobody wrote, where hardly anything was found; null where none is. */
  readonly unknown: readonly Candidates[] | null;
  readonly hits: readonly Hit[];
};
type Hit = {
  id: string;
  place: number;
  thread: { id: string; title: string };
  platform: FoundPost['platform'];
  pseudonym: string | null;
  postedAt: string;
  /** Null where it was taken back, or a decision hides it: then its thread is found by its title. */
  text: string | null;
  hidden: boolean;
  /** As the database writes it: 'stem':1A,5 'other':3. */
  vector: string;
};

/** Posts by what was typed, a page of them; always one row. */
export function askPosts(
  typed: string,
  { labels, since, until }: Filters,
  page: number,
  now: Date,
): Question<Posts> {
  const terms = readTerms(typed);
  const skipped = (page - 1) * HITS_A_PAGE;
  return {
    name: 'posts',
    text: FIND_POSTS,
    values: [
      terms.wanted,
      terms.unwanted,
      labels,
      since,
      until,
      now.toISOString(),
      HITS_A_PAGE,
      skipped,
      page === 1 ? wordsToCheck(terms) : [],
    ],
  };
}

/** Posts as they are shown, the words that were looked for marked. */
export function showPosts({ hits, stems }: Posts): FoundPost[] {
  const marked = new Set(stems);
  return hits.map(({ vector, thread, text, hidden, pseudonym, place, ...hit }) => {
    const { inTitle, inText } = placesOf(vector, marked);
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
