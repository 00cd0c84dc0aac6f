import type { Viewer } from '#server/accounts/viewer.ts';
import { searchClients } from '#server/clients/search.ts';
import type { Sql } from '#server/db.ts';
import { refuseField } from '#server/errors.ts';
import { addDays } from '#shared/days.ts';
import {
  FEW_SUBJECTS,
  HITS_A_PAGE,
  MOST_FOUND,
  type FoundPost,
  type SearchKind,
  type SearchQuery,
  type SearchResponse,
} from '#shared/search.ts';
import { foldName } from '#shared/text.ts';
import { correct } from './corrections.ts';
import { excerptOf, markWords } from './excerpt.ts';
import { FIND_POSTS } from './posts-sql.ts';
import { findNamedPlatforms, findNamedProofs, findNamedTasks } from './subjects.ts';
import { readTerms } from './terms.ts';

/** Fewer hits than these are worth the question whether another word was meant. */
const FEW_HITS = 3;

type Posts = { found: number; common: boolean; hits: Hit[] };
type Hit = {
  id: string;
  place: number;
  thread: { id: string; title: string };
  platform: FoundPost['platform'];
  pseudonym: string | null;
  postedAt: string;
  text: string | null;
  /** The place of the last word of its title in the vector; 0 for a reply. */
  titleEnd: number;
  /** The places of the words that were looked for. */
  marks: number[];
};

/**
 * What was looked for, of all kinds or one. Nothing of it is written down.
 * @throws AppError bad-input where a filter names nobody, or its days run backwards.
 */
export async function searchAll(
  sql: Sql,
  viewer: Viewer | null,
  query: SearchQuery,
  now: Date,
): Promise<SearchResponse> {
  if (query.from !== undefined && query.to !== undefined && query.to < query.from) {
    throw refuseField('to', 'before-start');
  }
  const terms = readTerms(query.q);
  const filters = await readFilters(sql, viewer, query);
  if (terms.wanted.length === 0) return { ...NOTHING, page: query.page, problem: 'empty' };
  const [subjects, typed] = await Promise.all([
    findSubjects(sql, query),
    asksPosts(query.kind) ? findPosts(sql, query.q, filters, query.page, now) : null,
  ]);
  const few = typed !== null && query.page === 1 && typed.found < FEW_HITS;
  const suggestion = few ? await correct(sql, terms) : null;
  const corrected =
    suggestion === null || typed === null || typed.found > 0
      ? null
      : await findPosts(sql, suggestion, filters, 1, now);
  const instead = corrected !== null && corrected.found > 0;
  const posts = (instead ? corrected : typed) ?? { found: 0, common: false, hits: [] };
  const count = Math.min(posts.found, MOST_FOUND);
  const nothing = count === 0 && Object.values(subjects).every((list) => list.length === 0);
  return {
    ...subjects,
    problem: nothing && posts.common ? 'common' : null,
    posts: posts.hits.map(showHit),
    total: { count, more: posts.found > MOST_FOUND },
    page: query.page,
    pages: Math.max(1, Math.ceil(count / HITS_A_PAGE)),
    suggestion,
    instead,
  };
}

const NOTHING: Omit<SearchResponse, 'page' | 'problem'> = {
  platforms: [],
  clients: [],
  tasks: [],
  proofs: [],
  posts: [],
  total: { count: 0, more: false },
  pages: 1,
  suggestion: null,
  instead: false,
};

function asksPosts(kind: SearchKind | undefined): boolean {
  return kind === undefined || kind === 'thread' || kind === 'post';
}

