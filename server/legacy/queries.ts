import type { Sql } from '#server/db.ts';
import { isPossibleId } from './ask.ts';

/** The platform whose ids of clients older tools know. */
const PLATFORM = 'amazon-mechanical-turk';

/** A client by one of its ids there; whatever was joined to it is told with it. */
export type KnownClient = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** The part of its figures that was asked for; null where none were computed yet. */
  readonly figures: unknown;
  readonly aliases: unknown;
};

export type LegacyPart = 'attrs' | 'aggregates' | 'view';

/** The clients that have these ids, by id, with one part of their figures; one round trip. */
export async function findClients(
  sql: Sql,
  ids: readonly string[],
  part: LegacyPart,
): Promise<ReadonlyMap<string, KnownClient>> {
  const rows = await sql<KnownClient>(KNOWN_CLIENTS, [PLATFORM, ids.filter(isPossibleId), part]);
  return new Map(rows.map((row) => [row.id, row]));
}

// The platform's id first, alone: the index begins with it.
export const KNOWN_CLIENTS = `
  SELECT i.external_id AS id, root.slug, root.name,
         s.legacy->$3 AS figures, s.legacy->'aliases' AS aliases
    FROM client_identity i
    JOIN client c ON c.id = i.client_id
    JOIN client root ON root.id = c.root_id
    LEFT JOIN client_summary s ON s.client_id = root.id
   WHERE i.platform_id = (SELECT id FROM platform WHERE slug = $1)
     AND i.external_id = ANY($2::text[])`;
