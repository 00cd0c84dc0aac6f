import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Prisma, PrismaClient } from '#prisma/client.ts';
import { answerTo } from './run-query.ts';
import { connectionConfig, limitPool, replyDeadline, STATEMENT_MS } from './connections.ts';
import { databaseFault } from './errors.ts';
import type { Client, Db } from './db.ts';
import { sendTogether } from './cork.ts';
import { rowTypes } from './type-parsers.ts';
import { createSql, type Sql } from './sql.ts';
import { workNow } from '#server/core/work.ts';

/** One for all pools: each that there is takes its part of every promise that is made. */
const lent = new AsyncLocalStorage<{ pool: TransactionPool; connection: pg.PoolClient }>();

/** How a statement that stands alone is asked. */
type Ask = (statement: pg.QueryConfig) => Promise<pg.QueryResult>;

/**
 * What Prisma and transactions take connections from: those for requests, else those for background
 * work. It lends Prisma the connection of a transaction that is open already, where it asks for one
 * within `lend`; what Prisma asks outside of transactions goes the way of all such statements.
 */
export class TransactionPool extends pg.Pool {
  readonly background: pg.Pool;

  constructor(base: pg.PoolConfig, askAlone: Ask) {
    const times = {
      request: STATEMENT_MS.request.inTransaction,
      background: STATEMENT_MS.background.inTransaction,
    };
    super(connectionConfig(base, times.request));
    this.background = new pg.Pool(connectionConfig(base, times.background));
    limitPool(this, times.request);
    limitPool(this.background, times.background);
    // As a property: the many forms of a call of the driver are not overridden one by one.
    Object.defineProperty(this, 'query', { value: askAlone });
  }

  lend<Result>(connection: pg.PoolClient, run: () => Result): Result {
    return lent.run({ pool: this, connection }, run);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (callback !== undefined) return super.connect(callback);
    const now = lent.getStore();
    if (now?.pool === this) return Promise.resolve(now.connection);
    return workNow() === 'request' ? super.connect() : this.background.connect();
  }

  state(): { open: number; idle: number; waiting: number } {
    const { background } = this;
    return {
      open: this.totalCount + background.totalCount,
      idle: this.idleCount + background.idleCount,
      waiting: this.waitingCount + background.waitingCount,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.end(), this.background.end()]);
  }
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

export type Transacting = {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly pool: TransactionPool;
  /** The name under which a connection keeps the plan of a text; '' for none. */
  readonly nameOf: (text: string) => string;
  /** Milliseconds until one is undone that is not done. */
  readonly timeout: number;
};

type Act<Result> = (tx: Db) => Promise<Result>;
type Options = { readonly timeout?: number; readonly isolationLevel?: string };
type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** How often a transaction is run in which another one got in its way. */
const MOST_RUNS = 5;
/** Others are not waited for by rule: so each run begins at another moment. */
const MOST_PAUSE_MS = 50;
/** What takes longer, a dump or a move, is not begun anew; whoever runs it does that. */
const LONGEST_RERUN_MS = 600_000;

/**
 * The same client, whose transactions send SQL straight to the driver: through Prisma each statement
 * takes five times as much of the processor. Prisma comes in on the same connection once a model is
 * asked for.
 */
export function withDirectTransactions(parts: Transacting): Client {
  const transact = (act: unknown, options: Options = {}): Promise<unknown> =>
    // A list is one request of Prisma's own, and reads.
    typeof act === 'function'
      ? runTransaction(parts, act as Act<unknown>, options)
      : (parts.prisma.$transaction as Call)(act, options);
  return new Proxy(parts.prisma as unknown as Client, {
    get: (client, name) => {
      if (name === '$transaction') return transact;
      if (name === 'sql') return parts.sql;
      const value: unknown = Reflect.get(client, name, client);
      return typeof value === 'function' ? (value as Call).bind(client) : value;
    },
  });
}

/**
 * Runs a transaction, and again from its beginning where it was undone because of another one (a
 * deadlock, a serialization failure): `act` has no effect but through `tx`, or one that may happen
 * twice. Ends with what was committed, or with nothing done.
 */
async function runTransaction<Result>(
  parts: Transacting,
  act: Act<Result>,
  { timeout = parts.timeout, isolationLevel }: Options,
): Promise<Result> {
  for (let runs = timeout > LONGEST_RERUN_MS ? MOST_RUNS : 1; ; runs += 1) {
    try {
      return await runOnce(parts, act, timeout, isolationLevel);
    } catch (error) {
      if (runs >= MOST_RUNS || databaseFault(error) !== 'clash') throw error;
      await sleep(Math.random() * MOST_PAUSE_MS * runs);
    }
  }
}

