import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connectionName } from '#server/migration-phases.ts';
import { explainDatabase } from '#server/setting-errors/database.ts';

/** Which of all processes does what is to be done once. */
export type Leader = {
  /** Whether it is this one; asked before each work. */
  readonly leads: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

const LEADER = "hashtextextended('leader', 0)";
const START = "hashtextextended('start', 0)";
/** How long a start waits before it asks again whether another one is over. */
const START_PAUSE_MS = 100;
const CONNECT_MS = 5_000;
const REPLY_MS = 5_000;
/** A machine that lost its power says nothing: PostgreSQL asks after it, and frees its lock in half a minute. */
const ASK_AFTER = `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
  SET tcp_keepalives_count = 4`;

/**
 * The process that holds a lock on PostgreSQL leads, for as long as its connection lives: where it is
 * killed or cut off, the lock is free and the next one that asks has it.
 */
export function openLeader(databaseUrl: string): Leader {
  let held: pg.Client | null = null;
  let asking: Promise<boolean> = Promise.resolve(false);
  const ask = async (): Promise<boolean> => {
    if (held !== null) {
      const client = held;
      if (await answers(client)) return true;
      held = null;
      await client.end().catch(() => undefined);
    }
    const client = connect(databaseUrl);
    try {
      await client.connect();
      await client.query(ASK_AFTER);
      if (await takes(client, LEADER)) {
        held = client;
        return true;
      }
    } catch {
      // Without a database nobody leads, and nothing could be done.
    }
    await client.end().catch(() => undefined);
    return false;
  };
  return {
    // Two that ask at once would take it twice from themselves.
    leads: () => {
      asking = asking.then(ask, ask);
      return asking;
    },
    close: async () => {
      await asking.catch(() => undefined);
      await held?.end().catch(() => undefined);
      held = null;
    },
  };
}

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
    await client.query(ASK_AFTER);
    // Not waited for in the database: a question that waits there holds a snapshot, and an index that is
    // built beside others (CONCURRENTLY) waits for all of those.
    while (!(await takes(client, START))) await sleep(START_PAUSE_MS);
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
    // One that falls silent leads no longer.
    query_timeout: REPLY_MS,
  });
  // Said again by the next question: unheard it would end the process.
  client.on('error', () => undefined);
  return client;
}

async function takes(client: pg.Client, lock: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_lock(${lock}) AS taken`,
  );
  return rows[0]?.taken === true;
}

function answers(client: pg.Client): Promise<boolean> {
  return client.query('SELECT 1').then(
    () => true,
    () => false,
  );
}
