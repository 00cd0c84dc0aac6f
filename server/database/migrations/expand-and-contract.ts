import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applySqlFiles, areSqlFilesPending } from './apply-sql-files.ts';
import { SITE_APPLICATION_NAME, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Environment } from '#server/core/env.ts';
import { isContractMigration, MigrationsBlocked, planExpansion } from './contract-rules.ts';
import {
  listAppliedMigrations,
  applyMigrations,
  forgetUnfinishedMigrations,
  listMigrationNames,
  listPendingMigrations,
} from './apply-migrations.ts';

const STAMP_LENGTH = 14;

export type MigrationResult = {
  readonly applied: readonly string[];
  /** Names of the migrations that wait for `npm run db:migrate -- --finish`. */
  readonly waiting: readonly string[];
  /** Whether functions, triggers and views were replaced. */
  readonly code: boolean;
};

/**
 * Applies pending migrations at startup, while processes of the previous version may run. Applies
 * `_contract` migrations only in a new database, or where the site has one process and no older
 * version is connected. Call under the startup lock.
 * @throws MigrationsBlocked where a pending migration has to wait.
 */
export async function migrateAtStart(
  database: Database,
  folder: string,
  { processes }: Pick<Environment, 'processes'>,
): Promise<MigrationResult> {
  const done = await listAppliedMigrations(database);
  const pending = (await listMigrationNames(folder)).filter((name) => !done.includes(name));
  if (pending.length === 0) {
    return { applied: [], waiting: [], code: await applySqlFiles(database, folder) };
  }
  await forgetUnfinishedMigrations(database.sql);
  const taking = pending.filter(isContractMigration);
  const alone = done.length === 0 || (processes === 1 && !(await olderRuns(database, taking)));
  const { apply, wait } = alone ? { apply: pending, wait: [] } : planExpansion(pending);
  const applied = await applyMigrations(database, folder, new Set([...done, ...apply]));
  return { applied, waiting: wait, code: await applySqlFiles(database, folder) };
}

/**
 * Applies all pending migrations, `_contract` ones included.
 * @throws MigrationsBlocked where a process of an older version is connected to the database.
 */
export async function finishMigrations(
  database: Database,
  folder: string,
): Promise<MigrationResult> {
  const done = await listAppliedMigrations(database);
  const taking = (await listMigrationNames(folder)).filter(
    (name) => isContractMigration(name) && !done.includes(name),
  );
  if (await olderRuns(database, taking)) {
    throw new MigrationsBlocked(
      'A process of an older version is connected to the database: stop all of them first.',
    );
  }
  await forgetUnfinishedMigrations(database.sql);
  const applied = await applyMigrations(database, folder);
  return { applied, waiting: [], code: await applySqlFiles(database, folder) };
}

/** Whether the database lacks migrations (other than `_contract`) or code that this version needs. */
export async function isDatabaseOutdated(
  database: Pick<Database, 'sql'>,
  folder: string,
): Promise<boolean> {
  const pending = await listPendingMigrations(database, folder);
  return pending.some((name) => !isContractMigration(name)) || areSqlFilesPending(database, folder);
}

/**
 * `application_name` of this version's connections: names its last migration, so that a newer version
 * can see that an older one is connected.
 */
export function connectionName(): string {
  const names = readdirSync(join(process.cwd(), 'prisma', 'migrations')).filter((name) =>
    /^\d/.test(name),
  );
  return `${SITE_APPLICATION_NAME} ${stampOf(names.toSorted().at(-1) ?? '')}`.trim();
}

/** SQL: whether a connection is one of the site's, of any version. */
export const IS_SITE_CONNECTION_SQL = `(application_name = '${SITE_APPLICATION_NAME}' OR application_name LIKE '${SITE_APPLICATION_NAME} %')`;

/** Whether a connected process lacks some of these migrations. */
async function olderRuns(
  { sql }: Pick<Database, 'sql'>,
  taking: readonly string[],
): Promise<boolean> {
  const last = taking.at(-1);
  if (last === undefined) return false;
  const others = await sql(
    statement(
      { name: col.text },
      `SELECT DISTINCT application_name AS name FROM pg_stat_activity
      WHERE datname = current_database() AND ${IS_SITE_CONNECTION_SQL}`,
    ),
  );
  return others.some(({ name }) => name.slice(SITE_APPLICATION_NAME.length + 1) < stampOf(last));
}

function stampOf(name: string): string {
  return name.slice(0, STAMP_LENGTH);
}
