import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CONNECT_MS, PROBE_PEER } from '#server/database/connections.ts';
import { connectionName } from '#server/database/migration-phases.ts';
import { explainDatabase } from '#server/core/setting-errors/database.ts';

const START = "hashtextextended('start', 0)";
/** How long a start waits before it asks again whether another one is over. */
const START_PAUSE_MS = 100;
const REPLY_MS = 5_000;
/** Does the work of a start while no other process does: two would make the same tables and rows. */
export async function startAlone<Made>(
  databaseUrl: string,
  work: () => Promise<Made>,
): Promise<Made> {
  const client = connect(databaseUrl);
  await client.connect().catch((error: unknown) => {
    throw explainDatabase(databaseUrl, error);
  });
  try {
    await client.query(PROBE_PEER);
    // Not waited for in the database: a question that waits there holds a snapshot, and an index that is
    // built beside others (CONCURRENTLY) waits for all of those.
    while (!(await takes(client))) await sleep(START_PAUSE_MS);
    return await work();
  } finally {
    // The lock goes with the connection.
    await client.end();
  }
}

function connect(databaseUrl: string): pg.Client {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: connectionName(),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    query_timeout: REPLY_MS,
  });
  // Said again by the next question: unheard it would end the process.
  client.on('error', () => undefined);
  return client;
}

async function takes(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_lock(${START}) AS taken`,
  );
  return rows[0]?.taken === true;
}
