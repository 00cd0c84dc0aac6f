import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { threadPageOfPosition } from '#shared/community/forum.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { countQueries, type QueryCounter } from './query-counter.ts';
import { run, timesOf, weigh, type Run } from './requests.ts';
import { loadSmall, startBare, untilIdle } from './small.ts';

/**
 * Measures the forum of a loaded community (`--url`, or a small one) on the built server: pages of
 * a long and a fifty-post thread, a category, the front page; as JSON and HTML, for visitors and
 * members; beside a bare server with the same rows.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    requests: { type: 'string', default: '2000' },
    connections: { type: 'string', default: '10' },
    members: { type: 'string', default: '4000' },
    posts: { type: 'string', default: '20000' },
  },
});
const asking = { requests: Number(values.requests), connections: Number(values.connections) };
const CATEGORY = 'microtaches';
const IDLE_AGAIN_MS = 1_000;
const LOOKS_A_SECOND = 8;
const TIMES_COUNTED = 4;
const ROUNDS = 4;
/** Includes a tenth for warm-up. */
const WARMED = 1.1;

type Thread = RowOf<typeof THREAD>;

const THREAD = { id: col.text, posts: col.int } satisfies RowShape;
/** A page of the site, and the same rows on the bare server. */
type Read = {
  readonly name: string;
  readonly json: string;
  readonly html: string;
  readonly bare: string;
};

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-forum-'));
const postgres = values.url === undefined ? await startServer() : null;
try {
  await postgres?.createDatabase('bench');
  const url = values.url ?? `${postgres?.url}/bench`;
  const database = await openPostgres(url);
  if (postgres !== null) await loadSmall(database, dataDir, values);
  const reads = await findReads(database);
  const cookie = await signIn(database);
  const site = await startSite({ dataDir, environment: { DATABASE_URL: url } });
  await untilIdle(database);
  const bare = await startBare(url, dataDir);
  const found: Found[] = [];
  for (const read of reads) found.push(await compare(read, { site, bare, cookie }));
  await bare.stop({ keepData: true });
  await site.stop({ keepData: true });
  const answers = await describeAnswers(url, reads);
  const lines = reads.flatMap(({ name }, index) => [
    `${name}: ${answers[index]}`,
    ...(found[index] ?? []),
  ]);
  const [size] = await database.sql(
    statement({ posts: col.int }, 'SELECT count(*)::int AS posts FROM forum_post'),
  );
  await database.close();
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    [
      `${size?.posts} posts; ${asking.requests} requests, ${asking.connections} at a time; load average ${load}`,
      ...lines,
    ].join('\n'),
  );
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Three pages of the longest thread, a thread close to fifty posts, and the lists. */
async function findReads({ sql }: Database): Promise<Read[]> {
  const [long] = await sql(
    statement(THREAD, 'SELECT id, posts FROM forum_thread ORDER BY posts DESC, id LIMIT 1'),
  );
  const [short] = await sql(
    statement(THREAD, 'SELECT id, posts FROM forum_thread ORDER BY abs(posts - 50), id LIMIT 1'),
  );
  if (long === undefined || short === undefined) throw new Error('There are no threads there.');
  const last = threadPageOfPosition(long.posts);
  const pageOf = ({ id, posts }: Thread, page: number): Read => ({
    name: `page ${page} of a thread of ${posts} posts`,
    json: `/api/forum/threads/${id}?page=${page}`,
    html: `/fr/forum/sujets/${id}?page=${page}`,
    bare: `/posts?thread=${id}&from=${(page - 1) * 20 + 1}`,
  });
  return [
    pageOf(short, 1),
    pageOf(long, 1),
    pageOf(long, Math.ceil(last / 2)),
    pageOf(long, last),
    {
      name: 'a category',
      json: `/api/forum/categories/${CATEGORY}`,
      html: `/fr/forum/rubriques/${CATEGORY}`,
      bare: `/threads?category=${CATEGORY}`,
    },
    { name: 'the front page', json: '/api/forum', html: '/fr/forum', bare: '/latest' },
  ];
}

