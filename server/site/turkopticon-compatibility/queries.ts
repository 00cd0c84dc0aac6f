import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { isPossibleId } from './parse-request.ts';

/** The platform whose client ids older tools use. */
export const PLATFORM = 'amazon-mechanical-turk';

/** A client found by one of its ids on that platform; a merged client is found as its root. */
export type KnownClient = RowOf<typeof KNOWN_CLIENT>;

const KNOWN_CLIENT = {
  id: col.text,
  slug: col.text,
  name: col.text,
  /** The requested part of its figures; null when none are computed yet. */
  figures: col.json<unknown>().orNull,
  aliases: col.json<unknown>().orNull,
} satisfies RowShape;

export type RequestedFigures = 'attrs' | 'aggregates' | 'view';

/** The clients with these ids, by id, each with one part of its figures; one round trip. */
export async function findClientsByForeignId(
  sql: Sql,
  ids: readonly string[],
  part: RequestedFigures,
): Promise<ReadonlyMap<string, KnownClient>> {
  const rows = await sql(statement(KNOWN_CLIENT, KNOWN_CLIENTS_SQL), [
    PLATFORM,
    ids.filter(isPossibleId),
    part,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

// OFFSET 0 makes each id an index look-up: with a join, the planner would scan the whole table
// while it is small.
export const KNOWN_CLIENTS_SQL = `
  SELECT i.external_id AS id, known.slug, known.name,
         known.legacy->$3 AS figures, known.legacy->'aliases' AS aliases
    FROM client_identity i
   CROSS JOIN LATERAL (
         SELECT root.slug, root.name, s.legacy
           FROM client c
           JOIN client root ON root.id = c.root_id
           LEFT JOIN client_summary s ON s.client_id = root.id
          WHERE c.id = i.client_id
         OFFSET 0) known
   WHERE i.platform_id = (SELECT id FROM platform WHERE slug = $1)
     AND i.external_id = ANY($2::text[])`;
