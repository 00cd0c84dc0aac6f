import { SEALED_EVIDENCE } from '#server/collective/private-evidence/actions.ts';
import { moveOldMarks } from '#server/collective/boycotts/move-old-marks.ts';
import { SEALED_MESSAGES } from '#server/community/private-messages/keys.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import { sealOldRows } from '#server/database/shredding/reseal.ts';
import { makeMemberKeys } from '#server/identity/members/member-key.ts';

/**
 * Gives each member her key beforehand, and each row of versions without such keys one of its own. Then
 * writes the tables that had such rows anew: their files no longer hold what was encrypted under the
 * site's secret alone. The write-ahead log does until PostgreSQL reuses its segments.
 */
export async function prepareShredding(
  database: Database,
  secrets: Secrets,
  now: Date,
): Promise<void> {
  await makeMemberKeys(database, secrets);
  for (const table of [...SEALED_MESSAGES, SEALED_EVIDENCE]) {
    const sealed = await database.prisma.$transaction((tx) => sealOldRows(tx, secrets, table));
    if (sealed > 0) await database.sql(`VACUUM FULL ${table.table}`);
  }
  const moved = await moveOldMarks(database, secrets, now);
  if (moved > 0) await database.sql('VACUUM FULL boycott_seconder, boycott_token');
}
