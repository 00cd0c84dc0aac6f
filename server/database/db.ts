import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { PrismaClient, type Prisma } from '#prisma/client.ts';
import { today, type Day } from '#shared/core/days.ts';
import { STATEMENT_TIMEOUT_MS } from './connection-settings.ts';
import { ClusterInUse } from './embedded/start-postgres.ts';
import {
  findRunningServerUrl,
  startEmbeddedServer,
  type ServerOptions,
} from './embedded/embedded-server.ts';
import { openPipelinedConnections } from './pipelined-connections.ts';
import { openMigrationAdapter } from './migration-adapter.ts';
import { openHealthProbe } from './health-probe.ts';
import { queryTypeParsers } from './type-parsers.ts';
import { noteRead } from './record-reads.ts';
import { createSql, type Sql, type Statement } from './sql.ts';
import { createPreparedStatementNames } from './prepared-statement-names.ts';
import { TransactionPool, withDirectTransactions } from './transactions.ts';
import { currentWorkClass } from '#server/core/work-class.ts';

/**
 * Prisma's client or a transaction, with direct SQL: the first parameter of every action, rule loader
 * and query.
 */
export type Db = Prisma.TransactionClient & { readonly sql: Sql };

/** Prisma's client, extended by direct SQL inside and outside of transactions. */
export type DatabaseClient = Omit<PrismaClient, '$transaction'> & {
  readonly sql: Sql;
  $transaction<Result>(
    act: (tx: Db) => Promise<Result>,
    options?: {
      timeout?: number;
      isolationLevel?: Prisma.TransactionIsolationLevel;
      lockTimeout?: number;
    },
  ): Promise<Result>;
  $transaction<Results extends readonly Prisma.PrismaPromise<unknown>[]>(
    list: readonly [...Results],
  ): Promise<{ [Nth in keyof Results]: Awaited<Results[Nth]> }>;
};

/** Sends a statement, or answers its rows from an earlier call. */
export type SharedReads = <Row>(
  asked: Statement<Row>,
  params?: readonly unknown[],
) => Promise<readonly Row[]>;

export type Database = {
  /** `postgresql://` connection URL. */
  readonly url: string;
  readonly prisma: DatabaseClient;
  /** Same as `prisma.sql`. */
  readonly sql: Sql;
  /** Reads what is the same for everybody, which may be kept; the rows must not be changed. */
  readonly shared: SharedReads;
  /** Reads rows of one member (`Statement.ofMember`), which may be kept for her; they must not be changed. */
  readonly own: SharedReads;
  /**
   * Health check over a connection of its own, with a short time-out; concurrent callers share one
   * query.
   */
  readonly answers: () => Promise<boolean>;
  /** Driver adapter with which Prisma's schema engine applies migrations. */
  readonly migrationAdapter: SqlMigrationAwareDriverAdapterFactory;
  /** Open connections, how many of them are idle, and how many callers wait for one. */
  readonly connections: () => { open: number; idle: number; waiting: number };
  readonly close: () => Promise<void>;
};

/** Shared connections of background work: few, since its statements run one after another. */
const MAX_BACKGROUND_CONNECTIONS = 4;
/** Size of each of the two transaction pools: requests and background work. */
const MOST_TRANSACTIONS = 10;
const TRANSACTION_OPTIONS = { maxWait: 10_000, timeout: 20_000 };

/** `application_name` of the site's connections; commands use it to see whether the site runs. */
export const SITE_APPLICATION_NAME = 'contrenote';

/**
 * Connects to PostgreSQL (15 or newer) at `url`.
 * @throws where the server does not answer.
 */
