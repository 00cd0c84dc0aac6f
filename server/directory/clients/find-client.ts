import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { requireFound, fieldError } from '#server/core/errors.ts';
import { foldName } from '#shared/core/text.ts';

export type FoundClient = RowOf<typeof FOUND_CLIENT>;

const FOUND_CLIENT = { id: col.text, slug: col.text, name: col.text } satisfies RowShape;

/**
 * Takes a lock that serialises changes to client records, so that concurrent merges cannot conflict.
 */
export async function lockClientChanges(tx: Db): Promise<void> {
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtext('clients'))`);
}

/**
 * The client with a slug; for a merged client its root.
 * @throws AppError not-found where no client has the slug.
 */
export async function loadClientBySlug(tx: Db, slug: string): Promise<FoundClient> {
  const [row] = await tx.sql(
    statement(
      FOUND_CLIENT,
      `SELECT r.id, r.slug, r.name FROM client c JOIN client r ON r.id = c.root_id WHERE c.slug = $1`,
    ),
    [slug],
  );
  return requireFound(row);
}

/** The client with an id; for a merged client its root. */
export async function loadClientById(sql: Sql, id: string): Promise<FoundClient> {
  const [row] = await sql(
    statement(
      FOUND_CLIENT,
      `SELECT r.id, r.slug, r.name FROM client c JOIN client r ON r.id = c.root_id WHERE c.id = $1`,
    ),
    [id],
  );
  return requireFound(row);
}

/**
 * Resolves what was typed to a client: a slug or its URL, a name, or an id on a platform. Never
 * guesses: an ambiguous name needs the slug.
 * @throws AppError bad-input where no client or several match.
 */
export async function resolveClient(tx: Db, typed: string, field: string): Promise<FoundClient> {
  const text = slugIn(typed);
  const rows = await tx.sql(
    statement(
      { id: col.text, slug: col.text, name: col.text, rank: col.int },
      `SELECT r.id, r.slug, r.name, min(hit.rank)::int AS rank
       FROM (SELECT id, 0 AS rank FROM client WHERE slug = $1
             UNION ALL SELECT client_id, 1 FROM client_identity WHERE external_id = $1
             UNION ALL SELECT client_id, 1 FROM client_name WHERE key = $2) hit
       JOIN client c ON c.id = hit.id JOIN client r ON r.id = c.root_id
      GROUP BY r.id, r.slug, r.name ORDER BY rank LIMIT 2`,
    ),
    [text, foldName(typed)],
  );
  const [first, second] = rows;
  if (first === undefined) throw fieldError(field, 'unknown-client');
  if (first.rank === second?.rank) throw fieldError(field, 'several-clients');
  return { id: first.id, slug: first.slug, name: first.name };
}

/** The slug in the URL of a client's page; any other text unchanged. */
function slugIn(typed: string): string {
  return /\/clients\/([a-z0-9-]+)\/?(?:[?#].*)?$/.exec(typed.trim())?.[1] ?? typed.trim();
}

/** The client with this id on a platform; a merged client itself, not its root. */
export async function findClientByIdentity(
  tx: Db,
  platformId: string,
  externalId: string,
): Promise<string | null> {
  const where = { platformId_externalId: { platformId, externalId } };
  const row = await tx.clientIdentity.findUnique({ where, select: { clientId: true } });
  return row?.clientId ?? null;
}

/**
 * The client with exactly this name that has tasks on the platform, or on none yet. Prefers a display
 * name over an alias, then the oldest client. `known` tells whether it has an id on the platform.
 */
export async function findClientByName(
  tx: Db,
  platformId: string | null,
  key: string,
): Promise<{ id: string; known: boolean } | null> {
  const [row] = await tx.sql(
    statement(
      { id: col.text, known: col.bool },
      `SELECT c.id, COALESCE($1 = ANY(w.ids), false) AS known
       FROM client_name n JOIN client c ON c.id = n.client_id,
       LATERAL (
         SELECT array_agg(i.platform_id) AS ids FROM client o
           JOIN client_identity i ON i.client_id = o.id WHERE o.root_id = c.root_id) w,
       LATERAL (
         SELECT array_agg(t.platform_id) AS ids FROM client o
           JOIN task t ON t.client_id = o.id
          WHERE o.root_id = c.root_id AND t.last_report_at IS NOT NULL) work
      WHERE n.key = $2 AND (
        $1::text = ANY(w.ids || work.ids) OR (w.ids IS NULL AND work.ids IS NULL))
      ORDER BY (c.name = n.text) DESC, c.created_on, c.id LIMIT 1`,
    ),
    [platformId, key],
  );
  return row ?? null;
}

/** The slug of a client's root. */
export async function loadRootClientSlug(tx: Db, clientId: string): Promise<string> {
  const { root } = await tx.client.findUniqueOrThrow({
    where: { id: clientId },
    select: { root: { select: { slug: true } } },
  });
  return root.slug;
}

/** Whether a client, or one merged into it, has the name. */
export async function clientHasName(tx: Db, root: string, key: string): Promise<boolean> {
  const where = { key, client: { rootId: root } };
  return (await tx.clientName.count({ where })) > 0;
}
