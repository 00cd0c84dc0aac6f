import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound, fieldError } from '#server/core/errors.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { IS_TRUSTED_DOMAIN_SQL } from '#server/directory/platforms/trusted-domains.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import {
  MAX_LOOKUP_IDS,
  parentDomains,
  parseLookupIds,
  type LookupClient,
  type LookupPlatform,
  type LookupQuery,
  type LookupResponse,
  type RunningBoycott,
} from '#shared/site/lookup.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';
import { foldName } from '#shared/core/text.ts';

type BoycottRow = Omit<RunningBoycott, 'path'> & { id: string };
type Rows<Of> = Omit<Of, 'path' | 'boycotts'> & { boycotts: BoycottRow[] };
type PlatformRow = Rows<LookupPlatform>;
type ClientRow = Rows<LookupClient>;

/** Maximum number of boycotts shown beside one name. */
const BOYCOTTS_SHOWN = 3;

/**
 * The platform of a domain, and clients by their ids on a platform; one round trip.
 * @throws AppError not-found for an unknown domain; bad-input for an empty request, ids without a
 * platform, or more than 100 of them.
 */
export async function lookUpPlatformAndClients(
  sql: Sql,
  seeded: ReadonlyMap<string, string>,
  query: LookupQuery,
  now: Date,
): Promise<LookupResponse> {
  const ids = parseLookupIds(query.ids ?? '');
  const domains = parentDomains(query.platform ?? query.domain ?? '');
  if (query.domain === undefined && ids.length === 0) throw fieldError('domain', 'required');
  if (domains.length === 0) throw fieldError('platform', 'required');
  if (ids.length > MAX_LOOKUP_IDS) throw fieldError('ids', 'too-big', String(MAX_LOOKUP_IDS));
  const own = domains.find((domain) => seeded.has(domain)) ?? '';
  const [row] = await sql(
    statement(
      { platform: col.json<PlatformRow>(), clients: col.json<ClientRow[]>().orNull },
      LOOKUP_SQL,
    ),
    [now.toISOString(), domains.map(foldName), domains, ids, seeded.get(own) ?? null, own.length],
  );
  const { platform, clients } = requireFound(row);
  return {
    platform: query.domain === undefined ? null : withPath(platform, 'platform'),
    clients: (clients ?? [])
      .map((client) => withPath(client, 'client'))
      .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
  };
}

function withPath<Row extends { slug: string; boycotts: BoycottRow[] }>(row: Row, page: PageName) {
  const { slug, boycotts } = row;
  return {
    ...row,
    path: paths(page, { slug }),
    boycotts: boycotts.map(({ id, ...boycott }) => ({
      ...boycott,
      path: paths('boycott', { id }),
    })),
  };
}

function paths(page: PageName, parameters: Readonly<Record<string, string>>) {
  const [fr, en] = LANGUAGES.map((language) => pathTo(language, page, parameters));
  return { fr: fr ?? '', en: en ?? '' };
}

const OF_PLATFORM = `b.target = 'platform' OR b.target = 'task' AND EXISTS (
  SELECT 1 FROM task bt WHERE bt.id = b.task_id AND bt.client_id IS NULL)`;
// A boycott of a task is shown beside its client, if known; nothing is shown for the task alone.
const OF_CLIENT = `root.id = (SELECT bc.root_id FROM client bc WHERE bc.id = COALESCE(b.client_id,
  (SELECT bt.client_id FROM task bt WHERE bt.id = b.task_id)))`;

/**
 * SQL: the boycotts on platform `p` that match `which` and that one can still join or respect, those
 * that are on first.
 */
function running(which: string): string {
  return `(SELECT COALESCE(json_agg(json_build_object(
    'id', x.id, 'title', x.title, 'state', x.state, 'since', x.since) ORDER BY x.place, x.since, x.id), '[]')
  FROM (SELECT b.id, b.title, b.state,
      (COALESCE(b.on_from, b.pledging_from, b.proposed_at) AT TIME ZONE 'UTC')::date AS since,
      array_position(ARRAY['on', 'pledging', 'debated'], b.state) AS place
    FROM boycott b WHERE b.platform_id = p.id AND b.state IN ('on', 'pledging', 'debated')
     AND ${countsInFiguresSql('b')} AND (${which}) ORDER BY place, since, b.id LIMIT ${BOYCOTTS_SHOWN}) x)`;
}

// The folded key uses the index; comparing the text tells "a-b.com" from "a.b.com". An initial
// domain keeps its platform, whatever is edited.
export const LOOKUP_SQL = `
  SELECT json_build_object(
      'slug', p.slug, 'name', p.name,
      'standing', json_build_object('state', s.standing->'state', 'since', s.standing->'since',
        'lines', s.standing->'lines'),
      'evidence', json_build_object('shareReceived', s.evidence#>'{slips,shareReceived}',
        'medianDelayDays', s.evidence#>'{slips,medianDelayDays}',
        'until', s.evidence#>'{slips,until}'),
      'hourly', s.evidence->'tasks'->'hourly',
      'boycotts', ${running(OF_PLATFORM)}) AS platform,
    (SELECT json_agg(json_build_object(
        'id', i.external_id, 'slug', root.slug, 'name', root.name,
        'hourly', f.figures->'tasks'->'hourly',
        'refused', f.figures->'tasks'->'refused',
        'rating', json_build_object('count', f.figures->'rating'->'count',
          'criteria', f.figures->'rating'->'criteria'),
        'boycotts', ${running(OF_CLIENT)}))
       FROM client_identity i JOIN client c ON c.id = i.client_id
       JOIN client root ON root.id = c.root_id JOIN client_summary f ON f.client_id = root.id
      WHERE i.platform_id = p.id AND i.external_id = ANY($4::text[])) AS clients
    FROM (SELECT id, $6::int AS length, 0 AS rank FROM platform WHERE slug = $5
          UNION ALL
          SELECT n.platform_id, length(n.text), 1
            FROM platform_name n JOIN platform_summary s ON s.platform_id = n.platform_id
           WHERE n.key = ANY($2::text[]) AND n.text = ANY($3::text[]) AND ${IS_TRUSTED_DOMAIN_SQL}
           ORDER BY length DESC, rank LIMIT 1) asked
    JOIN platform p ON p.id = asked.id
    JOIN platform_summary s ON s.platform_id = p.id`;
