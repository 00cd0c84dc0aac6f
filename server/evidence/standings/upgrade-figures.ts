import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { EVIDENCE_FORMAT_VERSION } from '#shared/directory/slip-figures.ts';
import { FIGURES_TRANSACTION_OPTIONS, refreshPlatformFigures } from './refresh-platform-figures.ts';

/**
 * Recomputes figures stored in the format of an earlier version. Run before the server accepts
 * requests.
 * @returns the number of platforms recomputed.
 */
export async function upgradeFigures(database: Database, now: Date): Promise<number> {
  const outdated = await database.sql(
    statement(
      { platformId: col.text },
      `SELECT platform_id AS "platformId" FROM platform_summary
      WHERE (evidence ->> 'shape') IS DISTINCT FROM $1 ORDER BY platform_id`,
    ),
    [String(EVIDENCE_FORMAT_VERSION)],
  );
  for (const { platformId } of outdated) {
    await database.prisma.$transaction(
      (tx) => refreshPlatformFigures(tx, platformId, now),
      FIGURES_TRANSACTION_OPTIONS,
    );
  }
  return outdated.length;
}
