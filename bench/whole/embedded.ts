import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openEmbeddedDatabase, openPostgres } from '#server/database/db.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { loadSmall, untilIdle } from '../small.ts';
import { compare } from './request-rate.ts';
import { findReads, signInMany } from './subjects.ts';
import { atLeast, atMost, type Line } from './table.ts';

/** Size of the community that both databases get. */
const SIZES = { members: '300', posts: '3000' } as const;
/** What a start has begun is over by then. */
const REST_MS = 60_000;
const KB_PER_MB = 1_024;

/**
 * Measures the embedded database: start-up time, memory at rest, and read speed beside the same
 * site on a separate PostgreSQL.
 * @param lean settings of the container and `npm start`.
 */
export async function measureEmbedded(
  folder: string,
  lean: Readonly<Record<string, string>>,
  turns: { readonly seconds: number; readonly rounds: number },
): Promise<Line[]> {
  const dataDir = join(folder, 'embedded');
  const cluster = join(dataDir, 'postgres');
  const environment = { ...lean, PAGE_AGE_MS: '0', DAILY_DUMP: 'false' };
  const start = (): Promise<RunningSite> => startSite({ dataDir, environment });
  const lines: Line[] = [];

  let begun = performance.now();
  const first = await start();
  lines.push(atMost('embedded: first start', (performance.now() - begun) / 1_000, 8, 's'));
  await first.stop({ keepData: true });
  begun = performance.now();
  const site = await start();
  lines.push(atMost('embedded: second start', (performance.now() - begun) / 1_000, 2, 's'));
  await setTimeout(REST_MS);
  const rest = shareOf(site.process.pid ?? 0) + clusterShare(cluster);
  lines.push(atMost('embedded: site and database at rest', rest, 300, 'MB'));
  await site.stop({ keepData: true });

  const postgres = await startServer({ durable: true });
  await postgres.createDatabase('beside');
  const beside = await openPostgres(`${postgres.url}/beside`);
  await loadSmall(beside, join(folder, 'beside'), SIZES);
  // With nobody in it: a community is loaded where none is.
  const loaded = join(folder, 'embedded-loaded');
  const loadedCluster = join(loaded, 'postgres');
  const embedded = await openEmbeddedDatabase(loadedCluster, 'the bench');
  await loadSmall(embedded, loaded, SIZES);
  // Else the first loaded has statistics by itself, and the last has none yet.
  await Promise.all([embedded.sql('VACUUM ANALYZE'), beside.sql('VACUUM ANALYZE')]);
  await embedded.close();

  const own = await startSite({ dataDir: loaded, environment });
  const other = await startSite({
    dataDir: join(folder, 'beside'),
    environment: { ...environment, DATABASE_URL: `${postgres.url}/beside` },
  });
  const inside = await openEmbeddedDatabase(loadedCluster, 'the bench');
  await Promise.all([untilIdle(inside), untilIdle(beside)]);
  const [cookie] = await signInMany(inside, 1);
  const [besideCookie] = await signInMany(beside, 1);
  for (const { name, html } of await findReads(inside)) {
    const {
      ratio,
      site: of,
      bare: by,
    } = await compare(
      { url: own.url + html, headers: { cookie: cookie ?? '' } },
      { url: other.url + html, headers: { cookie: besideCookie ?? '' } },
      turns,
    );
    const perSecond = `${Math.round(of.perSecond)} against ${Math.round(by.perSecond)} a second`;
    lines.push(atLeast(`embedded: ${name} for a member, by PostgreSQL`, ratio, 0.5, perSecond));
  }
  await Promise.all([inside.close(), beside.close()]);
  await Promise.all([own.stop({ keepData: true }), other.stop({ keepData: true })]);
  await postgres.stop();
  return lines;
}

/** Proportional set size of a process in megabytes (Linux only). */
function shareOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) / KB_PER_MB;
}

function clusterShare(cluster: string): number {
  const { pid } = findPostmaster(cluster) ?? {};
  if (pid === undefined) throw new Error('no server runs');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ');
  return [pid, ...children.map(Number)].reduce((sum, each) => sum + shareOf(each), 0);
}
