import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  PLATFORM_LINK_FACTS,
  UNVERIFIED_SOURCE,
  platformFact,
  type PlatformFact,
} from '#shared/directory/platform-corrections.ts';

/**
 * SQL: each `field` of a platform whose revisions name no member's source. Revisions that were undone
 * do not count, nor do those that undo: a confirmation that was undone confirms nothing.
 */
export function unverifiedFactsSql(platformId: string): string {
  return `SELECT r.field FROM platform_revision r
     WHERE r.platform_id = ${platformId} AND r.undoes IS NULL
       AND NOT EXISTS (SELECT 1 FROM platform_revision u WHERE u.undoes = r.id)
     GROUP BY r.field HAVING bool_and(r.source = '${UNVERIFIED_SOURCE}')`;
}

/** SQL: whether nobody has confirmed a link `l` between platforms. */
export function isUnverifiedLinkSql(link: string): string {
  const cases = Object.entries(PLATFORM_LINK_FACTS).map(
    ([fact, kind]) => `WHEN '${kind}' THEN '${fact}'`,
  );
  return `(CASE ${link}.kind ${cases.join(' ')} END) IN (${unverifiedFactsSql(`${link}.platform_id`)})`;
}

/** The facts of a platform that nobody has confirmed with a source. */
export async function listUnverifiedFacts(tx: Db, platformId: string): Promise<PlatformFact[]> {
  const rows = await tx.sql(statement({ field: col.text }, unverifiedFactsSql('$1')), [platformId]);
  return rows.map(({ field }) => platformFact.parse(field));
}
