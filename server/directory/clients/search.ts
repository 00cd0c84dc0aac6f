import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  CLIENTS_A_PAGE,
  type ClientsQuery,
  type ClientsResponse,
  type ListedClient,
} from '#shared/directory/clients.ts';
import { foldName } from '#shared/core/text.ts';

const EXACT = 4;
/** A trigram needs three letters; shorter terms are matched at the start of a word. */
const TRIGRAM_LENGTH = 3;
/** Maximum hits that are ranked further, best first. */
const MAX_HITS = 300;

type Row = ListedClient & { score: number };

/**
 * Searches clients by name (ignoring accents, case and small typos) or id on a platform; without a
 * term, clients with the most reports first. One round trip.
 */
export async function searchClients(
  sql: Sql,
  { q = '', platform, page = 1, limit: size = CLIENTS_A_PAGE }: ClientsQuery,
): Promise<ClientsResponse> {
  const offset = (page - 1) * size;
  const rows =
    q.trim() === ''
      ? await listClients(sql, platform, size + 1, offset)
      : await sql(SEARCH, [...clientSearchKeys(q), platform ?? null, size + 1, offset]);
  const clients = rows.map(({ client }) => client);
  const exact = clients.filter(({ score }) => score === EXACT);
  return {
    clients: clients.slice(0, size).map(({ score: _, ...client }) => client),
    exact: exact.length === 1 ? (exact[0]?.slug ?? null) : null,
    page,
    more: clients.length > size,
  };
}

// Selects the page's rows first, so that only those are joined further. LIMIT is inlined in the SQL
// text, and the first page has no OFFSET, so that the planner knows how few rows to expect.
function listClients(
  sql: Sql,
  platform: string | undefined,
  size: number,
  offset: number,
): Promise<{ client: Row }[]> {
  const values: unknown[] = [size];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const order = 's.reports DESC, s.client_id';
  return sql(
    statement(
      { client: col.json<Row>() },
      `SELECT ${CLIENT_ROW} FROM (
       SELECT * FROM (SELECT * FROM client_summary s
          ${platform === undefined ? '' : `WHERE ${metOn(add(platform))}`}
         ORDER BY ${order} LIMIT ${CLIENTS_A_PAGE + 1} ${offset === 0 ? '' : `OFFSET ${add(offset)}::int`}) s
        ORDER BY ${order} LIMIT $1::int) s
       JOIN client r ON r.id = s.client_id, LATERAL (SELECT 0 AS score, NULL::text AS called) hit
      ORDER BY ${order}`,
    ),
    values,
  );
}

/** Parameters of `MATCHING_CLIENTS_SQL`: the folded key, the LIKE patterns, and the typed text. */
export function clientSearchKeys(typed: string): [string, string, string, string] {
  const key = foldName(typed);
  const around = key.length < TRIGRAM_LENGTH ? ['', '% '] : ['%', '%'];
  return [key, `${around[0]}${key}%`, `${around[1]}${key}%`, typed.trim()];
}

const CLIENT_ROW = `json_build_object(
  'slug', r.slug, 'name', r.name, 'figures', s.figures, 'score', hit.score,
  'alsoKnownAs', NULLIF(hit.called, r.name),
  'platforms', COALESCE((SELECT json_agg(json_build_object('slug', p.slug, 'name', p.name)
      ORDER BY p.name_key) FROM platform p WHERE p.id = ANY(s.platform_ids)), '[]')) AS client`;

const metOn = (parameter: string): string =>
  `s.platform_ids && ARRAY(SELECT id FROM platform WHERE slug = ${parameter}::text)`;

/** SQL: whether the client of summary `s` is on the platform with this slug, if one is given. */
export const isClientOnPlatformSql = (parameter: string): string =>
  `(${parameter}::text IS NULL OR ${metOn(parameter)})`;

/**
 * SQL: CTEs for clients that match a term; the table `hit` has (root_id, called, score). Parameters $1
 * to $4 are `clientSearchKeys(typed)`. Searches for typos, which is expensive, only where nothing contains
 * the term.
 */
export const MATCHING_CLIENTS_SQL = `known AS MATERIALIZED (
    SELECT client_id, external_id AS called, ${EXACT} AS score
      FROM client_identity WHERE external_id = $4),
  part AS MATERIALIZED (
    SELECT client_id, text AS called, CASE
        WHEN key = $1 THEN ${EXACT}
        WHEN starts_with(key, $1) THEN 2 + similarity(key, $1)
        ELSE 1 + similarity(key, $1) END AS score
      FROM client_name
     WHERE $1 <> '' AND (key LIKE $2 OR key LIKE $3) AND NOT EXISTS (SELECT 1 FROM known)
     ORDER BY score DESC LIMIT ${MAX_HITS}),
  typo AS (
    SELECT s.client_id, s.called, s.score FROM client_slips($1, ${MAX_HITS}) s
     WHERE NOT EXISTS (SELECT 1 FROM known) AND NOT EXISTS (SELECT 1 FROM part)),
  hit AS MATERIALIZED (
    SELECT DISTINCT ON (c.root_id) c.root_id, n.called, n.score
      FROM (SELECT * FROM known UNION ALL SELECT * FROM part UNION ALL SELECT * FROM typo) n
      JOIN client c ON c.id = n.client_id
     ORDER BY c.root_id, n.score DESC, n.called)`;

const SEARCH = statement(
  { client: col.json<Row>() },
  `
  WITH ${MATCHING_CLIENTS_SQL}
  SELECT ${CLIENT_ROW} FROM hit JOIN client r ON r.id = hit.root_id
    JOIN client_summary s ON s.client_id = r.id
   WHERE ${isClientOnPlatformSql('$5')}
   ORDER BY hit.score DESC, s.reports DESC, r.id
   LIMIT $6 OFFSET $7`,
);
