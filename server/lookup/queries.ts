import type { Sql } from '#server/db.ts';
import { found, refuseField } from '#server/errors.ts';
import { LANGUAGES } from '#shared/languages.ts';
import {
  MAX_LOOKUP_IDS,
  domainsAbove,
  readIds,
  type LookupClient,
  type LookupPlatform,
  type LookupQuery,
  type LookupResponse,
} from '#shared/lookup.ts';
import { pathTo, type PageName } from '#shared/paths.ts';
import { foldName } from '#shared/text.ts';
import { TRUSTED_DOMAIN } from './domains.ts';

type PlatformRow = Omit<LookupPlatform, 'path' | 'boycotts'>;
type ClientRow = Omit<LookupClient, 'path' | 'boycotts'>;

/**
 * The platform of a domain, and clients by the ids that a platform shows for them; one round trip.
 * @throws AppError not-found where no platform has the domain; bad-input where nothing is asked,
 * ids come without their platform, or more than 100 of them.
 */
export async function lookUp(
  sql: Sql,
  seeded: ReadonlyMap<string, string>,
  query: LookupQuery,
  now: Date,
): Promise<LookupResponse> {
  const ids = readIds(query.ids ?? '');
  const domains = domainsAbove(query.platform ?? query.domain ?? '');
  if (query.domain === undefined && ids.length === 0) throw refuseField('domain', 'required');
  if (domains.length === 0) throw refuseField('platform', 'required');
  if (ids.length > MAX_LOOKUP_IDS) throw refuseField('ids', 'too-big', String(MAX_LOOKUP_IDS));
  const own = domains.find((domain) => seeded.has(domain)) ?? '';
  const [row] = await sql<{ platform: PlatformRow; clients: ClientRow[] | null }>(LOOKUP, [
    now.toISOString(),
    domains.map(foldName),
    domains,
    ids,
    seeded.get(own) ?? null,
    own.length,
  ]);
  const { platform, clients } = found(row);
  return {
    platform: query.domain === undefined ? null : withPath(platform, 'platform'),
    clients: (clients ?? [])
      .map((client) => withPath(client, 'client'))
      .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
  };
}

function withPath<Row extends { slug: string }>(row: Row, page: PageName) {
  const { slug } = row;
  const [fr, en] = LANGUAGES.map((language) => pathTo(language, page, { slug }));
  // There are none to tell of yet.
  return { ...row, path: { fr: fr ?? '', en: en ?? '' }, boycotts: [] };
}

// The folded key finds by the index, the text beside it tells "a-b.com" from "a.b.com". A domain that
// the site started with keeps its platform, whatever is edited.
export const LOOKUP = `
  SELECT json_build_object(
      'slug', p.slug, 'name', p.name,
      'standing', json_build_object('state', s.standing->'state', 'mean', s.standing->'mean',
        'members', s.standing->'members', 'since', s.standing->'since'),
      'evidence', json_build_object('shareReceived', s.evidence->'shareReceived12m',
        'medianDelayDays', s.evidence->'medianDelayDays', 'waiting', s.evidence->'waiting'),
      'hourly', s.evidence->'tasks'->'hourly') AS platform,
    (SELECT json_agg(json_build_object(
        'id', i.external_id, 'slug', root.slug, 'name', root.name,
        'hourly', f.figures->'tasks'->'hourly',
        'refused', f.figures->'tasks'->'refused',
        'rating', json_build_object('count', f.figures->'rating'->'count',
          'criteria', f.figures->'rating'->'criteria')))
       FROM client_identity i JOIN client c ON c.id = i.client_id
       JOIN client root ON root.id = c.root_id JOIN client_summary f ON f.client_id = root.id
      WHERE i.platform_id = p.id AND i.external_id = ANY($4::text[])) AS clients
    FROM (SELECT id, $6::int AS length, 0 AS rank FROM platform WHERE slug = $5
          UNION ALL
          SELECT n.platform_id, length(n.text), 1
            FROM platform_name n JOIN platform_summary s ON s.platform_id = n.platform_id
           WHERE n.key = ANY($2::text[]) AND n.text = ANY($3::text[]) AND ${TRUSTED_DOMAIN}
           ORDER BY length DESC, rank LIMIT 1) asked
    JOIN platform p ON p.id = asked.id
    JOIN platform_summary s ON s.platform_id = p.id`;
