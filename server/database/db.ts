import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { PrismaClient, type Prisma } from '#prisma/client.ts';
import { today, type Day } from '#shared/core/days.ts';
import { STATEMENT_MS } from './connections.ts';
import { FolderInUse } from './embedded/postgres.ts';
import { findServer, serveCluster, type ServerOptions } from './embedded/server.ts';
import { openLines } from './pipelined-connections.ts';
import { openMigrationAdapter } from './migration-adapter.ts';
import { openProbe } from './probe.ts';
import { rowTypes } from './type-parsers.ts';
import { createSql, type Sql } from './sql.ts';
import { createStatementNames } from './prepared-names.ts';
import { TransactionPool, withDirectTransactions } from './transactions.ts';
import { workNow } from '#server/core/work.ts';

/** The client or a transaction: the first parameter of every action, rule loader and query. */
export type Db = Prisma.TransactionClient & { readonly sql: Sql };

/** Prisma's client, whose transactions have SQL straight to the driver as well. */
export type Client = Omit<PrismaClient, '$transaction'> & {
  readonly sql: Sql;
  $transaction<Result>(
    act: (tx: Db) => Promise<Result>,
    options?: { timeout?: number; isolationLevel?: Prisma.TransactionIsolationLevel },
  ): Promise<Result>;
  $transaction<Results extends readonly Prisma.PrismaPromise<unknown>[]>(
    list: readonly [...Results],
  ): Promise<{ [Nth in keyof Results]: Awaited<Results[Nth]> }>;
};

export type Database = {
  /** Its `postgresql://` address. */
  readonly url: string;
  readonly prisma: Client;
  /** The same as `prisma.sql`. */
  readonly sql: Sql;
  /** Whether the database answers, soon and whatever else it is asked: the same for everybody who asks at once. */
  readonly answers: () => Promise<boolean>;
  /** What Prisma's schema engine applies migrations through. */
  readonly migrationAdapter: SqlMigrationAwareDriverAdapterFactory;
  /** Connections that are open, idle ones among them, and who waits for one. */
  readonly connections: () => { open: number; idle: number; waiting: number };
  readonly close: () => Promise<void>;
};

/** Connections that background work shares: it asks one thing after the other. */
const MOST_BACKGROUND_LINES = 4;
/** For requests, and as many for background work. */
const MOST_TRANSACTIONS = 10;
const TRANSACTION_OPTIONS = { maxWait: 10_000, timeout: 20_000 };

/** What a connection of the site calls itself, so that a command sees whether it runs. */
export const SITE_NAME = 'contrenote';

/**
 * Opens PostgreSQL (15 or newer) at `url`.
 * @throws when nothing answers there.
 */
export async function openPostgres(url: string, name: string = SITE_NAME): Promise<Database> {
  const base = { connectionString: url, application_name: name };
  const lines = {
    request: openLines(base, { statementMs: STATEMENT_MS.request.alone }),
    background: openLines(base, {
      statementMs: STATEMENT_MS.background.alone,
      most: MOST_BACKGROUND_LINES,
    }),
  };
  const askAlone = (config: pg.QueryConfig): Promise<pg.QueryResult> =>
    lines[workNow()].query(config);
  const pool = new TransactionPool({ ...base, max: MOST_TRANSACTIONS }, askAlone);
  const probe = openProbe(base);
  // This connection stays, however long nobody asks: by it others see that this process runs.
  await lines.background.query({ text: 'SELECT 1' });
  const migrations = openMigrationAdapter(base);
  const nameOf = createStatementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: TRANSACTION_OPTIONS,
    // An error must not carry what a member typed into a log.
    errorFormat: 'minimal',
  });
  const { timeout } = TRANSACTION_OPTIONS;
  const sql = createSql((text, params) =>
    askAlone({ text, values: [...params], types: rowTypes, name: nameOf(text) }),
  );
  return {
    url,
    prisma: withDirectTransactions({ prisma, pool, nameOf, timeout, sql }),
    sql,
    connections: () => {
      const states = [pool, lines.request, lines.background].map((part) => part.state());
      const sum = (of: 'open' | 'idle' | 'waiting'): number =>
        states.reduce((all, state) => all + state[of], 0);
      return { open: sum('open'), idle: sum('idle'), waiting: sum('waiting') };
    },
    answers: probe.answers,
    migrationAdapter: migrations.adapter,
    close: once(async () => {
      await prisma.$disconnect();
      await Promise.all([
        lines.request.close(),
        lines.background.close(),
        migrations.close(),
        pool.close(),
        probe.close(),
      ]);
    }),
  };
}

/**
 * Opens the embedded database in `folder`: that of the process that serves it already, else one that
 * this process serves until it is closed.
 * @param name what the connections call themselves.
 * @throws ClusterDamaged where PostgreSQL cannot start on it.
 */
export async function openEmbedded(
  folder: string,
  name: string = SITE_NAME,
  options: ServerOptions = {},
): Promise<Database> {
  const running = findServer(folder);
  if (running !== null) return openPostgres(running, name);
  try {
    return await serveEmbedded(folder, name, options);
  } catch (error) {
    // Another process may have begun to serve it meanwhile.
    const begun = error instanceof FolderInUse ? findServer(folder) : null;
    if (begun === null) throw error;
    return openPostgres(begun, name);
  }
}

/**
 * Opens the embedded database in `folder`, which this process serves until it is closed.
 * @throws FolderInUse where another process serves it, ClusterDamaged where PostgreSQL cannot start.
 */
export async function serveEmbedded(
  folder: string,
  name: string = SITE_NAME,
  options: ServerOptions = {},
): Promise<Database> {
  const server = await serveCluster(folder, options);
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

/** Who closes it again waits for the first time. */
function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () => (closed ??= close());
}

/** SQL: a moment as it stands in answers and cursors, to the second. */
export function utcMoment(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/** SQL: bytes in standard base64, without the line ends that the database puts in. */
export function base64Of(column: string): string {
  return `translate(encode(${column}, 'base64'), E'\\n', '')`;
}

/** A day as the client takes it for a `date` column. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** A `date` column as a day. */
export function dayOf(date: Date): Day {
  return today(date);
}