export async function openPostgres(
  url: string,
  name: string = SITE_APPLICATION_NAME,
): Promise<Database> {
  const base = { connectionString: url, application_name: name };
  const pipelines = {
    request: openPipelinedConnections(base, { statementMs: STATEMENT_TIMEOUT_MS.request.alone }),
    background: openPipelinedConnections(base, {
      statementMs: STATEMENT_TIMEOUT_MS.background.alone,
      most: MAX_BACKGROUND_CONNECTIONS,
    }),
  };
  const runAutocommit = (config: pg.QueryConfig): Promise<pg.QueryResult> =>
    pipelines[currentWorkClass()].query(config);
  const pool = new TransactionPool({ ...base, max: MOST_TRANSACTIONS }, (config) => {
    noteRead(config);
    return runAutocommit(config);
  });
  const probe = openHealthProbe(base);
  // Keeps one connection open for as long as this process runs, so that other processes see it in
  // pg_stat_activity.
  await pipelines.background.query({ text: 'SELECT 1' });
  const migrations = openMigrationAdapter(base);
  const nameOf = createPreparedStatementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: TRANSACTION_OPTIONS,
    // Leaves query arguments, which members typed, out of error messages and so out of the log.
    errorFormat: 'minimal',
  });
  const { timeout } = TRANSACTION_OPTIONS;
  const sql = createSql((text, params) =>
    runAutocommit({ text, values: [...params], types: queryTypeParsers, name: nameOf(text) }),
  );
  return {
    url,
    prisma: withDirectTransactions({ prisma, pool, nameOf, timeout, sql }),
    sql,
    shared: sql,
    own: sql,
    connections: () => {
      const states = [pool, pipelines.request, pipelines.background].map((part) => part.state());
      const sum = (of: 'open' | 'idle' | 'waiting'): number =>
        states.reduce((all, state) => all + state[of], 0);
      return { open: sum('open'), idle: sum('idle'), waiting: sum('waiting') };
    },
    answers: probe.answers,
    migrationAdapter: migrations.adapter,
    close: once(async () => {
      await prisma.$disconnect();
      await Promise.all([
        pipelines.request.close(),
        pipelines.background.close(),
        migrations.close(),
        pool.close(),
        probe.close(),
      ]);
    }),
  };
}

/**
 * Opens the embedded database in `folder`: connects to its server if another process runs one, else
 * starts one, which stops on close.
 * @param name `application_name` of the connections.
 * @throws ClusterDamaged where PostgreSQL cannot start on the cluster.
 */
export async function openEmbeddedDatabase(
  folder: string,
  name: string = SITE_APPLICATION_NAME,
  options: ServerOptions = {},
): Promise<Database> {
  const running = findRunningServerUrl(folder);
  if (running !== null) return openPostgres(running, name);
  try {
    return await serveEmbeddedDatabase(folder, name, options);
  } catch (error) {
    // Another process may have started the server in between.
    const begun = error instanceof ClusterInUse ? findRunningServerUrl(folder) : null;
    if (begun === null) throw error;
    return openPostgres(begun, name);
  }
}

/**
 * Starts the embedded database in `folder`; the server stops on close.
 * @throws ClusterInUse where another process runs it, ClusterDamaged where PostgreSQL cannot start.
 */
export async function serveEmbeddedDatabase(
  folder: string,
  name: string = SITE_APPLICATION_NAME,
  options: ServerOptions = {},
): Promise<Database> {
  const server = await startEmbeddedServer(folder, options);
  try {
    const database = await openPostgres(server.url, name);
    return {
      ...database,
      close: once(async () => {
        await database.close();
        await server.stop();
      }),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Makes a close function idempotent: later calls return the first promise. */
function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () => (closed ??= close());
}

/** SQL: a timestamp as answers and cursors have it: ISO 8601 in UTC, to the second. */
export function utcTimestampSql(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/** SQL: bytes in standard base64, without PostgreSQL's line breaks. */
export function base64Sql(column: string): string {
  return `translate(encode(${column}, 'base64'), E'\\n', '')`;
}

/** Converts a Day to the Date that Prisma expects for a `date` column. */
export function dayToDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Converts the Date of a `date` column to a Day. */
export function dateToDay(date: Date): Day {
  return today(date);
}
