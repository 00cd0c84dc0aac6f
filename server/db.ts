import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { constants, cp } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import pg from 'pg';
import { PrismaClient, type Prisma } from '#prisma/client.ts';
import { today, type Day } from '#shared/days.ts';
import { STATEMENT_MS } from './connections.ts';
import { checkedAtCommit, watchTransactions } from './embedded-adapter.ts';
import { endAtPanic } from './embedded-panic.ts';
import { readFirstDatabase, unpackFirstDatabase } from './first-database.ts';
import { lockFolder } from './lock.ts';
import { openLines } from './lines.ts';
import { migrationAdapter, runPatiently } from './migration-adapter.ts';
import { openProbe } from './probe.ts';
import { createStatementNames } from './statement-names.ts';
import { TransactionPool, withDirectTransactions } from './transactions.ts';
import { workNow } from './work.ts';

/** The client or a transaction: the first parameter of every action, rule loader and query. */
export type Db = Prisma.TransactionClient;

/**
 * SQL straight to the driver, for hot reads. Dates come back as ISO text. Never awaited inside a
 * transaction: the embedded database has one connection and would wait for itself.
 */
export type Sql = <Row extends object>(text: string, params?: readonly unknown[]) => Promise<Row[]>;

export type Database = {
  readonly prisma: PrismaClient;
  readonly sql: Sql;
  /** Whether the database answers, soon and whatever else it is asked: the same for everybody who asks at once. */
  readonly answers: () => Promise<boolean>;
  /** What Prisma's schema engine applies migrations through. */
  readonly migrationAdapter: SqlMigrationAwareDriverAdapterFactory;
  readonly kind: 'embedded' | 'postgresql';
  /** Connections that are open, idle ones among them, and who waits for one; null where there is one. */
  readonly connections: (() => { open: number; idle: number; waiting: number }) | null;
  /**
   * Copies the files of the embedded database as they are at one moment: queries wait meanwhile. Null
   * on PostgreSQL and in memory.
   */
  readonly copyFiles: ((folder: string) => Promise<void>) | null;
  /** Resolves where the embedded database has ended by itself: only a new process brings it back. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
};

const NEVER = new Promise<void>(() => undefined);
const DATE_OID = 1082;
const TIMESTAMPTZ_OID = 1184;
const BIGINT_OID = 20;
/** Types that PostgreSQL does not number by hand: those of its own tables and of ours. */
const FIRST_TYPE_OF_TABLES_OID = 10_000;
/** What it would take by itself. */
export const EMBEDDED_BUFFER_MB = 128;
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
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary'): ((value: string) => unknown) => {
      if (oid === DATE_OID || oid === TIMESTAMPTZ_OID) return (value: string) => value;
      if (oid === BIGINT_OID) return Number;
      return format === 'binary'
        ? pg.types.getTypeParser(oid, 'binary')
        : pg.types.getTypeParser(oid, 'text');
    },
  };
  const base = { connectionString: url, application_name: name };
  const lines = {
    request: openLines(base, { statementMs: STATEMENT_MS.request.alone }),
    background: openLines(base, {
      statementMs: STATEMENT_MS.background.alone,
      most: MOST_BACKGROUND_LINES,
    }),
  };
  const askAlone = <Row extends object>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> =>
    lines[workNow()].query<Row>(statement);
  const pool = new TransactionPool({ ...base, max: MOST_TRANSACTIONS }, askAlone);
  const probe = openProbe(base);
  // This connection stays, however long nobody asks: by it others see that this process runs.
  await lines.background.query({ text: 'SELECT 1' });
  // Of their own, and gone a moment after they are used: the schema engine takes a lock that is let go
  // with its connection alone, and the next version of the site waits for it.
  const migrating = new pg.Pool({
    ...base,
    idleTimeoutMillis: 500,
    allowExitOnIdle: true,
  });
  migrating.on('error', () => undefined);
  const nameOf = createStatementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: TRANSACTION_OPTIONS,
    // An error must not carry what a member typed into a log.
    errorFormat: 'minimal',
  });
  const { timeout } = TRANSACTION_OPTIONS;
  return {
    prisma: withDirectTransactions({ prisma, pool, nameOf, timeout }),
    kind: 'postgresql',
    connections: () => {
      const states = [pool, lines.request, lines.background].map((part) => part.state());
      const sum = (of: 'open' | 'idle' | 'waiting'): number =>
        states.reduce((all, state) => all + state[of], 0);
      return { open: sum('open'), idle: sum('idle'), waiting: sum('waiting') };
    },
    answers: probe.answers,
    sql: async <Row extends object>(text: string, params: readonly unknown[] = []) =>
      (await askAlone<Row>({ text, values: [...params], types, name: nameOf(text) })).rows,
    migrationAdapter: migrationAdapter(new PrismaPg(migrating), (script) =>
      runPatiently((text) => migrating.query(text), script),
    ),
    copyFiles: null,
    ended: NEVER,
    close: once(async () => {
      await prisma.$disconnect();
      await Promise.all([
        lines.request.close(),
        lines.background.close(),
        migrating.end(),
        pool.close(),
        probe.close(),
      ]);
    }),
  };
}

