import { LRUCache } from 'lru-cache';
import pg from 'pg';
import { runQuery } from './run-query.ts';
import {
  Connection,
  connectionConfig,
  setPoolStatementTimeout,
  setStatementTimeout,
  STATEMENT_TIMEOUT_MS,
} from './connection-settings.ts';
import { corkSocketUntilTurnEnds } from './cork-socket.ts';

/** Number of shared connections for statements outside of transactions. */
export const MAX_CONNECTIONS = 8;
/** A statement text that is running on this share of the connections is sent to the separate pool. */
const MOST_SHARE_OF_TEXT = 0.5;
/** A connection whose oldest statement has run for this long gets no further statements. */
const STUCK_MS = 250;
/** A statement text that took this long goes to the separate pool until it is fast again. */
const SLOW_MS = 1_000;
const SLOW_TEXTS = 200;

/** A connection in pipeline mode: statements are sent without waiting for earlier replies. */
type PipelinedConnection = {
  readonly client: Connection;
  readonly ready: Promise<unknown>;
  /** Texts of unanswered statements, oldest first. */
  readonly waiting: string[];
  /** When PostgreSQL started on the oldest statement (`performance.now()`). */
  since: number;
};

export type PipelinedConnections = {
  readonly query: <Row extends object>(config: pg.QueryConfig) => Promise<pg.QueryResult<Row>>;
  readonly state: () => { open: number; idle: number; waiting: number };
  readonly close: () => Promise<void>;
};

/**
 * Opens a set of shared connections in pipeline mode for autocommit statements: all statements of one
 * event-loop turn go over one connection in one write. A page sends a dozen queries at once, and on a
 * small machine each socket write costs more than the query. Each statement commits on its own, so a
 * failing one does not affect the others. When a connection breaks, its pending statements fail, and
 * the next statement opens a new one.
 *
 * A blocked statement (one that waits for a lock, say) delays those sent after it on the same
 * connection, so that connection gets no more statements, and the blocking text is sent to a separate
 * pool.
 * @param statementMs PostgreSQL's `statement_timeout`.
 * @param most shared connections; up to twice as many while some are blocked, and half as many in the
 * separate pool.
 */
export function openPipelinedConnections(
  config: pg.ClientConfig,
  { statementMs = STATEMENT_TIMEOUT_MS.request.alone, most = MAX_CONNECTIONS } = {},
): PipelinedConnections {
  const settings = connectionConfig(config, statementMs);
  const connections = new Set<PipelinedConnection>();
  const slowTexts = new LRUCache<string, true>({ max: SLOW_TEXTS });
  const apart = setPoolStatementTimeout(new pg.Pool({ ...settings, max: most / 2 }), statementMs);
  let chosen: PipelinedConnection | null = null;
  let closed: Promise<unknown> | null = null;

  function open(): PipelinedConnection {
    const client = new Connection(settings);
    const ready = client.connect().then(() => setStatementTimeout(client, statementMs));
    const connection: PipelinedConnection = { client, ready, waiting: [], since: 0 };
    const drop = (): void => void connections.delete(connection);
    // Without a listener an error would crash the process; callers get it through their own promises.
    client.on('error', drop);
    client.on('end', drop);
    ready.catch(drop);
    connections.add(connection);
    return connection;
  }

  /** Prefers an idle connection, then a new one, then the least loaded that is not blocked. */
  function choose(): PipelinedConnection {
    const now = performance.now();
    let moving = 0;
    let [best, least]: [PipelinedConnection | null, PipelinedConnection | null] = [null, null];
    for (const connection of connections) {
      if (least === null || connection.waiting.length < least.waiting.length) least = connection;
      if (isAtWork(connection, now, STUCK_MS)) continue;
      moving += 1;
      if (best === null || connection.waiting.length < best.waiting.length) best = connection;
    }
    const isBusy = best === null || best.waiting.length > 0;
    if (isBusy && moving < most && connections.size < 2 * most) return open();
    return best ?? least ?? open();
  }

  /** The connection for this event-loop turn; it is uncorked at the end of the turn. */
  function connectionOfTurn(): PipelinedConnection {
    if (chosen !== null && connections.has(chosen)) return chosen;
    const connection = choose();
    chosen = connection;
    corkSocketUntilTurnEnds(connection.client, () => {
      if (chosen === connection) chosen = null;
    });
    return connection;
  }

  function isSlow(text: string): boolean {
    let answering = 0;
    const now = performance.now();
    for (const connection of connections) {
      const [oldest] = connection.waiting;
      if (oldest === undefined) continue;
      if (isAtWork(connection, now, SLOW_MS)) slowTexts.set(oldest, true);
      if (oldest === text) answering += 1;
    }
    return answering >= most * MOST_SHARE_OF_TEXT || slowTexts.has(text);
  }

  async function queryApart<Row extends object>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    const client = await apart.connect();
    const begun = performance.now();
    let broken = true;
    try {
      const answer = await runQuery<Row>(client, statement);
      broken = false;
      if (performance.now() - begun < SLOW_MS) slowTexts.delete(statement.text);
      return answer;
    } catch (error) {
      broken = !(error instanceof pg.DatabaseError);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async function queryOn<Row extends object>(
    connection: PipelinedConnection,
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    if (connection.waiting.push(statement.text) === 1) connection.since = performance.now();
    try {
      await connection.ready;
      return await runQuery(connection.client, statement);
    } catch (error) {
      // FATAL: the server is closing this connection.
      if (error instanceof pg.DatabaseError && error.severity === 'FATAL')
        connections.delete(connection);
      throw error;
    } finally {
      // Replies come in the order of the statements.
      connection.waiting.shift();
      connection.since = performance.now();
      if (connection.waiting.length === 0 && connections.size > most) {
        connections.delete(connection);
        void connection.client.end().catch(() => undefined);
      }
    }
  }

  return {
    query: async (statement) => {
      if (closed !== null) throw new Error('The database was closed.');
      return isSlow(statement.text)
        ? queryApart(statement)
        : queryOn(connectionOfTurn(), statement);
    },
    state: () => {
      const all = [...connections];
      return {
        open: all.length + apart.totalCount,
        idle: all.filter(({ waiting }) => waiting.length === 0).length + apart.idleCount,
        waiting:
          all.reduce((sum, { waiting }) => sum + Math.max(0, waiting.length - 1), 0) +
          apart.waitingCount,
      };
    },
    close: () => {
      closed ??= Promise.all([...[...connections].map(({ client }) => client.end()), apart.end()]);
      return closed.then(() => undefined);
    },
  };
}

/** Whether PostgreSQL has worked on the connection's oldest statement for longer than `milliseconds`. */
function isAtWork(
  { waiting, since }: PipelinedConnection,
  now: number,
  milliseconds: number,
): boolean {
  return waiting.length > 0 && now - since > milliseconds;
}
