import type { z } from 'zod/mini';
import type { Sql } from '#server/db.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { found } from '#server/errors.ts';
import type { PlatformResponse, suggestResponse } from '#shared/platforms.ts';
import { domainOf, foldName } from '#shared/text.ts';
import { platformRights } from './rules.ts';

const MAX_SUGGESTIONS = 8;
/** How alike, from 0 to 1, a name must be to what was typed to count as a slip of it. */
const MIN_SIMILARITY = 0.3;

/** A platform with its figures, its reasons and what the viewer may do; one round trip. */
export async function findPlatform(
  sql: Sql,
  viewer: Viewer | null,
  slug: string,
): Promise<PlatformResponse> {
  const [row] = await sql<{ platform: Omit<PlatformResponse, 'can'> }>(PLATFORM_AS_JSON, [slug]);
  return { ...found(row).platform, can: platformRights(viewer) };
}

/** Platforms by name, alias or domain; accents, case and small slips forgiven; best first. */
export async function suggestPlatforms(
  sql: Sql,
  typed: string,
): Promise<z.infer<typeof suggestResponse>> {
  const key = foldName(domainOf(typed) ?? typed);
  if (key === '') return { platforms: [] };
  const platforms = await sql<z.infer<typeof suggestResponse>['platforms'][number]>(
    `SELECT p.slug, p.name, s.state FROM (
       SELECT platform_id, max(
         CASE WHEN key = $1 THEN 3
              WHEN starts_with(key, $1) THEN 2 + similarity(key, $1)
              WHEN strpos(key, $1) > 0 THEN 1 + similarity(key, $1)
              ELSE word_similarity($1, key) END) AS score
         FROM platform_name
        WHERE key LIKE '%' || $2 || '%' OR key % $1 OR $1 <% key
        GROUP BY platform_id) hit
       JOIN platform p ON p.id = hit.platform_id JOIN platform_summary s ON s.platform_id = p.id
      WHERE hit.score >= $3
      ORDER BY hit.score DESC, p.name_key LIMIT $4`,
    [key, key.replaceAll(/[\\%_]/g, String.raw`\$&`), MIN_SIMILARITY, MAX_SUGGESTIONS],
  );
  return { platforms };
}

// The columns are listed one by one: what is not named here cannot leave by accident.
const PLATFORM_AS_JSON = `
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
    'links', COALESCE((SELECT json_agg(json_build_object('kind', l.kind, 'name', l.name, 'slug', t.slug)
      ORDER BY l.kind, l.name) FROM platform_link l LEFT JOIN platform t ON t.id = l.to_id
      WHERE l.platform_id = p.id), '[]'),
    'linkedBy', COALESCE((SELECT json_agg(json_build_object('kind', l.kind, 'name', f.name, 'slug', f.slug)
      ORDER BY l.kind, f.name_key) FROM platform_link l JOIN platform f ON f.id = l.platform_id
      WHERE l.to_id = p.id), '[]'),
    'closedOn', p.closed_on, 'standing', s.standing, 'rating', s.standing->'rating',
    'evidence', s.evidence
  ) AS platform
  FROM platform p JOIN platform_summary s ON s.platform_id = p.id WHERE p.slug = $1`;
