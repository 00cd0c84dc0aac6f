import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { badgePath } from '#web/site/share/embed-paths.ts';
import { loadSmall, startBare, untilIdle } from './small.ts';
import { measureEmbedded } from './whole/embedded.ts';
import { dropDatabase, growDatabase } from './whole/grow.ts';
import { ask, compare, median, type Asked } from './whole/request-rate.ts';
import { memoryOf } from './whole/memory.ts';
import { openOnPhone } from './whole/phone.ts';
import { findReads, findThreads, searching, type Read } from './whole/subjects.ts';
import { measureSpread } from './whole/spread-rows.ts';
import { atLeast, atMost, writeTable, type Line } from './whole/table.ts';
import { askPosts, askReports } from './whole/writes.ts';

/**
 * Measures the built server against its targets beside a bare one, on this machine only: on a
 * loaded community (`--url`), or a small one. Prints the table and writes bench/results.md.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '10' },
    members: { type: 'string', default: '4000' },
    posts: { type: 'string', default: '20000' },
    phone: { type: 'boolean', default: true },
    embedded: { type: 'boolean', default: true },
    // How many times the data; 1 leaves it out.
    grow: { type: 'string', default: '10' },
  },
  allowNegative: true,
});
const turns = { seconds: Number(values.seconds), rounds: Number(values.rounds) };
const STARTS = 5;
const KB = 1_024;
/** As the container and `npm start` have it. */
const LEAN = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '32768',
  NODE_OPTIONS: '--max-semi-space-size=4',
};

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
const postgres = values.url === undefined ? await startServer({ durable: true }) : null;
try {
  await postgres?.createDatabase('bench');
  const url = values.url ?? `${postgres?.url}/bench`;
  const database = await openPostgres(url);
  if (postgres !== null) await loadSmall(database, dataDir, values);
  // What loading left to be cleaned up is not what pages take.
  await database.sql('VACUUM ANALYZE');
  await database.sql('CHECKPOINT');
  const reads = await findReads(database);
  const lines = [
    ...(await measureReads(url, database, reads)),
    ...(await measureStarts(url)),
    ...(values.phone ? await measurePhone(url, reads) : []),
    ...(values.embedded ? await measureEmbedded(dataDir, LEAN, turns) : []),
  ];
  const [size] = await database.sql(
    statement(
      { members: col.int, posts: col.int, payouts: col.int },
      `SELECT (SELECT count(*) FROM member)::int AS members,
            (SELECT count(*) FROM forum_post)::int AS posts,
            (SELECT count(*) FROM payout)::int AS payouts`,
    ),
  );
  await database.close();
  if (Number(values.grow) > 1) lines.push(...(await measureGrowth(url, reads)));
  const load = loadavg()[0]?.toFixed(1);
  const about = `${size?.members} members, ${size?.posts} posts, ${size?.payouts} payouts; ${cpus().length} processors (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, load average ${load} at the end. 10 connections; site, bare server, PostgreSQL and bench on the same machine.`;
  const text = `# What the site reaches\n\n\`npm run bench\` wrote this. ${about}\n\n${writeTable(lines)}\n`;
  writeFileSync(join('bench', 'results.md'), text);
  console.log(text);
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** One behind a proxy, as far as it knows: so each visitor may have an address of her own. */
function startBehind(url: string, environment: Record<string, string>): Promise<RunningSite> {
  return startSite({
    dataDir,
    environment: { ...LEAN, DATABASE_URL: url, TRUST_PROXY: 'loopback', ...environment },
  });
}

async function measureReads(
  url: string,
  database: Database,
  reads: readonly Read[],
): Promise<Line[]> {
  const lines: Line[] = [];
  const site = await startBehind(url, { PAGE_AGE_MS: '0' });
  await untilIdle(database);
  const bare = await startBare(url, dataDir);
  for (const read of reads) {
    const yard = { url: `${bare.url}${read.bare}` };
    const json = await compare({ url: `${site.url}${read.json}` }, yard, turns);
    lines.push(atLeast(`${read.name}, JSON, not kept`, json.ratio, 0.8, perSecond(json)));
    const html = await compare({ url: `${site.url}${read.html}` }, yard, turns);
    lines.push(atLeast(`${read.name}, HTML, not kept`, html.ratio, 0.25, perSecond(html)));
  }
  lines.push(await measureWrites('a post', await askPosts(database), site, bare));
  lines.push(await measureWrites('a report', await askReports(database), site, bare));
  // As all the others: each connection plans a search once.
  await ask(await searching(site.url, database), 1);
  const search = await ask(await searching(site.url, database), turns.seconds * 3);
  lines.push(atMost('search, 99 in 100 within', search.p99, 50, 'ms'));
  await site.stop({ keepData: true });

  const keeping = await startBehind(url, { PAGE_AGE_MS: '1000' });
  // Figures computed anew after those reports change what kept pages show.
  await untilIdle(database);
  const pressed = { 'accept-encoding': 'br' };
  for (const read of reads) {
    const address = `${keeping.url}${read.html}`;
    const warm = await compare(
      { url: address, headers: pressed },
      { url: `${bare.url}/bytes?of=${encodeURIComponent(address)}` },
      turns,
    );
    lines.push(atLeast(`${read.name}, HTML, warm`, warm.ratio, 0.8, perSecond(warm)));
  }
  lines.push(await measureBadge(keeping, bare, reads));
  const urls = { site: keeping.url, bare: bare.url };
  lines.push(...(await measureSpread(urls, database, turns)));
  lines.push(await measureMemory(keeping, database, reads));
  await keeping.stop({ keepData: true });
  await bare.stop({ keepData: true });
  return lines;
}

/** A badge as sites that embed it ask for it, against the same bytes from memory. */
async function measureBadge(
  site: RunningSite,
  bare: RunningSite,
  reads: readonly Read[],
): Promise<Line> {
  const slug = reads.map(({ html }) => /^\/fr\/plateformes\/(.+)$/.exec(html)?.[1]).find(Boolean);
  const address = `${site.url}${badgePath(slug ?? '', 'fr')}`;
  const both = await compare(
    { url: address, headers: { 'accept-encoding': 'br' } },
    { url: `${bare.url}/bytes?of=${encodeURIComponent(address)}` },
    turns,
  );
  return atLeast('badge, warm', both.ratio, 0.8, perSecond(both));
}

function perSecond({
  site,
  bare,
}: {
  site: { perSecond: number };
  bare: { perSecond: number };
}): string {
  return `${Math.round(site.perSecond)} against ${Math.round(bare.perSecond)} a second`;
}

/** Writes of members against one row that is synced. */
async function measureWrites(
  what: string,
  asked: (url: string) => Asked,
  site: RunningSite,
  bare: RunningSite,
): Promise<Line> {
  const rows: Asked = {
    url: bare.url,
    next: () => ({
      method: 'POST',
      path: '/write',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ author: 'aaaaaaaaaaaa', said: 'Payé ce matin. '.repeat(18) }),
    }),
  };
  // A member may not write without end: one round is enough.
  const both = await compare(asked(site.url), rows, { seconds: turns.seconds, rounds: 1 });
  return atLeast(`${what}, durable`, both.ratio, 0.25, perSecond(both));
}