/**
 * Opens the embedded database in `folder`, or in memory where it is null. One process at a time:
 * two on one folder would lose rows that were acknowledged.
 * @param bufferMb megabytes that it keeps its pages in; all of them are taken from the start.
 * @param first what one in memory begins with, as an archive of its files.
 * @throws FolderLocked when another process has the folder.
 */
export async function openEmbedded(
  folder: string | null,
  bufferMb = EMBEDDED_BUFFER_MB,
  first = folder === null ? readFirstDatabase() : null,
): Promise<Database> {
  const lock = folder === null ? null : lockFolder(folder);
  if (folder !== null && !existsSync(join(folder, 'PG_VERSION'))) await unpackFirstDatabase(folder);
  const parsers = { [DATE_OID]: String, [TIMESTAMPTZ_OID]: String, [BIGINT_OID]: Number };
  const pglite = await PGlite.create({
    dataDir: folder ?? 'memory://',
    extensions: { pg_trgm },
    parsers,
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${bufferMb}MB`],
    ...(first === null ? {} : { loadDataDir: first }),
  });
  forgetRowTypes(pglite);
  const ended = new Promise<void>((resolve) => endAtPanic(pglite, resolve));
  const failures = watchTransactions(pglite);
  const adapter = new PrismaPGlite(pglite);
  const prisma = new PrismaClient({
    adapter: checkedAtCommit(adapter, failures),
    transactionOptions: TRANSACTION_OPTIONS,
    // An error must not carry what a member typed into a log.
    errorFormat: 'minimal',
  });
  return {
    prisma,
    kind: 'embedded',
    connections: null,
    answers: () =>
      pglite.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    sql: async <Row extends object>(text: string, params: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...params])).rows,
    migrationAdapter: migrationAdapter(adapter, (script) => pglite.exec(script)),
    copyFiles:
      folder === null
        ? null
        : async (copy) => {
            // What was written since stands in the log of writes, and the copy recovers from that.
            await pglite.query('CHECKPOINT');
            await pglite.runExclusive(() =>
              cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE }),
            );
          },
    ended,
    close: once(async () => {
      await prisma.$disconnect();
      await pglite.close();
      lock?.release();
    }),
  };
}

/** Who closes it again waits for the first time. */
function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | null = null;
  return () => (closed ??= close());
}

/**
 * Of each table it knows how to read an array of whole rows, which nothing asks for; the adapter
 * copies all that it knows with each query, which took a tenth of the time of each.
 */
function forgetRowTypes({ parsers }: PGlite): void {
  for (const oid of Object.keys(parsers)) {
    if (Number(oid) >= FIRST_TYPE_OF_TABLES_OID) Reflect.deleteProperty(parsers, oid);
  }
}

/** The same call inside a transaction, where `Sql` would wait for itself. */
export function sqlIn(tx: Db): Sql {
  return <Row extends object>(text: string, params: readonly unknown[] = []) =>
    tx.$queryRawUnsafe<Row[]>(text, ...params);
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
