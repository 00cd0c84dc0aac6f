import { Agent, get } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { countPostWords } from '#server/site/search/count-words.ts';
import { buildPostsQuery } from '#server/site/search/build-posts-query.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite } from '#tests/support/site.ts';
import { processorTime } from './processor-time.ts';
import { fillWithPosts } from './search-data.ts';
import { makeQuestions, type Questions } from './search-questions.ts';

/**
 * Searches the built server for words of all frequencies; reports processor time per answer, and
 * the database's own time. On this machine only.
 */
const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '153000' },
    requests: { type: 'string', default: '300' },
    connections: { type: 'string', default: '10' },
  },
});
const posts = Number(values.posts);
const requests = Number(values.requests);
const connections = Number(values.connections);
const NOT_NARROWED = { labels: null, since: null, until: null };
/** How many times as many are asked mixed: of few, one pause of the machine would be the slowest hundredth. */
const MIXED = 10;
/** Of how many runs the median is what the database takes. */
const RUNS = 9;

/** Milliseconds; `busy` is what an answer takes of a processor, of site and database together. */
type Times = { p50: number; p99: number; busy: number };

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
const postgres = await startServer();
await postgres.createDatabase('bench');
const url = `${postgres.url}/bench`;
try {
  const database = await openPostgres(url);
  const started = performance.now();
  const { vocabulary, random } = await fillWithPosts(database, posts);
  const seconds = (performance.now() - started) / 1_000;
  const words = (await countPostWords(database, new Date())) ?? 0;
  await database.sql('VACUUM ANALYZE');
  // What filling left to be written is not what searching takes.
  await database.sql('CHECKPOINT');
  const questions = makeQuestions(vocabulary, random, posts);
  const bare = new Map<string, number>();
  for (const [name, draw] of Object.entries(questions))
    bare.set(name, await explain(database, draw));
  const postmaster = await postmasterOf(database);
  await database.close();

  const site = await startSite({ dataDir, environment: { DATABASE_URL: url } });
  const busy = (): number => processorTime(site.process.pid ?? 0) + processorTime(postmaster);
  const lines: string[] = [];
  for (const [name, draw] of Object.entries(questions)) {
    const times = await measure(site.url, draw, requests, busy);
    lines.push(
      `${describe(name, times)}   the database alone ${(bare.get(name) ?? 0).toFixed(1)} ms`,
    );
  }
  const all = await measure(site.url, mixOf(questions), requests * MIXED, busy);
  await site.stop({ keepData: true });
  console.log(
    [
      `${posts} posts on postgresql, ${words} words; ${requests} requests each, ${connections} at a time`,
      `written in ${seconds.toFixed(0)} s; load of this machine ${loadavg()[0]?.toFixed(1)}`,
      ...lines,
      describe('all, mixed', all),
    ].join('\n'),
  );
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function describe(name: string, { p50, p99, busy }: Times): string {
  return `${name.padEnd(24)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   processor ${busy.toFixed(1)} ms`;
}

function mixOf(questions: Questions): () => string {
  const draws = Object.values(questions);
  let next = 0;
  return () => {
    next += 1;
    return draws[next % draws.length]?.() ?? '';
  };
}

/** The median time of the statement alone, in milliseconds, each run with another question. */
async function explain({ sql }: Database, draw: () => string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const typed = new URLSearchParams(draw()).get('q') ?? '';
    const { text, values } = buildPostsQuery(typed, NOT_NARROWED, 1, new Date());
    const plan = await sql(
      statement({ 'QUERY PLAN': col.text }, `EXPLAIN (ANALYZE, TIMING OFF) ${text}`),
      values,
    );
    const line = plan
      .map((row) => /Execution Time: ([\d.]+)/.exec(row['QUERY PLAN']))
      .find(Boolean);
    times.push(Number(line?.[1] ?? 0));
  }
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/** The process that all of PostgreSQL's descend from. */
async function postmasterOf({ sql }: Database): Promise<number> {
  const [row] = await sql(statement({ data_directory: col.text }, 'SHOW data_directory'));
  return Number.parseInt(
    readFileSync(join(row?.data_directory ?? '', 'postmaster.pid'), 'utf8'),
    10,
  );
}

/** The times of the requests in milliseconds, after a tenth of them to warm up. */
async function measure(
  site: string,
  draw: () => string,
  count: number,
  busy: () => number,
): Promise<Times> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const worker = async (share: number, keep: boolean): Promise<void> => {
    for (let done = 0; done < share; done += 1) {
      const question = draw();
      const start = performance.now();
      await ask(`${site}/api/search?${question}`, agent);
      if (keep) times.push(performance.now() - start);
    }
  };
  const share = Math.ceil(count / connections);
  let before = 0;
  for (const [part, keep] of [
    [Math.ceil(share / 10), false],
    [share, true],
  ] as const) {
    before = busy();
    await Promise.all(Array.from({ length: connections }, () => worker(part, keep)));
  }
  const worked = busy() - before;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.ceil(times.length * part) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99), busy: worked / times.length };
}

/** @throws where the answer is not 200. */
function ask(address: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${response.statusCode}: ${body.slice(0, 200)}`));
      });
    }).on('error', reject);
  });
}