/** Pages, answers and searches mixed, as they come. */
async function measureMemory(
  site: RunningSite,
  database: Database,
  reads: readonly Read[],
): Promise<Line> {
  const { next: question } = await searching(site.url, database);
  const threads = await findThreads(database, 5_000);
  let count = 0;
  const mixed: Asked = {
    url: site.url,
    next: () => {
      count += 1;
      const read = reads[count % reads.length];
      const path = [
        read?.html,
        `/fr/forum/sujets/${threads[(count * 7) % threads.length]}`,
        read?.json,
        question?.().path,
      ][count % 4];
      return { path: path ?? '/fr' };
    },
  };
  await ask(mixed, Math.max(1, Math.round(Number(values.minutes) * 60)));
  const { now } = memoryOf(site.process.pid ?? 0);
  return atMost(`memory after ${values.minutes} minutes of all mixed`, now, 260, 'MB');
}

/** The same site on so many times the data, by turns: how much longer an answer takes. */
async function measureGrowth(url: string, reads: readonly Read[]): Promise<Line[]> {
  const from = url.split('/').at(-1) ?? '';
  const to = `${from}_grown`;
  const grownUrl = url.replace(/[^/]+$/, to);
  const server = url.replace(/[^/]+$/, 'postgres');
  await growDatabase(server, { from, to, times: Number(values.grow) });
  const database = await openPostgres(grownUrl);
  const grown = await startBehind(grownUrl, { PAGE_AGE_MS: '0' });
  await untilIdle(database);
  const site = await startBehind(url, { PAGE_AGE_MS: '0' });
  const lines: Line[] = [];
  const compareTo = async (what: string, asked: (at: string) => Asked, aim: number) => {
    const { site: more, bare: less } = await compare(asked(grown.url), asked(site.url), turns);
    // With ten always asking, the time of an answer is ten over the answers a second.
    const ratio = less.perSecond / more.perSecond;
    lines.push(atMost(`${what}, ${values.grow} × the data, time of an answer`, ratio, aim, '×'));
  };
  for (const read of reads) {
    for (const kind of ['json', 'html'] as const) {
      const what = `${read.name}, ${kind.toUpperCase()}`;
      await compareTo(what, (at) => ({ url: `${at}${read[kind]}` }), 1.2);
    }
  }
  const { next } = await searching('', database);
  await compareTo('search', (at) => ({ url: at, ...(next === undefined ? {} : { next }) }), 2);
  await database.close();
  await grown.stop({ keepData: true });
  await site.stop({ keepData: true });
  await dropDatabase(server, to);
  return lines;
}

async function measureStarts(url: string): Promise<Line[]> {
  const times: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const begun = performance.now();
    const site = await startBehind(url, {});
    times.push(performance.now() - begun);
    await site.stop({ keepData: true });
  }
  return [atMost('ready with a migrated database', median(times) / 1_000, 1.5, 's')];
}

async function measurePhone(url: string, reads: readonly Read[]): Promise<Line[]> {
  const site = await startBehind(url, { PAGE_AGE_MS: '1000' });
  const lines: Line[] = [];
  for (const { name, html } of reads) {
    await fetch(`${site.url}${html}`);
    const phone = await openOnPhone(`${site.url}${html}`);
    lines.push(
      atMost(`${name} page, HTML on the wire`, phone.html / KB, 14, 'KB'),
      atMost(`${name} page, one style sheet`, phone.styles / KB, 10, 'KB'),
      atMost(`${name} page, all scripts`, phone.scripts / KB, 90, 'KB'),
      atMost(`${name} page, requests`, phone.requests, 8, ''),
      atMost(`${name} page, first contentful paint on slow 3G`, phone.contentful / 1_000, 2, 's'),
      atMost(`${name} page, interactive there`, phone.interactive / 1_000, 6, 's'),
      atMost(`${name} page, layout shift`, phone.shift, 0, ''),
    );
  }
  await site.stop({ keepData: true });
  return lines;
}
