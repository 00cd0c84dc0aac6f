import { createHash } from 'node:crypto';
import type { Database } from '#server/database/db.ts';
import { col, statement, type RowOf, type Shape } from '#server/database/sql.ts';
import { appliedMigrations, applyMigrations } from '#server/database/migrations.ts';
import { codeFolderOf, hashOfFiles, readCodeFiles, readManifest } from './files.ts';
import { RECORDED_BY } from './objects.ts';

/** Which code a database has, by the function that says so. */
type Recorded = RowOf<typeof RECORDED>;

const RECORDED = { stamp: col.text, hash: col.text } satisfies Shape;

/**
 * Whether the code of `prisma/sql` differs from what the database has. A newer version's code stays:
 * that of a version before is no replacement for it.
 */
export async function isCodePending(
  database: Pick<Database, 'sql'>,
  migrations: string,
): Promise<boolean> {
  const [wanted, recorded] = [await wantedCode(database, migrations), await recordedCode(database)];
  return recorded === null || (recorded.hash !== wanted.hash && recorded.stamp <= wanted.stamp);
}

/**
 * Makes functions, triggers and views what `prisma/sql` says, in one transaction, where they differ.
 * Called after migrations, under their lock.
 * @returns whether there was something to do.
 */
export async function applyCode(
  database: Pick<Database, 'sql' | 'migrationAdapter'>,
  migrations: string,
): Promise<boolean> {
  if (!(await isCodePending(database, migrations))) return false;
  const { stamp, hash } = await wantedCode(database, migrations);
  const scripts = readCodeFiles(codeFolderOf(migrations)).map(({ script }) => script);
  const adapter = await database.migrationAdapter.connect();
  try {
    await adapter.executeScript([...scripts, recording(stamp, hash)].join('\n'));
  } finally {
    await adapter.dispose();
  }
  return true;
}

/** Applies every migration of the folder, and the code. */
export async function migrateWholly(database: Database, migrations: string): Promise<string[]> {
  const applied = await applyMigrations(database, migrations);
  await applyCode(database, migrations);
  return applied;
}

/** Migrations may replace or drop code, so after each of them all files are applied again. */
async function wantedCode(database: Pick<Database, 'sql'>, migrations: string): Promise<Recorded> {
  const folder = codeFolderOf(migrations);
  const hash = createHash('sha256').update(hashOfFiles(readCodeFiles(folder)));
  for (const name of await appliedMigrations(database)) hash.update(`\0${name}`);
  return { stamp: readManifest(folder).stamp, hash: hash.digest('hex') };
}

async function recordedCode({ sql }: Pick<Database, 'sql'>): Promise<Recorded | null> {
  const [known] = await sql(
    statement(
      { present: col.bool },
      `SELECT to_regprocedure('${RECORDED_BY}()') IS NOT NULL AS present`,
    ),
  );
  if (known?.present !== true) return null;
  const [recorded] = await sql(statement(RECORDED, `SELECT stamp, hash FROM ${RECORDED_BY}()`));
  return recorded ?? null;
}

/**
 * A function, not a table: the version before saves every table in its backups, and could not load one
 * that it does not know.
 */
function recording(stamp: string, hash: string): string {
  return `CREATE OR REPLACE FUNCTION ${RECORDED_BY}(OUT stamp text, OUT hash text)
LANGUAGE sql IMMUTABLE AS $$ SELECT '${stamp}', '${hash}' $$;`;
}
