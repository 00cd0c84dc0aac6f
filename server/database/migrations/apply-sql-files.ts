import { createHash } from 'node:crypto';
import type { Database } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { listAppliedMigrations, applyMigrations } from './apply-migrations.ts';
import {
  sqlFolderOf,
  hashSqlFiles,
  readSqlFiles,
  readSqlManifest,
} from '#server/database/sql-files/read-sql-files.ts';
import { CODE_VERSION_FUNCTION } from './list-sql-objects.ts';

/** The code version that a database records about itself. */
type Recorded = RowOf<typeof RECORDED>;

const RECORDED = { stamp: col.text, hash: col.text } satisfies RowShape;

/**
 * Whether the functions, triggers and views of `prisma/sql` differ from those in the database. False
 * where the database has the code of a newer version: an older version must not replace it.
 */
export async function areSqlFilesPending(
  database: Pick<Database, 'sql'>,
  migrations: string,
): Promise<boolean> {
  const [wanted, recorded] = [await wantedCode(database, migrations), await recordedCode(database)];
  return recorded === null || (recorded.hash !== wanted.hash && recorded.stamp <= wanted.stamp);
}

/**
 * Replaces functions, triggers and views with those of `prisma/sql`, in one transaction, where they
 * differ. Call after the migrations, under the startup lock.
 * @returns whether anything was applied.
 */
export async function applySqlFiles(
  database: Pick<Database, 'sql' | 'migrationAdapter'>,
  migrations: string,
): Promise<boolean> {
  if (!(await areSqlFilesPending(database, migrations))) return false;
  const { stamp, hash } = await wantedCode(database, migrations);
  const scripts = readSqlFiles(sqlFolderOf(migrations)).map(({ script }) => script);
  const adapter = await database.migrationAdapter.connect();
  try {
    await adapter.executeScript([...scripts, recording(stamp, hash)].join('\n'));
  } finally {
    await adapter.dispose();
  }
  return true;
}

/** Applies all migrations of the folder and then the database code. */
export async function applyMigrationsAndSqlFiles(
  database: Database,
  migrations: string,
): Promise<string[]> {
  const applied = await applyMigrations(database, migrations);
  await applySqlFiles(database, migrations);
  return applied;
}

/**
 * Stamp and hash of the code. The hash includes the names of the applied migrations: a migration may
 * replace or drop code, so all files are applied again after each.
 */
async function wantedCode(database: Pick<Database, 'sql'>, migrations: string): Promise<Recorded> {
  const folder = sqlFolderOf(migrations);
  const hash = createHash('sha256').update(hashSqlFiles(readSqlFiles(folder)));
  for (const name of await listAppliedMigrations(database)) hash.update(`\0${name}`);
  return { stamp: readSqlManifest(folder).stamp, hash: hash.digest('hex') };
}

async function recordedCode({ sql }: Pick<Database, 'sql'>): Promise<Recorded | null> {
  const [known] = await sql(
    statement(
      { present: col.bool },
      `SELECT to_regprocedure('${CODE_VERSION_FUNCTION}()') IS NOT NULL AS present`,
    ),
  );
  if (known?.present !== true) return null;
  const [recorded] = await sql(
    statement(RECORDED, `SELECT stamp, hash FROM ${CODE_VERSION_FUNCTION}()`),
  );
  return recorded ?? null;
}

/**
 * SQL of the function that returns the code's stamp and hash. A table would break backups of the
 * previous version, which dumps every table and cannot restore one that it does not know.
 */
function recording(stamp: string, hash: string): string {
  return `CREATE OR REPLACE FUNCTION ${CODE_VERSION_FUNCTION}(OUT stamp text, OUT hash text)
LANGUAGE sql IMMUTABLE AS $$ SELECT '${stamp}', '${hash}' $$;`;
}
