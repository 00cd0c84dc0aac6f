import type { z } from 'zod/mini';
import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { requireFound } from '#server/core/errors.ts';
import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';
import {
  MAX_TAB_COUNT,
  PLATFORM_LINK_KINDS,
  type PlatformResponse,
  type suggestResponse,
} from '#shared/directory/platforms.ts';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { foldName } from '#shared/core/text.ts';
import { platformRights } from './rules.ts';
import { isUnverifiedLinkSql, unverifiedFactsSql } from './unverified-facts.ts';
import { MATCHING_PLATFORMS_SQL, platformSearchKeys } from './search.ts';

const MAX_SUGGESTIONS = 8;

/**
 * A platform with its figures, their explanation and the viewer's rights; one round trip for visitors.
 * Where no platform has the slug, the one whose former name, alias or domain it is.
 */
export async function findPlatform(
  { sql, shared }: Pick<Database, 'sql' | 'shared'>,
  viewer: Viewer | null,
  slug: string,
): Promise<PlatformResponse> {
  const [row] = await shared(PLATFORM_AS_JSON, [slug]);
  const { platform } = row ?? (await findByFormerSlug(sql, slug));
  const can = platformRights(viewer);
  const decide = can.decide && viewer !== null && (await mayDecideOn(sql, viewer.id, platform.id));
  return { ...platform, links: sortLinks(platform.links), can: { ...can, decide } };
}

/** @throws AppError not-found where no platform, or several, have the name. */
async function findByFormerSlug(
  sql: Sql,
  slug: string,
): Promise<{ platform: Omit<PlatformResponse, 'can'> }> {
  const [named, ...others] = await sql(
    statement(
      { slug: col.text },
      `SELECT DISTINCT p.slug FROM platform_name n JOIN platform p ON p.id = n.platform_id
        WHERE n.key = $1 LIMIT 2`,
    ),
    [foldName(slug)],
  );
  const [row] = await sql(PLATFORM_AS_JSON, [
    requireFound(others.length > 0 ? undefined : named).slug,
  ]);
  return requireFound(row);
}

// Sorts here: links have no folded key in the database, whose collation of names varies by
// installation.
function sortLinks(links: PlatformResponse['links']): PlatformResponse['links'] {
  const key = ({ kind, name }: PlatformResponse['links'][number]): string =>
    `${PLATFORM_LINK_KINDS.indexOf(kind)} ${foldName(name)}`;
  return links.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Platforms by name, alias or domain, ignoring accents, case and small typos; best first. */
export async function suggestPlatforms(
  sql: Sql,
  typed: string,
): Promise<z.infer<typeof suggestResponse>> {
  const keys = platformSearchKeys(typed);
  if (keys === null) return { platforms: [] };
  const platforms = await sql(
    statement(
      { slug: col.text, name: col.text, state: col.oneOf(STANDING_STATES) },
      PLATFORM_SUGGESTIONS_SQL,
    ),
    keys,
  );
  return { platforms };
}

export const PLATFORM_SUGGESTIONS_SQL = `
  SELECT p.slug, p.name, s.state FROM (${MATCHING_PLATFORMS_SQL}) hit
    JOIN platform p ON p.id = hit.platform_id JOIN platform_summary s ON s.platform_id = p.id
   ORDER BY hit.score DESC, s.payouts DESC, p.name_key LIMIT ${MAX_SUGGESTIONS}`;

/** SQL: how many rows there are of `from`, up to MAX_TAB_COUNT. */
function countSql(from: string): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT ${MAX_TAB_COUNT}) counted)`;
}

// Lists its columns explicitly, so that no other is published by accident.
const PLATFORM_AS_JSON = statement(
  { platform: col.json<Omit<PlatformResponse, 'can'>>() },
  `
  SELECT json_build_object(
    'id', p.id, 'slug', p.slug, 'name', p.name, 'activity', p.activity, 'founded', p.founded,
    'headquarters', json_build_object('city', p.headquarters_city, 'country', p.headquarters_country),
    'deepLabour', p.deep_labour, 'note', json_build_object('fr', p.note_fr, 'en', p.note_en),
    'aliases', COALESCE((SELECT json_agg(n.text ORDER BY n.key) FROM platform_name n
      WHERE n.platform_id = p.id AND n.kind = 'alias'), '[]'),
    'domains', COALESCE((SELECT json_agg(n.text ORDER BY n.key) FROM platform_name n
      WHERE n.platform_id = p.id AND n.kind = 'domain'), '[]'),
    'methods', p.methods,
    'threshold', CASE WHEN p.threshold_minor IS NULL THEN NULL ELSE
      json_build_object('minor', p.threshold_minor, 'currency', p.threshold_currency) END,
    'promiseDays', p.promise_days,
    'paidWorkers', p.paid_workers, 'registeredAccounts', p.registered_accounts,
    'links', COALESCE((SELECT json_agg(json_build_object('kind', l.kind, 'name', l.name, 'slug', t.slug)) FROM platform_link l LEFT JOIN platform t ON t.id = l.to_id
      WHERE l.platform_id = p.id), '[]'),
    'linkedBy', COALESCE((SELECT json_agg(json_build_object('kind', l.kind, 'name', f.name, 'slug', f.slug,
        'unverified', ${isUnverifiedLinkSql('l')})
      ORDER BY l.kind, f.name_key) FROM platform_link l JOIN platform f ON f.id = l.platform_id
      WHERE l.to_id = p.id), '[]'),
    'unverified', COALESCE((SELECT json_agg(v.field ORDER BY v.field) FROM (${unverifiedFactsSql('p.id')}) v), '[]'),
    'closedOn', p.closed_on,
    'decision', (SELECT json_build_object('kind', d.kind, 'rule', d.rule, 'reason', d.reason,
        'alone', d.alone, 'act', ${decisionByOnePersonSql(`'decision/' || d.id`)}, 'on', d.decided_on) FROM decision d
      WHERE d.platform_id = p.id AND d.kind = 'close-platform' AND p.closed_on IS NOT NULL
      ORDER BY d.decided_on DESC LIMIT 1),
    'standing', s.standing, 'rating', s.ratings,
    'evidence', s.evidence,
    'counts', json_build_object(
      'tasks', ${countSql('task t WHERE t.platform_id = p.id AND t.last_report_at IS NOT NULL')},
      'threads', ${countSql('forum_thread t WHERE t.platform_id = p.id AND t.posts > 0')}),
    'asOf', NULL, 'figuresSince', (SELECT min(d.day) FROM platform_day d WHERE d.platform_id = p.id)
  ) AS platform
  FROM platform p JOIN platform_summary s ON s.platform_id = p.id WHERE p.slug = $1`,
);

/** Whether a member may decide about a platform, i.e. does not represent it. */
async function mayDecideOn(sql: Sql, memberId: string, platform: string): Promise<boolean> {
  const [row] = await sql(
    statement({ spoke: col.bool }, `SELECT ${representsPlatformSql('$1', '$2')} AS spoke`),
    [memberId, platform],
  );
  return row?.spoke !== true;
}
