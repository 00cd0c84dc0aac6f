import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { addDays } from '#shared/core/days.ts';
import {
  SUBJECTS_BESIDE_POSTS,
  POSTS_PER_SEARCH_PAGE,
  MAX_RANKED_POSTS,
  type SearchKind,
  type SearchQuery,
  type SearchResponse,
} from '#shared/site/search.ts';
import { foldName } from '#shared/core/text.ts';
import { correctQuery } from './spelling-corrections.ts';
import {
  buildPostsQuery,
  toFoundPosts,
  type PostFilters,
  type MatchingPosts,
} from './build-posts-query.ts';
import {
  buildBoycottsQuery,
  buildClientsQuery,
  buildPlatformsQuery,
  buildProofsQuery,
  buildTasksQuery,
} from './build-subject-queries.ts';
import { parseSearchQuery } from './parse-query.ts';
import { runBatch } from './batch-queries.ts';

const NO_POSTS: MatchingPosts = {
  found: 0,
  common: false,
  older: false,
  stems: [],
  unknown: null,
  hits: [],
};

/**
 * Searches all kinds of content, or one. Queries are not logged.
 * @throws AppError bad-input for an unknown name in a filter, or an inverted date range.
 */
export async function searchAll(
  sql: Sql,
  viewer: Viewer | null,
  query: SearchQuery,
  now: Date,
): Promise<SearchResponse> {
  if (query.from !== undefined && query.to !== undefined && query.to < query.from) {
    throw fieldError('to', 'before-start');
  }
  const terms = parseSearchQuery(query.q);
  const filters = await readFilters(sql, viewer, query);
  if (terms.wanted.length === 0) return { ...NOTHING, page: query.page, problem: 'empty' };
  const asksPosts = ['thread', 'post', undefined].includes(query.kind);
  const {
    posts: [typed],
    ...subjects
  } = await runBatch(sql, {
    ...subjectsOf(query),
    posts: asksPosts ? buildPostsQuery(query.q, filters, query.page, now) : null,
  });
  const suggestion = correctQuery(terms, typed?.unknown ?? []);
  const corrected =
    suggestion === null || typed === undefined || typed.found > 0
      ? undefined
      : (await runBatch(sql, { posts: buildPostsQuery(suggestion, filters, 1, now) })).posts[0];
  const instead = corrected !== undefined && corrected.found > 0;
  const posts = (instead ? corrected : typed) ?? NO_POSTS;
  const count = Math.min(posts.found, MAX_RANKED_POSTS);
  const nothing = count === 0 && Object.values(subjects).every((list) => list.length === 0);
  return {
    ...subjects,
    problem: nothing && posts.common ? 'common' : null,
    posts: toFoundPosts(posts),
    total: { count, more: posts.older },
    page: query.page,
    pages: Math.max(1, Math.ceil(count / POSTS_PER_SEARCH_PAGE)),
    suggestion,
    instead,
  };
}

const NOTHING: Omit<SearchResponse, 'page' | 'problem'> = {
  platforms: [],
  clients: [],
  tasks: [],
  proofs: [],
  boycotts: [],
  posts: [],
  total: { count: 0, more: false },
  pages: 1,
  suggestion: null,
  instead: false,
};

/**
 * Queries for platforms, clients, tasks, proofs and boycotts, which are found by name or month rather
 * than text; only on the first page of posts.
 */
function subjectsOf(query: SearchQuery) {
  const { q, kind, platform } = query;
  // A filter by author excludes evidence, a filter by date excludes platforms.
  const dated = query.from !== undefined || query.to !== undefined;
  const asks = (one: SearchKind, hasDays = false): boolean =>
    query.page === 1 &&
    query.member === undefined &&
    (hasDays || !dated) &&
    (kind === undefined || kind === one);
  const most = kind === undefined ? SUBJECTS_BESIDE_POSTS : POSTS_PER_SEARCH_PAGE;
  return {
    platforms: asks('platform') && platform === undefined ? buildPlatformsQuery(q, most) : null,
    clients: asks('client') ? buildClientsQuery(query, most) : null,
    tasks: asks('task') ? buildTasksQuery(query, most) : null,
    proofs: asks('proof', true) ? buildProofsQuery(query, most) : null,
    boycotts: asks('boycott') ? buildBoycottsQuery(query, most) : null,
  };
}

async function readFilters(
  sql: Sql,
  viewer: Viewer | null,
  { kind, platform, member, from, to }: SearchQuery,
): Promise<PostFilters> {
  const needed = platform !== undefined || member !== undefined || viewer !== null;
  const [row] = needed
    ? await sql(FILTERS, [
        platform ?? null,
        member === undefined ? null : foldName(member),
        viewer?.id ?? null,
      ])
    : [];
  if (platform !== undefined && row?.platform == null) {
    throw fieldError('platform', 'unknown-platform');
  }
  if (member !== undefined && row?.member == null) throw fieldError('member', 'unknown-member');
  // Ids contain only letters and digits, so quoting is safe.
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

const FILTERS = statement(
  { platform: col.text.orNull, member: col.text.orNull, ignored: col.json<string[]>() },
  `
  SELECT (SELECT id FROM platform WHERE slug = $1) AS platform,
         (SELECT id FROM member WHERE pseudonym_key = $2) AS member,
         COALESCE((SELECT json_agg(ignored_id ORDER BY ignored_id) FROM ignore WHERE member_id = $3), '[]') AS ignored`,
);
