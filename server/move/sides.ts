import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { listTables, quoted } from '#server/backup/catalogue.ts';
import { databaseCodes } from '#server/database-errors.ts';
import { OF_SITE } from '#server/migration-phases.ts';
import { SITE_NAME, openEmbedded, openPostgres, type Database, type Sql } from '#server/db.ts';
import type { Environment } from '#server/env.ts';
import { embeddedFolder } from '#server/open.ts';
import { BadMove } from './bad-move.ts';

/** What our own connections call themselves: those of a site that runs are told from them. */
const MOVE_NAME = `${SITE_NAME}-move`;
/** Rows come and go once, from the beginning to the end. */
const BUFFER_MB = 64;
const LEAST_VERSION = 150_000;
const LOCK_WAIT = '5s';

/** One of the two databases of a move. */
export type Side = {
  readonly database: Database;
  /** Where it is, for people: without a password. */
  readonly place: string;
};

/** Opens PostgreSQL for a move. @throws BadMove where it cannot be used. */
export async function openServerSide(url: string): Promise<Side> {
  const place = placeOf(url);
  const database = await openPostgres(url, MOVE_NAME).catch((error: unknown) => {
    const why = error instanceof Error ? error.message || databaseCodes(error).join(' ') : '';
    throw new BadMove(`${place} cannot be used: ${why}`);
  });
  try {
    const [row] = await database.sql<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int AS version,
              current_setting('server_encoding') AS encoding`,
    );
    if ((row?.version ?? 0) < LEAST_VERSION)
      throw new BadMove(`${place} is older than PostgreSQL 15.`);
    if (row?.encoding !== 'UTF8')
      throw new BadMove(`${place} has the encoding ${row?.encoding}: make a database with UTF8.`);
    return { database, place };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Opens the embedded database of the data folder, which this process then has alone.
 * @throws FolderLocked where the site runs.
 */
export async function openEmbeddedSide(env: Pick<Environment, 'dataDir'>): Promise<Side> {
  const folder = embeddedFolder(env);
  // Where it was being made when its process was killed.
  await rm(`${folder}.new`, { recursive: true, force: true });
  return { database: await openEmbedded(folder, BUFFER_MB), place: folder };
}

/** Whether the data folder has an embedded database. */
export function hasEmbedded(env: Pick<Environment, 'dataDir'>): boolean {
  return existsSync(embeddedFolder(env));
}

/** `postgresql://host:port/name` of an address. @throws BadMove where it is none. */
function placeOf(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^postgres(?:ql)?:$/.test(address.protocol))
    throw new BadMove('The address starts with postgresql://');
  return `postgresql://${address.host}${address.pathname}`;
}

/** @throws BadMove where a site, or one of its commands, is connected to it. */
export async function refuseRunning({ database, place }: Side): Promise<void> {
  if (database.kind !== 'postgresql') return;
  const [row] = await database.sql<{ others: number }>(
    `SELECT count(*)::int AS others FROM pg_stat_activity
      WHERE datname = current_database() AND ${OF_SITE}`,
  );
  if ((row?.others ?? 0) > 0)
    throw new BadMove(`The site runs on ${place}: stop all its processes first.`);
}

/**
 * Keeps everybody from writing to the tables until the transaction ends; its first statement.
 * @throws BadMove where somebody is writing.
 */
export async function holdStill(sql: Sql, tables: readonly string[]): Promise<void> {
  await sql('SET LOCAL statement_timeout = 0');
  await sql('SET LOCAL idle_in_transaction_session_timeout = 0');
  await sql(`SET LOCAL lock_timeout = '${LOCK_WAIT}'`);
  const list = tables.map(quoted).join(', ');
  await sql(`LOCK TABLE ${list} IN SHARE MODE`).catch((error: unknown) => {
    if (!databaseCodes(error).includes('55P03')) throw error;
    throw new BadMove('Somebody writes to the database: stop the site first.');
  });
}

/** The names of the tables, to be held. */
export async function tableNames(sql: Sql): Promise<string[]> {
  return (await listTables(sql)).map(({ name }) => name);
}
