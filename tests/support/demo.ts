import { join } from 'node:path';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { publishAndRelease } from '#server/evidence/publication/publish-and-release.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { loadDemo, type DemoDeps } from '#server/portability/demo/load-demo.ts';
import { SNAPSHOT_NOW } from '#demo/plan-hash.ts';
import { refreshClients, refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { openSecrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import { createTestApp, type TestApp } from './app.ts';

const DAY_MS = 86_400_000;
/** The fictitious platforms, the only ones that bad evidence is about. */
export const INVENTED = ['tacheo', 'piecettes', 'sondomatic'];

/** Parameters for loading the demo into a test's site. */
export function partsOf({ database, store, dataDir }: TestApp, now: Date): DemoDeps {
  return {
    database,
    store,
    secrets: openSecrets(null, dataDir),
    snapshot: join('dist', 'demo.tar.gz'),
    now,
    say: () => undefined,
  };
}

/** A site on which the demo was installed this many days after its snapshot, after its first jobs. */
export async function demoAfter(days: number): Promise<TestApp> {
  const site = await createTestApp({ demo: true, empty: true });
  site.clock.now = new Date(SNAPSHOT_NOW.getTime() + days * DAY_MS + 5 * 3_600_000);
  await loadDemo(partsOf(site, site.clock.now));
  await analyze(site.database);
  const slips = createSlipDeps(openSecrets(null, site.dataDir));
  await publishAndRelease(site.database, slips, site.clock.now);
  await site.database.prisma.$transaction((tx) => countDueTaskReports(tx, site.clock.now));
  await settleEstablishedMembers(site.database, site.clock.now);
  await refreshStandings(site.database, site.clock.now);
  await refreshClients(site.database, site.clock.now);
  await site.catchUp();
  return site;
}

/** Collects planner statistics, as autovacuum does, which the PostgreSQL of tests lacks: plans without them take several times as long. */
export async function analyze({ sql }: Pick<Database, 'sql'>): Promise<void> {
  await sql('ANALYZE');
}

export async function standingsOf({
  database,
}: TestApp): Promise<{ slug: string; state: string }[]> {
  const platforms = await database.prisma.platform.findMany({ include: { summary: true } });
  return platforms.map(({ slug, summary }) => ({ slug, state: summary?.state ?? '' }));
}
