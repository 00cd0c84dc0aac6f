import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import {
  proofStateSql,
  shownMoneySql,
  shownMonthSql,
} from '#server/database/predicates/shown-proofs.ts';
import {
  MATCHING_CLIENTS_SQL,
  clientSearchKeys,
  isClientOnPlatformSql,
} from '#server/directory/clients/search.ts';
import { MATCHING_PLATFORMS_SQL, platformSearchKeys } from '#server/directory/platforms/search.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';
import type { SearchQuery, SearchResponse } from '#shared/site/search.ts';
import { foldName } from '#shared/core/text.ts';
import { parseProofQuery } from './parse-proof-query.ts';
import type { BatchedQuery } from './batch-queries.ts';

/** The rows that each query returns. */
type Found = {
  [Key in 'platforms' | 'clients' | 'tasks' | 'proofs' | 'boycotts']: SearchResponse[Key][number];
};

/** Maximum number of words of a query that are tried as one name. */
const NAME_WORDS = 3;
/** Minimum similarity of a platform's name to the query. */
const LEAST_LIKE = 0.5;
/** Maximum number of words of a query that are matched with titles. */
const TITLE_WORDS = 6;

/** The query for platforms by name, alias or domain, also within other words; best first. */
export function buildPlatformsQuery(
  typed: string,
  most: number,
): BatchedQuery<Found['platforms']> | null {
  const keys = platformSearchKeys(typed);
  return keys === null
    ? null
    : { name: 'platforms', text: NAMED_PLATFORMS, values: [...keys, possibleNames(typed), most] };
}

/** All runs of adjacent words of a query, folded, that may be a name. */
export function possibleNames(typed: string): string[] {
  const words = foldName(typed).split(' ');
  return words.flatMap((_, start) =>
    Array.from({ length: Math.min(NAME_WORDS, words.length - start) }, (_, more) =>
      words.slice(start, start + more + 1).join(' '),
    ),
  );
}

const NAMED_PLATFORMS = `
  SELECT p.slug, p.name, s.state FROM (
    SELECT platform_id, max(score) AS score FROM (
      SELECT platform_id, score FROM (${MATCHING_PLATFORMS_SQL}) hit WHERE score >= ${LEAST_LIKE}
      UNION ALL SELECT platform_id, 3 FROM platform_name WHERE key = ANY($4::text[])) h
     GROUP BY platform_id) hit
    JOIN platform p ON p.id = hit.platform_id JOIN platform_summary s ON s.platform_id = p.id
   ORDER BY hit.score DESC, s.payouts DESC, p.name_key LIMIT $5::int`;

/** The query for clients by name or by id on a platform; best first. */
export function buildClientsQuery(
  { q, platform }: SearchQuery,
  most: number,
): BatchedQuery<Found['clients']> {
  return {
    name: 'clients',
    text: NAMED_CLIENTS,
    values: [...clientSearchKeys(q), platform ?? null, most],
  };
}

const NAMED_CLIENTS = `
  WITH ${MATCHING_CLIENTS_SQL}
  SELECT r.slug, r.name, NULLIF(hit.called, r.name) AS "alsoKnownAs"
    FROM hit JOIN client r ON r.id = hit.root_id JOIN client_summary s ON s.client_id = r.id
   WHERE ${isClientOnPlatformSql('$5')}
   ORDER BY hit.score DESC, s.reports DESC, r.id LIMIT $6::int`;

/**
 * The query for tasks whose title has all the words; where there is none, those with a similar title.
 */
export function buildTasksQuery(
  { q, platform }: SearchQuery,
  most: number,
): BatchedQuery<Found['tasks']> | null {
  const key = foldName(q);
  const patterns = titlePatterns(key);
  if (patterns === null) return null;
  return { name: 'tasks', text: NAMED_TASKS, values: [key, platform ?? null, most, ...patterns] };
}

/** LIKE patterns for the words of a folded text; null when none is long enough. */
function titlePatterns(key: string): string[] | null {
  // Shorter words have no trigram; a plural ending is ignored.
  const words = key.split(' ').filter((word) => word.length > 2);
  if (words.length === 0) return null;
  // Padded with the first one, so that one statement fits any number of words.
  return Array.from(
    { length: TITLE_WORDS },
    (_, index) => `%${(words[index] ?? words[0] ?? '').replace(/(?<=...)s$/, '')}%`,
  );
}

const ON_PLATFORM = `($2::text IS NULL OR t.platform_id = (SELECT id FROM platform WHERE slug = $2))`;
const IS_PUBLIC_TASK = 't.last_report_at IS NOT NULL';
const ALL_WORDS = allWords('t.title_key');