async function runOnce<Result>(
  { prisma, pool, nameOf, timeout }: Transacting,
  act: Act<Result>,
  milliseconds: number,
  isolationLevel: string | undefined,
): Promise<Result> {
  const connection = await pool.connect();
  // What breaks the connection its queries say; unheard it would end the process.
  connection.on('error', ignore);
  let open = true;
  let endPrisma = ignore;
  // The driver knows it, its types do not.
  const longer = milliseconds > timeout ? { query_timeout: replyDeadline(milliseconds) } : {};
  const ask = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    if (!open) return Promise.reject(new TransactionOver());
    sendTogether(connection);
    return answerTo(connection, { ...query, ...longer });
  };
  const end = async (word: 'COMMIT' | 'ROLLBACK'): Promise<string> => {
    if (!open) throw new TransactionOver();
    open = false;
    clearTimeout(timer);
    endPrisma();
    try {
      const { command } = await answerTo(connection, { text: word });
      connection.release();
      return command;
    } catch (error) {
      // Whether it is still open, nobody knows: the next one must not find itself in it.
      connection.release(true);
      throw error;
    } finally {
      connection.off('error', ignore);
    }
  };
  // Whoever holds it so long holds up others.
  const timer = setTimeout(() => void end('ROLLBACK').catch(ignore), milliseconds);

  const begin = (): Promise<Prisma.TransactionClient> =>
    new Promise((resolve, reject) => {
      const done = pool.lend(borrowed(connection, ask), () =>
        prisma.$transaction(
          (inner) => {
            resolve(inner);
            return new Promise<void>((finish) => {
              endPrisma = finish;
            });
          },
          { timeout: Math.max(timeout, milliseconds) },
        ),
      );
      done.catch(reject);
    });
  let begun: Promise<Prisma.TransactionClient> | undefined;
  const run = async (text: string, values: readonly unknown[]): Promise<pg.QueryResult> =>
    ask({ text, values: [...values], types: rowTypes, name: nameOf(text) });

  try {
    // It goes with the first statement, and is waited for only before the end.
    sendTogether(connection);
    const started = answerTo(connection, {
      text: beginning(isolationLevel, milliseconds, timeout),
    });
    started.catch(ignore);
    const result = await act(transactionOf(run, () => (begun ??= begin())));
    await started;
    // Where a statement failed and nobody minded, the database undoes all of it, and says no more.
    if ((await end('COMMIT')) !== 'COMMIT') throw new Error('A statement failed: all was undone.');
    return result;
  } catch (error) {
    if (open) await end('ROLLBACK').catch(ignore);
    throw error;
  }
}

/** What begins a transaction; the statements of one that may take longer may do so, too. */
function beginning(
  isolationLevel: string | undefined,
  milliseconds: number,
  timeout: number,
): string {
  const level =
    isolationLevel === undefined
      ? ''
      : ` ISOLATION LEVEL ${isolationLevel.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()}`;
  const limit = milliseconds > timeout ? `; SET LOCAL statement_timeout = ${milliseconds}` : '';
  return `BEGIN${level}${limit}`;
}

function ignore(): void {}

/** It took too long, or is asked for more after its end. */
class TransactionOver extends Error {
  readonly code = 'P2028';
  constructor() {
    super('The transaction is over.');
  }
}

const BOUNDS: ReadonlySet<string | undefined> = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);
const NOTHING = { rows: [], fields: [], rowCount: 0 };

/** A connection as Prisma knows it: it may ask, but neither begins the transaction nor ends it. */
function borrowed(
  connection: pg.PoolClient,
  ask: (query: pg.QueryConfig) => Promise<pg.QueryResult>,
): pg.PoolClient {
  const own: Record<PropertyKey, unknown> = {
    query: (query: pg.QueryConfig) =>
      BOUNDS.has(query.text) ? Promise.resolve(NOTHING) : ask(query),
    release: ignore,
    on: ignore,
    removeListener: ignore,
  };
  return new Proxy(connection, {
    get: (of, name) => own[name] ?? (Reflect.get(of, name, of) as unknown),
  });
}

/** A transaction whose SQL is `run`; all else is Prisma's, which begins once it is asked. */
function transactionOf(
  run: (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>,
  prisma: () => Promise<Prisma.TransactionClient>,
): Db {
  const sql = createSql(run);
  const models = new Map<string, object>();
  return new Proxy({} as Db, {
    get: (_, name) => {
      // Handed on by a promise, it is not to be waited for.
      if (typeof name !== 'string' || name === 'then') return undefined;
      if (name === 'sql') return sql;
      if (name.startsWith('$')) return callOf(prisma, name);
      const known = models.get(name) ?? modelOf(async () => (await prisma())[name as 'member']);
      models.set(name, known);
      return known;
    },
  });
}

function modelOf(model: () => Promise<object>): object {
  return new Proxy(
    {},
    { get: (_, method) => (typeof method === 'string' ? callOf(model, method) : undefined) },
  );
}

function callOf(of: () => Promise<object>, name: string): Call {
  return async (...args) => {
    const target = await of();
    return (Reflect.get(target, name, target) as Call).apply(target, [...args]);
  };
}
