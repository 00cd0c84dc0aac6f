import { join } from 'node:path';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { settleTaskReports } from '#server/evidence/tasks/settle-reports.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

const FOUR_WEEKS_MS = 28 * 86_400_000;

/**
 * Establishes all members of a site, lets all their task reports count as on their Mondays, and computes
 * the figures.
 * @returns the site, started again at its address.
 */
export async function letReportsCount(site: RunningSite): Promise<RunningSite> {
  await site.stop({ keepData: true });
  const database = await openEmbeddedDatabase(join(site.dataDir, 'postgres'));
  await database.sql('UPDATE member SET established_on = created_at::date');
  await database.sql(
    `INSERT INTO established_turn (day, established) SELECT (now() AT TIME ZONE 'UTC')::date, count(*) FROM member
     ON CONFLICT DO NOTHING`,
  );
  const now = new Date();
  const later = new Date(now.getTime() + FOUR_WEEKS_MS);
  await database.prisma.$transaction((tx) => settleTaskReports(tx, later));
  await recomputeStaleFigures(database, now);
  await database.close();
  return startSite({ dataDir: site.dataDir, environment: { PORT: new URL(site.url).port } });
}
