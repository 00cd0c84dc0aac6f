import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Prisma, PrismaClient } from '#prisma/client.ts';
import { noteRead } from './record-reads.ts';
import { runQuery } from './run-query.ts';
import {
  connectionConfig,
  setPoolStatementTimeout,
  replyTimeoutMs,
  STATEMENT_TIMEOUT_MS,
} from './connection-settings.ts';
import { classifyDatabaseError, databaseErrorCodes } from './classify-database-error.ts';
import type { DatabaseClient, Db } from './db.ts';
import { corkSocketUntilTurnEnds } from './cork-socket.ts';
import { queryTypeParsers } from './type-parsers.ts';
import { createSql, type Sql } from './sql.ts';
import { currentWorkClass } from '#server/core/work-class.ts';

/**
 * The connection of the current transaction. One store for all pools, since every AsyncLocalStorage
 * adds cost to each promise.
 */
const lent = new AsyncLocalStorage<{ pool: TransactionPool; connection: pg.PoolClient }>();

/** Sends an autocommit statement. */
type Ask = (statement: pg.QueryConfig) => Promise<pg.QueryResult>;

/**
 * The connection pool of Prisma and of transactions, with a second pool for background work. Within
 * `lend`, Prisma gets the connection of the open transaction; its statements outside of transactions go
 * through `runAutocommit`.
 */
export class TransactionPool extends pg.Pool {
  readonly background: pg.Pool;

