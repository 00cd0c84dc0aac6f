import pg from 'pg';
import { answerTo } from './answer-to.ts';
import { sendTogether } from './one-write.ts';

/** Most connections of one process that statements outside of transactions share. */
export const MOST_LINES = 8;
const CONNECT_MS = 5_000;

/** A connection on which statements are sent without waiting for the answers to those before. */
type Line = {
  readonly client: pg.Client;
  readonly ready: Promise<unknown>;
  /** Sent, and not answered yet. */
  waiting: number;
};

export type Lines = {
  readonly query: <Row extends object>(config: pg.QueryConfig) => Promise<pg.QueryResult<Row>>;
  readonly state: () => { open: number; idle: number; waiting: number };
  readonly close: () => Promise<void>;
};

/**
 * Sends statements that stand alone: all that is asked in one turn of the event loop goes over one
 * connection in one write. A page asks a dozen things at once, and on a small machine each write to the
 * database costs more than what it asks for. Each statement commits by itself, so that one that fails
 * takes none of the others along. A connection that breaks fails what it carries, and the next statement
 * opens another one.
 */
export function openLines(config: pg.ClientConfig): Lines {
  const lines = new Set<Line>();
  let chosen: Line | null = null;
  let closed = false;

  function open(): Line {
    const client = new pg.Client({
      ...config,
      pipeline: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    const line: Line = { client, ready: client.connect(), waiting: 0 };
    const drop = (): void => void lines.delete(line);
    // Unheard it would end the process; who waits for an answer is told by its own promise.
    client.on('error', drop);
    client.on('end', drop);
    line.ready.catch(drop);
    lines.add(line);
    return line;
  }

  /** One that nobody waits on, else a new one, else the one with fewest before. */
  function choose(): Line {
    const least = [...lines].reduce<Line | null>(
      (best, line) => (best === null || line.waiting < best.waiting ? line : best),
      null,
    );
    return least === null || (least.waiting > 0 && lines.size < MOST_LINES) ? open() : least;
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

  return {
    query: async (statement) => {
      if (closed) throw new Error('The database was closed.');
      const line = lineOfTurn();
      line.waiting += 1;
      try {
        await line.ready;
        return await answerTo(line.client, statement);
      } catch (error) {
        // Its last word: the line is about to end, and carries nothing more.
        if (error instanceof pg.DatabaseError && error.severity === 'FATAL') lines.delete(line);
        throw error;
      } finally {
        line.waiting -= 1;
      }
    },
    state: () => {
      const all = [...lines];
      return {
        open: all.length,
        idle: all.filter(({ waiting }) => waiting === 0).length,
        waiting: all.reduce((sum, { waiting }) => sum + Math.max(0, waiting - 1), 0),
      };
    },
    close: async () => {
      closed = true;
      await Promise.all([...lines].map(({ client }) => client.end()));
    },
  };
}