/** SQL: whether all patterns, from $4 on, match a folded text. */
function allWords(text: string): string {
  const each = Array.from({ length: TITLE_WORDS }, (_, index) => `${text} LIKE $${index + 4}`);
  return each.join(' AND ');
}

const NAMED_TASKS = `
  WITH part AS MATERIALIZED (
    SELECT t.id, 1::float8 AS score FROM task t WHERE ${IS_PUBLIC_TASK} AND ${ALL_WORDS} AND ${ON_PLATFORM}
     ORDER BY t.last_report_at DESC, t.id LIMIT $3::int),
  typo AS (
    SELECT t.id, word_similarity($1, t.title_key) AS score FROM task t
     WHERE ${IS_PUBLIC_TASK} AND $1 <% t.title_key AND ${ON_PLATFORM} AND NOT EXISTS (SELECT 1 FROM part)
     ORDER BY score DESC, t.id LIMIT $3::int)
  SELECT t.id, t.title, json_build_object('slug', p.slug, 'name', p.name) AS platform,
         json_build_object('minor', t.reward_minor, 'currency', t.currency) AS reward
    FROM (SELECT * FROM part UNION ALL SELECT * FROM typo) hit
    JOIN task t ON t.id = hit.id JOIN platform p ON p.id = t.platform_id
   ORDER BY hit.score DESC, t.last_report_at DESC, t.id`;

/**
 * The query for proofs by platform and, of those that show it, month; those shown last first, of one
 * Monday by random id. Only what is shown is searched, so that queries reveal nothing else.
 */
export function buildProofsQuery(
  { q, platform, from, to }: SearchQuery,
  most: number,
): BatchedQuery<Found['proofs']> | null {
  const words = parseProofQuery(q);
  if (words === null) return null;
  const month = words.month?.startsWith('-') === true ? `%${words.month}` : `${words.month}%`;
  return {
    name: 'proofs',
    text: NAMED_PROOFS,
    values: [
      words.platform,
      platform ?? null,
      words.month === null ? null : month,
      from?.slice(0, 7) ?? null,
      to?.slice(0, 7) ?? null,
      most,
    ],
  };
}

const NAMED_PROOFS = `
  SELECT y.id, json_build_object('slug', p.slug, 'name', p.name) AS platform,
         ${proofStateSql('y')} AS state, ${shownMoneySql('y')} AS amount, ${shownMonthSql('y')} AS month
    FROM payout y JOIN platform p ON p.id = y.platform_id
   WHERE ($1::text IS NULL OR y.platform_id IN (SELECT platform_id FROM platform_name WHERE key = $1))
     AND ($2::text IS NULL OR p.slug = $2)
     AND ($3::text IS NULL OR ${shownMonthSql('y')} LIKE $3)
     AND ($4::text IS NULL OR ${shownMonthSql('y')} >= $4)
     AND ($5::text IS NULL OR ${shownMonthSql('y')} <= $5)
     AND y.hidden_by IS NULL AND ${isProofShownSql('y')}
     AND EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = y.id)
   ORDER BY y.shown_from DESC, y.id COLLATE "C" LIMIT $6::int`;

/**
 * The query for boycotts with all the words in their title or their target's name; open ones first,
 * latest first. They are few, so they are folded at query time.
 */
export function buildBoycottsQuery(
  { q, platform }: SearchQuery,
  most: number,
): BatchedQuery<Found['boycotts']> | null {
  const key = foldName(q);
  const patterns = titlePatterns(key);
  if (patterns === null) return null;
  return {
    name: 'boycotts',
    text: NAMED_BOYCOTTS,
    values: [key, platform ?? null, most, ...patterns],
  };
}

const NAMED_BOYCOTTS = `
  SELECT b.id, b.title, json_build_object('slug', p.slug, 'name', p.name) AS platform, b.state,
         b.outcome
    FROM boycott b JOIN platform p ON p.id = b.platform_id
    LEFT JOIN client c ON c.id = b.client_id LEFT JOIN client r ON r.id = c.root_id
   CROSS JOIN LATERAL (SELECT 'boycott ' || search_fold(concat_ws(' ', b.title, p.name, r.name)) AS said) s
   WHERE ${isBoycottVisibleSql('b')} AND ($2::text IS NULL OR p.slug = $2) AND $1::text IS NOT NULL
     AND ${allWords('s.said')}
   ORDER BY b.state NOT IN ('failed', 'ended') DESC, b.proposed_at DESC, b.id LIMIT $3::int`;
