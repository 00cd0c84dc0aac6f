import { LRUCache } from 'lru-cache';
import pg from 'pg';
import { answerTo } from './run-query.ts';
import {
  Connection,
  connectionConfig,
  limitPool,
  limitStatements,
  STATEMENT_MS,
} from './connections.ts';
import { sendTogether } from './cork.ts';

/** Number of shared connections for statements outside of transactions. */
export const MOST_LINES = 8;
/** A statement text that is running on this share of the connections is sent to the separate pool. */
const MOST_SHARE_OF_TEXT = 0.5;
/** A connection whose oldest statement has run for this long gets no further statements. */
const STUCK_MS = 250;
/** A statement text that took this long goes to the separate pool until it is fast again. */
const SLOW_MS = 1_000;
const SLOW_TEXTS = 200;

/** A connection in pipeline mode: statements are sent without waiting for earlier replies. */
type Line = {
  readonly client: Connection;
  readonly ready: Promise<unknown>;
  /** Texts of unanswered statements, oldest first. */
  readonly waiting: string[];
  /** When PostgreSQL started on the oldest statement (`performance.now()`). */
  since: number;
};

export type Lines = {
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
export function openLines(
  config: pg.ClientConfig,
  { statementMs = STATEMENT_MS.request.alone, most = MOST_LINES } = {},
): Lines {
  const settings = connectionConfig(config, statementMs);
  const lines = new Set<Line>();
  const slowTexts = new LRUCache<string, true>({ max: SLOW_TEXTS });
  const apart = limitPool(new pg.Pool({ ...settings, max: most / 2 }), statementMs);
  let chosen: Line | null = null;
  let closed: Promise<unknown> | null = null;

  function open(): Line {
    const client = new Connection(settings);
    const ready = client.connect().then(() => limitStatements(client, statementMs));
    const line: Line = { client, ready, waiting: [], since: 0 };
    const drop = (): void => void lines.delete(line);
    // Without a listener an error would crash the process; callers get it through their own promises.
    client.on('error', drop);
    client.on('end', drop);
    ready.catch(drop);
    lines.add(line);
    return line;
  }

  /** Prefers an idle connection, then a new one, then the least loaded that is not blocked. */
  function choose(): Line {
    const now = performance.now();
    let moving = 0;
    let [best, least]: [Line | null, Line | null] = [null, null];
    for (const line of lines) {
      if (least === null || line.waiting.length < least.waiting.length) least = line;
      if (isAtWork(line, now, STUCK_MS)) continue;
      moving += 1;
      if (best === null || line.waiting.length < best.waiting.length) best = line;
    }
    const isBusy = best === null || best.waiting.length > 0;
    if (isBusy && moving < most && lines.size < 2 * most) return open();
    return best ?? least ?? open();
  }

  /** The connection for this event-loop turn; it is uncorked at the end of the turn. */
  function lineOfTurn(): Line {
    if (chosen !== null && lines.has(chosen)) return chosen;
    const line = choose();
    chosen = line;
    sendTogether(line.client, () => {
      if (chosen === line) chosen = null;
    });
    return line;
  }

  function isSlow(text: string): boolean {
    let answering = 0;
    const now = performance.now();
    for (const line of lines) {
      const [oldest] = line.waiting;
      if (oldest === undefined) continue;
      if (isAtWork(line, now, SLOW_MS)) slowTexts.set(oldest, true);
      if (oldest === text) answering += 1;
    }
    return answering >= most * MOST_SHARE_OF_TEXT || slowTexts.has(text);
  }

  async function askApart<Row extends object>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    const client = await apart.connect();
    const begun = performance.now();
    let broken = true;
    try {
      const answer = await answerTo<Row>(client, statement);
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

  async function askOn<Row extends object>(
    line: Line,
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    if (line.waiting.push(statement.text) === 1) line.since = performance.now();
    try {
      await line.ready;
      return await answerTo(line.client, statement);
    } catch (error) {
      // FATAL: the server is closing this connection.
      if (error instanceof pg.DatabaseError && error.severity === 'FATAL') lines.delete(line);
      throw error;
    } finally {
      // Replies come in the order of the statements.
      line.waiting.shift();
      line.since = performance.now();
      if (line.waiting.length === 0 && lines.size > most) {
        lines.delete(line);
        void line.client.end().catch(() => undefined);
      }
    }
  }

  return {
    query: async (statement) => {
      if (closed !== null) throw new Error('The database was closed.');
      return isSlow(statement.text) ? askApart(statement) : askOn(lineOfTurn(), statement);
    },
    state: () => {
      const all = [...lines];
      return {
        open: all.length + apart.totalCount,
        idle: all.filter(({ waiting }) => waiting.length === 0).length + apart.idleCount,
        waiting:
          all.reduce((sum, { waiting }) => sum + Math.max(0, waiting.length - 1), 0) +
          apart.waitingCount,
      };
    },
    close: () => {
      closed ??= Promise.all([...[...lines].map(({ client }) => client.end()), apart.end()]);
      return closed.then(() => undefined);
    },
  };
}

/** Whether PostgreSQL has worked on the connection's oldest statement for longer than `milliseconds`. */
function isAtWork({ waiting, since }: Line, now: number, milliseconds: number): boolean {
  return waiting.length > 0 && now - since > milliseconds;
}
