import type { Socket } from 'node:net';
import pg from 'pg';
import type { Work } from '#server/core/work.ts';

/** Milliseconds after which PostgreSQL cancels a statement that stands alone, or one of a transaction. */
export const STATEMENT_MS: Readonly<Record<Work, { alone: number; inTransaction: number }>> = {
  request: { alone: 5_000, inTransaction: 10_000 },
  background: { alone: 600_000, inTransaction: 20_000 },
};
/** So long after PostgreSQL would have cancelled a statement nobody hears of it: the connection is dead. */
const GRACE_MS = 2_000;
/** How long a connection may take to open. */
export const CONNECT_MS = 5_000;
/** An idle connection is probed after so long; the network may have dropped it without a word. */
const KEEP_ALIVE_MS = 10_000;

/**
 * SQL: a client that fell silent, a machine that lost its power say, loses its connection and its locks
 * within half a minute.
 */
export const PROBE_PEER = `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
  SET tcp_keepalives_count = 4`;

/** How long a connection may take to say goodbye. */
const END_MS = 2_000;

/** A connection that ends in time also where nobody answers at its other end. */
export class Connection extends pg.Client {
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    stream.setTimeout(END_MS, () => stream.destroy());
    return callback === undefined ? super.end() : super.end(callback);
  }
}

/** When the answer to a statement is given up that PostgreSQL cancels after `statementMs`. */
export function replyDeadline(statementMs: number): number {
  return statementMs + GRACE_MS;
}

/**
 * How connections for statements of at most `statementMs` are opened. What is asked together goes
 * together; a PostgreSQL that falls silent fails what it was asked and is connected to anew.
 */
export function connectionConfig<Config extends pg.ClientConfig>(
  base: Config,
  statementMs: number,
): Config & { readonly Client: typeof Connection } {
  return {
    ...base,
    Client: Connection,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    query_timeout: replyDeadline(statementMs),
  };
}

/**
 * Tells PostgreSQL the time-out of a fresh connection, before anything else is asked. As a statement: a
 * pooler refuses it among what opens a connection.
 */
export function limitStatements(client: pg.ClientBase, statementMs: number): void {
  client.query(`SET statement_timeout = ${statementMs}`).catch(() => undefined);
}

/** Gives the connections of a pool their time-out. */
export function limitPool<Pool extends pg.Pool>(pool: Pool, statementMs: number): Pool {
  // A connection that is cut while nobody uses it: unheard it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => limitStatements(client, statementMs));
  return pool;
}
