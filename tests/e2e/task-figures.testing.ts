import { openPostgres } from '#server/database/db.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { settleTaskReports } from '#server/evidence/tasks/settle-reports.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

const FOUR_WEEKS_MS = 28 * 86_400_000;

/**
 * Establishes all members of a running site with the database at `url`, lets all their task reports count
 * as on their Mondays, and computes the figures. This month's run of the job that would end that counts
 * as done.
 */
export async function letReportsCount(url: string): Promise<void> {
  const database = await openPostgres(url);
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
}

/** Starts the built site with a PostgreSQL of its own, to which tests write while it runs. */
export async function startSiteOnPostgres(): Promise<RunningSite & { readonly database: string }> {
  const postgres = await startServer();
  await postgres.createDatabase('site');
  const database = `${postgres.url}/site`;
  const site = await startSite({ environment: { DATABASE_URL: database } });
  return {
    ...site,
    database,
    stop: async (options) => {
      await site.stop(options);
      await postgres.stop();
    },
  };
}
