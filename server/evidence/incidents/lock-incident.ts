import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';

export type LoadedIncident = RowOf<typeof LOADED_INCIDENT>;

const LOADED_INCIDENT = {
  platformId: col.text,
  authorId: col.text,
  slug: col.text,
  kind: col.text,
  signed: col.bool,
  clientId: col.text.orNull,
  /** The author's member id; null when her account was deleted. */
  memberId: col.text.orNull,
  incidentKey: col.text,
  pictureKey: col.text.orNull,
} satisfies RowShape;

/**
 * Loads an incident and locks it, so that nobody says "me too" to one being withdrawn.
 * @throws AppError withdrawn or not-found.
 */
export async function lockIncident(tx: Db, id: string): Promise<LoadedIncident> {
  const [incident] = await tx.sql(
    statement(
      LOADED_INCIDENT,
      `SELECT i.platform_id AS "platformId", i.author_id AS "authorId", p.slug, i.kind, i.signed, i.client_id AS "clientId",
            a.member_id AS "memberId", a.incident_key AS "incidentKey", s.key AS "pictureKey"
       FROM incident i JOIN author a ON a.id = i.author_id JOIN platform p ON p.id = i.platform_id
       LEFT JOIN screenshot s ON s.incident_id = i.id
      WHERE i.id = $1 FOR UPDATE OF i`,
    ),
    [id],
  );
  if (incident === undefined) throw await notFoundOrWithdrawn(tx, `incident/${id}`);
  return incident;
}
