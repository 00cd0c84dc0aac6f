import { Agent, get } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedded, openPostgres } from '#server/db.ts';
import { KNOWN_CLIENTS } from '#server/legacy/queries.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite } from '#tests/support/site.ts';
import { fillWithClients, ridOf } from './legacy-data.ts';

/**
 * Asks the built server for clients by a hundred ids at a time, as older tools do on each page of
 * tasks, and beside it a bare server with one query on the same data. On this machine alone.
 */
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '20000' },
    requests: { type: 'string', default: '500' },
    connections: { type: 'string', default: '2' },
    database: { type: 'string', default: 'postgresql' },
  },
});
const clients = Number(values.clients);
const requests = Number(values.requests);
const connections = Number(values.connections);

const IDS = 100;
/** One in so many ids is unknown. */
const UNKNOWN_EACH = 5;
const READS = {
  'multi-attrs.php': '/api/multi-attrs.php?ids=',
  requesters: '/requesters?rids=',
  'v1/requesters': '/v1/requesters/?requester_ids=',
} as const;

type Times = { p50: number; p99: number };

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
const postgres = values.database === 'postgresql' ? await startServer() : null;
await postgres?.createDatabase('bench');
const url = postgres === null ? null : `${postgres.url}/bench`;
const folder = join(dataDir, 'db');
try {
  const database = url === null ? await openEmbedded(folder) : await openPostgres(url);
  await fillWithClients(database, clients);
  const plan = await database.sql<{ 'QUERY PLAN': string }>(`EXPLAIN ${KNOWN_CLIENTS}`, [
    'amazon-mechanical-turk',
    someIds(),
    'attrs',
  ]);
  await database.close();

  const site = await startSite({
    dataDir,
    environment: url === null ? {} : { DATABASE_URL: url },
  });
  const reads: [string, Times][] = [];
  for (const [name, path] of Object.entries(READS)) {
    reads.push([name, await measure(`${site.url}${path}`)]);
  }
  await site.stop({ keepData: true });
  const bare = await startSite({
    dataDir,
    command: ['--import', 'tsx', 'bench/legacy-bare.ts'],
    args: url === null ? ['--folder', folder] : ['--url', url],
    until: /is at (http:\/\/\S+)/,
  });
  const base = await measure(`${bare.url}/bare?ids=`);
  await bare.stop({ keepData: true });

  const scans = plan
    .map((line) => /(\w+(?: \w+)* Scan)[^(]* on (\w+)/.exec(line['QUERY PLAN']))
    .filter((scan) => scan !== null)
    .map(([, how, table]) => `${how} on ${table}`);
  console.log(
    [
      `${clients} clients on ${values.database}; ${requests} requests of ${IDS} ids, ${connections} at a time`,
      ...reads.map(
        ([name, times]) =>
          `${describe(name, times)}   ${(times.p99 / base.p99).toFixed(1)} times the bare one`,
      ),
      describe('bare query', base),
      `the plan: ${scans.join(', ')}`,
    ].join('\n'),
  );
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function describe(name: string, { p50, p99 }: Times): string {
  return `${name.padEnd(16)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
}

/** A hundred ids drawn anew, so that nothing is answered from what was asked before. */
function someIds(): string[] {
  return Array.from({ length: IDS }, (_, index) =>
    index % UNKNOWN_EACH === 0
      ? ridOf(clients + 1 + index)
      : ridOf(1 + Math.floor(Math.random() * clients)),
  );
}

/** The times of the requests in milliseconds, after a tenth of them to warm up. */
async function measure(address: string): Promise<Times> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const worker = async (count: number, keep: boolean): Promise<void> => {
    for (let done = 0; done < count; done += 1) {
      const start = performance.now();
      await ask(`${address}${someIds().join(',')}`, agent);
      if (keep) times.push(performance.now() - start);
    }
  };
  const share = Math.ceil(requests / connections);
  for (const [count, keep] of [
    [Math.ceil(share / 10), false],
    [share, true],
  ] as const) {
    await Promise.all(Array.from({ length: connections }, () => worker(count, keep)));
  }
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.ceil(times.length * part) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

/** @throws where the answer is not 200 or does not hold as many clients as are known. */
function ask(address: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200 && body.includes('A0000')) resolve();
        else reject(new Error(`${response.statusCode}: ${body.slice(0, 200)}`));
      });
    }).on('error', reject);
  });
}