/** What has a name or a month rather than a text; only beside the first posts. */
async function findSubjects(
  sql: Sql,
  query: SearchQuery,
): Promise<Pick<SearchResponse, 'platforms' | 'clients' | 'tasks' | 'proofs'>> {
  const { q, kind, platform } = query;
  // Nobody is found by evidence, and no platform by a day.
  const dated = query.from !== undefined || query.to !== undefined;
  const asks = (one: SearchKind, hasDays = false): boolean =>
    query.page === 1 &&
    query.member === undefined &&
    (hasDays || !dated) &&
    (kind === undefined || kind === one);
  const most = kind === undefined ? FEW_SUBJECTS : HITS_A_PAGE;
  const [platforms, clients, tasks, proofs] = await Promise.all([
    asks('platform') && platform === undefined ? findNamedPlatforms(sql, q, most) : [],
    asks('client') ? searchClients(sql, { q, platform }).then((found) => found.clients) : [],
    asks('task') ? findNamedTasks(sql, query, most) : [],
    asks('proof', true) ? findNamedProofs(sql, query, most) : [],
  ]);
  return {
    platforms,
    clients: clients
      .slice(0, most)
      .map(({ slug, name, alsoKnownAs }) => ({ slug, name, alsoKnownAs })),
    tasks,
    proofs,
  };
}

/** What narrows a search of posts: labels of their vectors, and the instants around its days. */
type Filters = { labels: string | null; since: string | null; until: string | null };

async function readFilters(
  sql: Sql,
  viewer: Viewer | null,
  { kind, platform, member, from, to }: SearchQuery,
): Promise<Filters> {
  const needed = platform !== undefined || member !== undefined || viewer !== null;
  const [row] = needed
    ? await sql<{ platform: string | null; member: string | null; ignored: string[] }>(FILTERS, [
        platform ?? null,
        member === undefined ? null : foldName(member),
        viewer?.id ?? null,
      ])
    : [];
  if (platform !== undefined && row?.platform == null) {
    throw refuseField('platform', 'unknown-platform');
  }
  if (member !== undefined && row?.member == null) throw refuseField('member', 'unknown-member');
  // Ids are letters and digits: nothing in them could end the quotes.
  const labels = [
    ...(kind === 'thread' ? [`'=thread'`] : []),
    ...(row?.platform == null ? [] : [`'#${row.platform}'`]),
    ...(row?.member == null ? [] : [`'~${row.member}'`]),
    ...(row?.ignored ?? []).map((id) => `!'~${id}'`),
  ];
  return {
    labels: labels.length === 0 ? null : labels.join(' & '),
    since: from === undefined ? null : `${from}T00:00:00Z`,
    until: to === undefined ? null : `${addDays(to, 1)}T00:00:00Z`,
  };
}

const FILTERS = `
  SELECT (SELECT id FROM platform WHERE slug = $1) AS platform,
         (SELECT id FROM member WHERE pseudonym_key = $2) AS member,
         COALESCE((SELECT json_agg(ignored_id ORDER BY ignored_id) FROM ignore WHERE member_id = $3), '[]') AS ignored`;

async function findPosts(
  sql: Sql,
  typed: string,
  { labels, since, until }: Filters,
  page: number,
  now: Date,
): Promise<Posts> {
  const { wanted, unwanted } = readTerms(typed);
  const [row] = await sql<Posts>(
    FIND_POSTS,
    [
      wanted,
      unwanted,
      labels,
      since,
      until,
      now.toISOString(),
      HITS_A_PAGE,
      (page - 1) * HITS_A_PAGE,
    ],
    'search-posts',
  );
  return row ?? { found: 0, common: false, hits: [] };
}

function showHit({ marks, titleEnd, thread, text, pseudonym, place, ...hit }: Hit): FoundPost {
  const inText = marks.filter((mark) => mark > titleEnd).map((mark) => mark - titleEnd);
  return {
    id: hit.id,
    kind: place === 1 ? 'thread' : 'post',
    place,
    thread: thread.id,
    title: markWords(
      thread.title,
      marks.filter((mark) => mark <= titleEnd),
    ),
    excerpt: text === null ? [] : excerptOf(text, inText),
    platform: hit.platform,
    author: { pseudonym, withdrew: pseudonym === null && text === null, ignored: false },
    postedAt: hit.postedAt,
  };
}
