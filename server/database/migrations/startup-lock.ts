import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CONNECT_TIMEOUT_MS, TCP_KEEPALIVE_SQL } from '#server/database/connection-settings.ts';
import { connectionName } from './expand-and-contract.ts';
import { explainDatabaseError } from '#server/database/explain-database-error.ts';

const START = "hashtextextended('start', 0)";
const START_PAUSE_MS = 100;
const REPLY_MS = 5_000;
/**
 * Runs startup work under an advisory lock, so that two processes do not create the same tables and
 * rows.
 */
export async function withStartupLock<Made>(
  databaseUrl: string,
  work: () => Promise<Made>,
): Promise<Made> {
  const client = connect(databaseUrl);
  await client.connect().catch((error: unknown) => {
    throw explainDatabaseError(databaseUrl, error);
  });
  try {
    await client.query(TCP_KEEPALIVE_SQL);
    // Polls instead of waiting in the database: a waiting query holds a snapshot, and CREATE INDEX
    // CONCURRENTLY waits for all older snapshots.
    while (!(await takes(client))) await sleep(START_PAUSE_MS);
    return await work();
  } finally {
    // Closing the connection releases the lock.
    await client.end();
  }
}

function connect(databaseUrl: string): pg.Client {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: connectionName(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    query_timeout: REPLY_MS,
  });
  // The next query reports it; without a listener it would crash the process.
  client.on('error', () => undefined);
  return client;
}

async function takes(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_lock(${START}) AS taken`,
  );
  return rows[0]?.taken === true;
}
