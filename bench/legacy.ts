import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { KNOWN_CLIENTS_SQL } from '#server/site/turkopticon-compatibility/queries.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite } from '#tests/support/site.ts';
import { fillWithClients, ridOf } from './legacy-data.ts';
import { run, timesOf, type Times } from './requests.ts';

/**
 * Requests clients a hundred ids at a time, like older tools, beside a bare server on the same
 * data. On this machine only.
 */
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '20000' },
    requests: { type: 'string', default: '500' },
    connections: { type: 'string', default: '2' },
  },
});
const clients = Number(values.clients);
const requests = Number(values.requests);
const connections = Number(values.connections);

const IDS = 100;
/** One in this many ids is unknown. */
const UNKNOWN_EACH = 5;
const READS = {
  'multi-attrs.php': '/api/multi-attrs.php?ids=',
  requesters: '/requesters?rids=',
  'v1/requesters': '/v1/requesters/?requester_ids=',
} as const;

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
const postgres = await startServer();
await postgres.createDatabase('bench');
const url = `${postgres.url}/bench`;
try {
  const database = await openPostgres(url);
  await fillWithClients(database, clients);
  const plan = await database.sql(
    statement({ 'QUERY PLAN': col.text }, `EXPLAIN ${KNOWN_CLIENTS_SQL}`),
    ['amazon-mechanical-turk', someIds(), 'attrs'],
  );
  await database.close();

  const site = await startSite({ dataDir, environment: { DATABASE_URL: url } });
  const reads: [string, Times][] = [];
  for (const [name, path] of Object.entries(READS)) {
    reads.push([name, await askFor(`${site.url}${path}`)]);
  }
  await site.stop({ keepData: true });
  const bare = await startSite({
    dataDir,
    command: ['--import', 'tsx', 'bench/legacy-bare.ts'],
    args: ['--url', url],
    until: /is at (http:\/\/\S+)/,
  });
  const base = await askFor(`${bare.url}/bare?ids=`);
  await bare.stop({ keepData: true });

  const scans = plan
    .map((line) => /(\w+(?: \w+)* Scan)[^(]* on (\w+)/.exec(line['QUERY PLAN']))
    .filter((scan) => scan !== null)
    .map(([, how, table]) => `${how} on ${table}`);
  console.log(
    [
      `${clients} clients on postgresql; ${requests} requests of ${IDS} ids, ${connections} at a time`,
      ...reads.map(
        ([name, times]) =>
          `${describe(name, times)}   ${(times.p99 / base.p99).toFixed(1)} times the bare one`,
      ),
      describe('bare query', base),
      `the plan: ${scans.join(', ')}`,
    ].join('\n'),
  );
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function describe(name: string, { p50, p99 }: Times): string {
  return `${name.padEnd(16)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
}

/** Times of requests; verifies the number of clients in each answer. */
async function askFor(address: string): Promise<Times> {
  const all = await run(
    () => `${address}${someIds().join(',')}`,
    { requests, connections },
    (body) => body.includes('A0000'),
  );
  return timesOf([all]);
}

/** A hundred fresh random ids, to avoid caches. */
function someIds(): string[] {
  return Array.from({ length: IDS }, (_, index) =>
    index % UNKNOWN_EACH === 0
      ? ridOf(clients + 1 + index)
      : ridOf(1 + Math.floor(Math.random() * clients)),
  );
}