/** A session of the most active member. */
async function signIn(database: Database): Promise<string> {
  const [busiest] = await database.sql(
    statement(
      { id: col.text },
      `SELECT member_id AS id FROM forum_post WHERE member_id IS NOT NULL
      GROUP BY member_id ORDER BY count(*) DESC, member_id LIMIT 1`,
    ),
  );
  const sessions = createSessions(database, () => new Date(), { secure: false });
  const cookie = await database.prisma.$transaction((tx) => sessions.start(tx, busiest?.id ?? ''));
  return cookie.split(';')[0] ?? '';
}

/** Size and number of queries of each page. */
async function describeAnswers(database: string, reads: readonly Read[]): Promise<string[]> {
  const counter = await countQueries(database);
  const site = await startSite({ dataDir, environment: { DATABASE_URL: counter.url } });
  await untilQuiet(counter);
  const answers: string[] = [];
  for (const { json, html } of reads) {
    const parts: string[] = [];
    for (const [name, path] of [
      ['JSON', json],
      ['HTML', html],
    ] as const) {
      const { bytes, pressed } = await weigh(`${site.url}${path}`);
      const queries = await fewestQueries(counter, () => weigh(`${site.url}${path}`));
      parts.push(`${name} ${kilobytes(bytes)}, gzip ${kilobytes(pressed)}, ${queries} queries`);
    }
    answers.push(parts.join('; '));
  }
  await site.stop({ keepData: true });
  counter.close();
  return answers;
}

/** Waits until start-up work is done and only the job loop's queries remain. */
async function untilQuiet({ count }: QueryCounter): Promise<void> {
  for (let before = Number.NEGATIVE_INFINITY; count() - before > LOOKS_A_SECOND;) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, IDLE_AGAIN_MS));
  }
}

/** Minimum number of queries over some requests, since jobs may add some. */
async function fewestQueries(
  { count }: QueryCounter,
  read: () => Promise<unknown>,
): Promise<number> {
  const seen: number[] = [];
  for (let time = 0; time < TIMES_COUNTED; time += 1) {
    const before = count();
    await read();
    seen.push(count() - before);
  }
  return Math.min(...seen);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_024).toFixed(1)} KB`;
}

type Found = readonly string[];
type Measured = {
  readonly name: string;
  readonly of: RunningSite;
  readonly runs: Run[];
  cpu: number;
};

/**
 * Alternates the two servers, so that other load affects both; also measures each server's
 * processor time, which is robust on a busy machine.
 */
async function compare(
  read: Read,
  { site, bare, cookie }: { site: RunningSite; bare: RunningSite; cookie: string },
): Promise<Found> {
  const base: Measured = { name: 'bare', of: bare, runs: [], cpu: 0 };
  const ways: readonly (readonly [Measured, string, Readonly<Record<string, string>>])[] = [
    [{ name: 'JSON', of: site, runs: [], cpu: 0 }, read.json, {}],
    [{ name: 'HTML', of: site, runs: [], cpu: 0 }, read.html, {}],
    [{ name: 'HTML, a member', of: site, runs: [], cpu: 0 }, read.html, { cookie }],
    [base, read.bare, {}],
  ];
  const share = { ...asking, requests: Math.ceil(asking.requests / ROUNDS) };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [measured, path, headers] of ways) {
      const before = processorMs(measured.of);
      measured.runs.push(await run(() => `${measured.of.url}${path}`, { ...share, headers }));
      measured.cpu += processorMs(measured.of) - before;
    }
  }
  return ways.map(([measured]) => line(measured, base));
}

/** Processor time of a server in milliseconds; 0 if unknown. */
function processorMs({ process: { pid } }: RunningSite): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  // After the name, which may contain anything: fields 12 and 13 are ticks of 10 ms.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function line({ name, runs, cpu }: Measured, base: Measured): string {
  const { p50, p99, perSecond } = timesOf(runs);
  const asked = runs.reduce((sum, { times }) => sum + times.length, 0);
  const times = `p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   ${perSecond.toFixed(0)} a second`;
  const ratio = `${(p50 / timesOf(base.runs).p50).toFixed(1)} times the bare one`;
  // Includes warm-up requests.
  const processor = `${(cpu / (asked * WARMED)).toFixed(1)} ms of processor`;
  return `  ${name.padEnd(16)} ${times}   ${processor}   ${ratio}`;
}
