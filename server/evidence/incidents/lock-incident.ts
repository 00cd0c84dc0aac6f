import type { Db } from '#server/database/db.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import type { Viewer } from '#server/http/viewer.ts';
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
  pictureKey: col.text.orNull,
  shown: col.bool,
} satisfies RowShape;

/**
 * Loads an incident for the viewer and locks it, so that nobody says "me too" to one being withdrawn.
 * @throws AppError withdrawn or not-found, as one that is not shown is to others than its author.
 */
export async function lockIncident(tx: Db, viewer: Viewer, id: string): Promise<LoadedIncident> {
  const [incident] = await tx.sql(
    statement(
      LOADED_INCIDENT,
      `SELECT i.platform_id AS "platformId", i.author_id AS "authorId", p.slug, i.kind, i.signed, i.client_id AS "clientId",
            a.member_id AS "memberId", s.key AS "pictureKey",
            ${isShownSql('i')} AS shown
       FROM incident i JOIN author a ON a.id = i.author_id JOIN platform p ON p.id = i.platform_id
       LEFT JOIN screenshot s ON s.incident_id = i.id
      WHERE i.id = $1 FOR UPDATE OF i`,
    ),
    [id],
  );
  if (incident === undefined || !(incident.shown || incident.memberId === viewer.id))
    throw await notFoundOrWithdrawn(tx, `incident/${id}`);
  return incident;
}
