import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { startServer } from '#tests/support/postgres.ts';
import { startSite } from '#tests/support/site.ts';
import { timesOf, type Run } from './requests.ts';
import type { SignUps } from './sign-ups.ts';

/**
 * Measures visitors' waiting times at a steady rate while sign-ups with expensive passwords flood
 * the site, and while fifty people sign up at once, against none of it; as a ratio within one run.
 */
const { values } = parseArgs({
  options: {
    /** Duration of each phase. */
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    /** Page requests per second. */
    rate: { type: 'string', default: '20' },
    /** Concurrent sign-ups. */
    rush: { type: 'string', default: '50' },
    /** Event-loop delay in ms from which the site sheds load, as by default; 0: never. */
    lag: { type: 'string', default: '2000' },
  },
});
const [seconds, rounds, rate, rush] = [
  Number(values.seconds),
  Number(values.rounds),
  Number(values.rate),
  Number(values.rush),
];
const PAGES = ['/fr', '/fr/plateformes', '/fr/plateformes/clickworker', '/api/forum'];
const COSTLY_PASSWORD = '@4310$57'.repeat(4);
const ATTACKERS = 2;
type Counts = Record<number, number>;

/**
 * Requests pages at the rate until `enough`, without waiting for answers, so that a stalled site
 * counts fully (no coordinated omission).
 */
async function read(url: string, statuses: Counts, enough: Promise<unknown>): Promise<Run> {
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const visit = async (page: string, due: number): Promise<void> => {
    const answer = await fetch(`${url}${page}`);
    await answer.arrayBuffer();
    times.push(performance.now() - due);
    count(statuses, answer.status);
  };
  const ended = enough.then(() => 'ended');
  const start = performance.now();
  for (let nth = 0; ; nth += 1) {
    const due = start + (nth * 1_000) / rate;
    if ((await Promise.race([ended, sleep(Math.max(0, due - performance.now()))])) === 'ended')
      break;
    asked.push(visit(PAGES[nth % PAGES.length] ?? '', due));
  }
  await Promise.all(asked);
  return { times, seconds: (performance.now() - start) / 1_000 };
}

function count(counts: Counts, status: number): void {
  counts[status] = (counts[status] ?? 0) + 1;
}

let turns = 0;

/** Prepares sign-ups in a worker thread; the returned function runs them and counts the answers. */
async function prepare(
  kind: Pick<SignUps, 'password' | 'together' | 'seconds'>,
  url: string,
  statuses: Counts,
): Promise<() => Promise<void>> {
  // Unique names and addresses per phase.
  turns += 1;
  const workerData: SignUps = { ...kind, url, from: turns * 10_000 };
  const worker = new Worker(join(import.meta.dirname, 'sign-ups.ts'), {
    workerData,
    execArgv: ['--import', 'tsx'],
  });
  await once(worker, 'message');
  return async () => {
    const answered = once(worker, 'message');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
    worker.postMessage('go');
    const [sent] = (await answered) as [Counts];
    for (const [status, times] of Object.entries(sent)) {
      statuses[Number(status)] = (statuses[Number(status)] ?? 0) + times;
    }
  };
}

const ATTACK = { password: COSTLY_PASSWORD, together: ATTACKERS, seconds };
const RUSH = { password: 'tournesol bleu 47 marmite', together: rush, seconds: 0 };

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-overload-'));
const postgres = await startServer();
try {
  await postgres.createDatabase('bench');
  const environment = {
    DATABASE_URL: `${postgres.url}/bench`,
    TRUST_PROXY: 'loopback',
    MAX_LAG_MS: values.lag,
  };
  const site = await startSite({ dataDir, command: ['dist/server/main.js'], environment });
  const kinds = {
    calm: { runs: [] as Run[], pages: {} as Counts, forms: {} as Counts },
    attack: { runs: [] as Run[], pages: {} as Counts, forms: {} as Counts },
    rush: { runs: [] as Run[], pages: {} as Counts, forms: {} as Counts },
  };
  const { calm, attack: attacked, rush: rushed } = kinds;
  // Warm-up.
  await read(
    site.url,
    {},
    Promise.all([sleep(seconds * 500), (await prepare(RUSH, site.url, {}))()]),
  );
  for (let round = 0; round < rounds; round += 1) {
    calm.runs.push(await read(site.url, calm.pages, sleep(seconds * 1_000)));
    const attack = await prepare(ATTACK, site.url, attacked.forms);
    attacked.runs.push(await read(site.url, attacked.pages, attack()));
    const signUps = await prepare(RUSH, site.url, rushed.forms);
    rushed.runs.push(await read(site.url, rushed.pages, signUps()));
  }
  await site.stop({ keepData: true });
  const without = timesOf(calm.runs);
  console.log(
    `${rate} pages a second, ${rounds} rounds of ${seconds} s; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const [name, { runs, pages, forms }] of Object.entries(kinds)) {
    const { p50, p99 } = timesOf(runs);
    const ratio = (p99 / without.p99).toFixed(2);
    console.log(
      `${name}: half of the visitors within ${p50.toFixed(1)} ms, 99 in 100 within ${p99.toFixed(1)} ms (${ratio} × calm); pages ${JSON.stringify(pages)}, sign-ups ${JSON.stringify(forms)}`,
    );
  }
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
