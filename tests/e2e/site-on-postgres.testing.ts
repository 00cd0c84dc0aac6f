import { openPostgres } from '#server/database/db.ts';
import { startServer } from '#tests/support/postgres.ts';
import { showPostsAt } from '#tests/support/shown-posts.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Establishes all members of a running site with the database at `url`, and shows what they posted as on
 * their Mondays. This month's run of the job that would end that counts as done.
 */
export async function establishAndShowAll(url: string): Promise<void> {
  const database = await openPostgres(url);
  await database.sql('UPDATE member SET established_on = created_at::date');
  await database.sql(
    `INSERT INTO established_turn (day, established) SELECT (now() AT TIME ZONE 'UTC')::date, count(*) FROM member
     ON CONFLICT DO NOTHING`,
  );
  await database.close();
  await showPostsAt(url);
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
