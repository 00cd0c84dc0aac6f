import { openSecrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { loadCommunity } from './community/load-rows.ts';
import { sizesOf } from './community/sizes.ts';

const IDLE_AGAIN_MS = 1_000;

/** Fills an empty database with a small community unless loaded before. */
export async function loadSmall(
  database: Database,
  dataDir: string,
  { members, posts }: { readonly members: string; readonly posts: string },
): Promise<void> {
  await loadCommunity({
    database,
    sizes: sizesOf(Number(members), Number(posts)),
    seed: 1,
    until: new Date(),
    password: 'nobody signs in here',
    dataDir,
    secrets: openSecrets(null, dataDir),
    tell: () => {},
  });
}

/** Waits until the site's recomputation at start-up is done. */
export async function untilIdle({ sql }: Pick<Database, 'sql'>): Promise<void> {
  for (;;) {
    const [row] = await sql(
      statement(
        { left: col.int },
        `SELECT (SELECT count(*) FROM platform_summary
                WHERE computed_on < (now() AT TIME ZONE 'UTC')::date)::int
            + (SELECT count(*) FROM stale_figures)::int AS left`,
      ),
    );
    if (row?.left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, IDLE_AGAIN_MS));
  }
}

/** Starts the bare server on the same database. */
export function startBare(url: string, dataDir: string): Promise<RunningSite> {
  return startSite({
    dataDir,
    command: ['--import', 'tsx', 'bench/bare.ts'],
    args: ['--url', url],
    until: /is at (http:\/\/\S+)/,
  });
}