  constructor(base: pg.PoolConfig, runAutocommit: Ask) {
    const times = {
      request: STATEMENT_TIMEOUT_MS.request.inTransaction,
      background: STATEMENT_TIMEOUT_MS.background.inTransaction,
    };
    super(connectionConfig(base, times.request));
    this.background = new pg.Pool(connectionConfig(base, times.background));
    setPoolStatementTimeout(this, times.request);
    setPoolStatementTimeout(this.background, times.background);
    // Defined as a property, to replace all overloads of the driver's `query` at once.
    Object.defineProperty(this, 'query', { value: runAutocommit });
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
    return currentWorkClass() === 'request' ? super.connect() : this.background.connect();
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

export type DirectTransactionDeps = {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  readonly pool: TransactionPool;
  /** Prepared-statement name of an SQL text; '' for none. */
  readonly nameOf: (text: string) => string;
  /** Milliseconds until an unfinished transaction is rolled back. */
  readonly timeout: number;
};

type Act<Result> = (tx: Db) => Promise<Result>;
type Options = {
  readonly timeout?: number;
  readonly isolationLevel?: string;
  /** Milliseconds after which a statement that waits for a lock fails; the transaction is not run again then. */
  readonly lockTimeout?: number;
};
type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** How often a transaction is run in total when it conflicts with another. */
const MOST_RUNS = 5;
/** Upper bound of the random pause between runs, so that conflicting transactions do not meet again. */
const MOST_PAUSE_MS = 50;
/** Longer transactions, such as a dump, are not retried here; their caller does that. */
const LONGEST_RERUN_MS = 600_000;

/**
 * Replaces `$transaction` with one that sends SQL directly to the driver: through Prisma a statement
 * costs five times the CPU. Prisma joins on the same connection when a model is first used.
 */
export function withDirectTransactions(parts: DirectTransactionDeps): DatabaseClient {
  const transact = (act: unknown, options: Options = {}): Promise<unknown> =>
    // A list of queries instead of a function only reads: Prisma runs it as a transaction itself.
    typeof act === 'function'
      ? runTransaction(parts, act as Act<unknown>, options)
      : (noteRead(null), (parts.prisma.$transaction as Call)(act, options));
  return new Proxy(parts.prisma as unknown as DatabaseClient, {
    get: (client, name) => {
      if (name === '$transaction') return transact;
      if (name === 'sql') return parts.sql;
      const value: unknown = Reflect.get(client, name, client);
      return typeof value === 'function' ? (value as Call).bind(client) : value;
    },
  });
}

/**
 * Runs a transaction, and retries it after a deadlock or serialization failure; so `act` must have no
 * side effect except through `tx`, or one that may happen twice. Either commits or changes nothing.
 */
async function runTransaction<Result>(
  parts: DirectTransactionDeps,
  act: Act<Result>,
  options: Options,
): Promise<Result> {
  const { timeout = parts.timeout, lockTimeout } = options;
  const isRunOnce = timeout > LONGEST_RERUN_MS || lockTimeout !== undefined;
  for (let runs = isRunOnce ? MOST_RUNS : 1; ; runs += 1) {
    try {
      return await runOnce(parts, act, timeout, options);
    } catch (error) {
      if (runs >= MOST_RUNS || classifyDatabaseError(error) !== 'clash') throw error;
      await sleep(Math.random() * MOST_PAUSE_MS * runs);
    }
  }
}

async function runOnce<Result>(
  { prisma, pool, nameOf, timeout }: DirectTransactionDeps,
  act: Act<Result>,
  milliseconds: number,
  options: Options,
): Promise<Result> {
  const connection = await pool.connect();
  // The failing query reports it; without a listener it would crash the process.
  connection.on('error', ignore);
  let open = true;
  /** Error of the first statement that failed. */
  let failure: unknown = null;
  let latest: Promise<unknown> = Promise.resolve();
  let endPrisma = ignore;
  // Supported by the driver, missing in its types.
  const longer = milliseconds > timeout ? { query_timeout: replyTimeoutMs(milliseconds) } : {};
  const send = async (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    try {
      if (!open) throw new TransactionOver();
      corkSocketUntilTurnEnds(connection);
      return await runQuery(connection, { ...query, ...longer });
    } catch (error) {
      failure ??= error;
      throw error;
    }
  };
  const ask = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    const sent = send(query);
    latest = sent;
    return sent;
  };
  const end = async (word: 'COMMIT' | 'ROLLBACK'): Promise<string> => {
    if (!open) throw new TransactionOver();
    open = false;
    clearTimeout(timer);
    endPrisma();
    try {
      const { command } = await runQuery(connection, { text: word });
      connection.release();
      return command;
    } catch (error) {
      // The transaction may still be open, so the connection is not reused.
      connection.release(true);
      throw error;
    } finally {
      connection.off('error', ignore);
    }
  };
  // Rolls back a transaction that takes too long, since it blocks others.
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
    ask({ text, values: [...values], types: queryTypeParsers, name: nameOf(text) });

  try {
    // BEGIN is sent together with the first statement; its reply is awaited only before the end.
    corkSocketUntilTurnEnds(connection);
    const started = runQuery(connection, {
      text: beginning(options, milliseconds, timeout),
    });
    started.catch(ignore);
    const result = await act(transactionOf(run, () => (begun ??= begin())));
    await started;
    // Where a statement failed that nobody minded, COMMIT silently becomes ROLLBACK.
    const isCommitted = (await end('COMMIT')) === 'COMMIT';
    if (!isCommitted) await latest;
    if (!isCommitted || failure instanceof TransactionOver) throw failure;
    return result;
  } catch (error) {
    if (open) await end('ROLLBACK').catch(ignore);
    // A statement after one that failed and was not awaited tells nothing of the cause.
    throw databaseErrorCodes(error).includes(ABORTED) ? (failure ?? error) : error;
  }
}

/** The BEGIN statement, with `lock_timeout`; raises `statement_timeout` for a transaction with a longer limit. */
function beginning(
  { isolationLevel, lockTimeout }: Options,
  milliseconds: number,
  timeout: number,
): string {
  const level =
    isolationLevel === undefined
      ? ''
      : ` ISOLATION LEVEL ${isolationLevel.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()}`;
  const limit = milliseconds > timeout ? `; SET LOCAL statement_timeout = ${milliseconds}` : '';
  const locks = lockTimeout === undefined ? '' : `; SET LOCAL lock_timeout = ${lockTimeout}`;
  return `BEGIN${level}${limit}${locks}`;
}

/**
 * Lets an action end without awaiting a statement that it has sent, so that COMMIT leaves in the same write. Where the
 * statement fails, the transaction does, with its error.
 */
export function sendWithCommit(sent: Promise<unknown>): void {
  sent.catch(ignore);
}

function ignore(): void {}

/** The transaction took too long, or was used after its end. */
class TransactionOver extends Error {
  readonly code = 'P2028';
  constructor() {
    super('The transaction is over.');
  }
}

/** SQLSTATE of a statement in a transaction in which another one failed. */
const ABORTED = '25P02';
const BOUNDS: ReadonlySet<string | undefined> = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);
const NOTHING = { rows: [], fields: [], rowCount: 0 };

/** A connection as Prisma gets it: its BEGIN, COMMIT and release have no effect. */
function borrowed(
  connection: pg.PoolClient,
  ask: (query: pg.QueryConfig) => Promise<pg.QueryResult>,
): pg.PoolClient {
  const own: Record<PropertyKey, unknown> = {
    query: (query: pg.QueryConfig) => {
      if (BOUNDS.has(query.text)) return Promise.resolve(NOTHING);
      noteRead(query);
      return ask(query);
    },
    release: ignore,
    on: ignore,
    removeListener: ignore,
  };
  return new Proxy(connection, {
    get: (of, name) => own[name] ?? (Reflect.get(of, name, of) as unknown),
  });
}

/** A transaction client: SQL goes to `run`, models to a Prisma transaction that is started on first use. */
function transactionOf(
  run: (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>,
  prisma: () => Promise<Prisma.TransactionClient>,
): Db {
  const sql = createSql(run);
  const models = new Map<string, object>();
  return new Proxy({} as Db, {
    get: (_, name) => {
      // No `then`, or a promise that resolves to the proxy would take it for a promise.
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
