import type { Db } from '#server/database/db.ts';
import { refreshPlatformFigures } from '#server/evidence/standings/refresh-platform-figures.ts';

/** Computes a platform's figures as on a new day: the standing changes once a day. */
export async function recomputeAsOnNewDay(tx: Db, platform: string, now: Date): Promise<void> {
  await tx.sql('UPDATE platform_summary SET computed_on = computed_on - 1 WHERE platform_id = $1', [
    platform,
  ]);
  await refreshPlatformFigures(tx, platform, now);
}
