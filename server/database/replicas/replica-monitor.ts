import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  latestCompleteMoment,
  mayReplicaAnswer,
  parseWalPosition,
  type ReplayState,
  type WalSample,
} from './replica-lag.ts';

/** Polling interval; a replica whose lag was not measured for a second is not used. */
const POLL_MS = 200;
const REMEMBERED = 50;
/** Delay before reconnecting to an unreachable replica. */
const RECONNECT_MS = 2_000;

export type ReplicaMonitor = {
  /** A replica that has replayed the WAL up to `own`, round-robin; null where there is none. */
  readonly pick: (own: bigint | null) => Database | null;
  /** Marks a replica as failed until the next successful poll. */
  readonly failed: (replica: Database) => void;
  readonly close: () => Promise<void>;
};

type Replica = {
  readonly url: string;
  database: Database | null;
  replayed: ReplayState | null;
  /** No reconnect before this time (`performance.now()`). */
  after: number;
  polling: boolean;
};

/** Polls the replicas' replay positions; ones that lag or fail are not used until they recover. */
export function monitorReplicas(
  primary: Pick<Database, 'sql'>,
  urls: readonly string[],
  warn: (sentence: string) => void,
): ReplicaMonitor {
  const replicas = urls.map((url): Replica => ({
    url,
    database: null,
    replayed: null,
    after: 0,
    polling: false,
  }));
  const samples: WalSample[] = [];
  const polls = new Set<Promise<void>>();
  let [turn, sampling, closed] = [0, false, false];

  const sample = async (): Promise<void> => {
    // Taken before the query: what was written until now is included in the position.
    const at = performance.now();
    const position = await positionOf(primary, 'pg_current_wal_flush_lsn()');
    if (position === null) return;
    samples.push({ at, position });
    if (samples.length > REMEMBERED) samples.shift();
  };
  const poll = async (replica: Replica): Promise<void> => {
    replica.database ??= await openPostgres(replica.url);
    const position = await positionOf(replica.database, 'pg_last_wal_replay_lsn()');
    // A replica that was promoted to primary replays nothing.
    replica.replayed =
      position === null ? null : { position, freshAt: latestCompleteMoment(samples, position) };
  };
  const drop = async (replica: Replica): Promise<void> => {
    const { database } = replica;
    replica.database = null;
    replica.replayed = null;
    replica.after = performance.now() + RECONNECT_MS;
    await database?.close().catch(() => undefined);
  };
  const keep = (work: Promise<void>): void => {
    polls.add(work);
    void work.finally(() => polls.delete(work));
  };
  const timer = setInterval(() => {
    if (!sampling) {
      sampling = true;
      // While the primary is down, no sample is taken, so no replica counts as fresh.
      keep(
        sample()
          .catch(() => undefined)
          .finally(() => {
            sampling = false;
          }),
      );
    }
    for (const replica of replicas) {
      if (replica.polling || performance.now() < replica.after) continue;
      replica.polling = true;
      keep(
        poll(replica)
          .catch(async () => {
            if (replica.replayed !== null)
              warn('A replica is gone: it is passed over until it answers again.');
            await drop(replica);
          })
          .finally(() => {
            replica.polling = false;
          }),
      );
    }
  }, POLL_MS);
  timer.unref();
  return {
    pick: (own) => {
      const now = performance.now();
      const fit = replicas.flatMap(({ database, replayed }) =>
        !closed && database !== null && replayed !== null && mayReplicaAnswer(replayed, own, now)
          ? [database]
          : [],
      );
      turn += 1;
      return fit[turn % fit.length] ?? null;
    },
    failed: (database) => {
      const replica = replicas.find((one) => one.database === database);
      if (replica !== undefined) replica.replayed = null;
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      await Promise.all(polls);
      await Promise.all(replicas.map(({ database }) => database?.close()));
    },
  };
}

async function positionOf(
  { sql }: Pick<Database, 'sql'>,
  expression: string,
): Promise<bigint | null> {
  const [row] = await sql(
    statement({ position: col.text.orNull }, `SELECT ${expression}::text AS position`),
  );
  return parseWalPosition(row?.position ?? '');
}

/** The primary's current WAL position, past all acknowledged writes, in PostgreSQL's notation. */
export async function currentWalPosition({ sql }: Pick<Database, 'sql'>): Promise<string> {
  const [row] = await sql(
    statement({ position: col.text }, 'SELECT pg_current_wal_insert_lsn()::text AS position'),
  );
  return row?.position ?? '';
}
