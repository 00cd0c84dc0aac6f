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

/** Connections that statements outside of transactions share. */
export const MOST_LINES = 8;
/** One text that is being answered on so large a share of them is sent apart. */
const MOST_SHARE_OF_TEXT = 0.5;
/** A connection whose oldest statement is not answered for so long gets no new ones. */
const STUCK_MS = 250;
/** A statement that takes so long is sent apart from the others until it is quick again. */
const SLOW_MS = 1_000;
const SLOW_TEXTS = 200;

/** A connection on which statements are sent without waiting for the answers to those before. */
type Line = {
  readonly client: Connection;
  readonly ready: Promise<unknown>;
  /** Texts that are sent and not answered yet, the oldest first. */
  readonly waiting: string[];
  /** Since when PostgreSQL works on the oldest one. */
  since: number;
};

export type Lines = {
  readonly query: <Row extends object>(config: pg.QueryConfig) => Promise<pg.QueryResult<Row>>;
  readonly state: () => { open: number; idle: number; waiting: number };
  readonly close: () => Promise<void>;
};

/**
 * Sends statements that stand alone over shared connections in pipeline mode: all that is asked in one
 * turn of the event loop goes over one connection in one write. A page asks a dozen things at once, and
 * on a small machine each write to the database costs more than what it asks for. Each statement commits
 * by itself, so that one that fails takes none of the others along. A connection that breaks fails what
 * it carries, and the next statement opens another one.
 *
 * A statement that is stuck, behind a lock say, holds up what was sent after it on the same connection:
 * that one gets nothing more, and its text goes to a pool of its own.
 * @param statementMs after which PostgreSQL cancels a statement.
 * @param most connections that are shared: twice as many while statements are stuck, and half as many
 * for those that are slow.
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
    // Unheard it would end the process; who waits for an answer is told by its own promise.
    client.on('error', drop);
    client.on('end', drop);
    ready.catch(drop);
    lines.add(line);
    return line;
  }

  /** An idle connection, else a new one, else the least loaded of those that are not stuck. */
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

  /** The same for all that is asked in this turn; its bytes go once the turn is over. */
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
      // After FATAL the server closes the connection.
      if (error instanceof pg.DatabaseError && error.severity === 'FATAL') lines.delete(line);
      throw error;
    } finally {
      // Answers come in the order of the statements.
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

/** Whether PostgreSQL works on the oldest statement of a connection for so long already. */
function isAtWork({ waiting, since }: Line, now: number, milliseconds: number): boolean {
  return waiting.length > 0 && now - since > milliseconds;
}
