import type { Socket } from 'node:net';
import pg from 'pg';
import type { WorkClass } from '#server/core/work-class.ts';

/** `statement_timeout` in milliseconds for autocommit statements and for statements in a transaction. */
export const STATEMENT_TIMEOUT_MS: Readonly<
  Record<WorkClass, { alone: number; inTransaction: number }>
> = {
  request: { alone: 5_000, inTransaction: 10_000 },
  background: { alone: 600_000, inTransaction: 20_000 },
};
/** Time to wait for a reply beyond `statement_timeout`; after that the connection counts as dead. */
const GRACE_MS = 2_000;
export const CONNECT_TIMEOUT_MS = 5_000;
/** Delay of the first TCP keep-alive on an idle connection, which the network may have dropped silently. */
const KEEP_ALIVE_MS = 10_000;

/**
 * SQL: makes the server detect a dead client (one that lost power, say) with TCP keep-alives, and
 * release its locks within half a minute.
 */
export const TCP_KEEPALIVE_SQL = `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
  SET tcp_keepalives_count = 4`;

/** Time-out for closing a connection cleanly; after it the socket is destroyed. */
const END_MS = 2_000;

/** A connection whose `end` also finishes where the server does not answer. */
export class Connection extends pg.Client {
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    stream.setTimeout(END_MS, () => stream.destroy());
    return callback === undefined ? super.end() : super.end(callback);
  }
}

/** Milliseconds to wait for the reply to a statement that PostgreSQL cancels after `statementMs`. */
export function replyTimeoutMs(statementMs: number): number {
  return statementMs + GRACE_MS;
}

/**
 * Connection settings for statements of at most `statementMs`: pipeline mode, keep-alives, and a reply
 * time-out that detects a server that does not respond.
 */
export function connectionConfig<Config extends pg.ClientConfig>(
  base: Config,
  statementMs: number,
): Config & { readonly Client: typeof Connection } {
  return {
    ...base,
    Client: Connection,
    pipeline: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    query_timeout: replyTimeoutMs(statementMs),
  };
}

/**
 * Sets `statement_timeout` on a new connection, before any other query. It is sent as a statement,
 * because poolers reject it as a startup parameter.
 */
export function setStatementTimeout(client: pg.ClientBase, statementMs: number): void {
  client.query(`SET statement_timeout = ${statementMs}`).catch(() => undefined);
}

export function setPoolStatementTimeout<Pool extends pg.Pool>(
  pool: Pool,
  statementMs: number,
): Pool {
  // An error on an idle connection; without a listener it would crash the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => setStatementTimeout(client, statementMs));
  return pool;
}
