import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import {
  SITE_APPLICATION_NAME,
  serveEmbeddedDatabase,
  type Database,
} from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { packCluster } from '#server/database/embedded/template-cluster.ts';

/** Name suffix of an index that REINDEX CONCURRENTLY is rebuilding now. */
const BEING_REBUILT = String.raw`_cc(?:new|old)\d*$`;
const FILTERS = { externalTables: [], externalEnums: [] };

/** Migrations in the folder that are not applied yet, in order; takes two small queries. */
export async function listPendingMigrations(
  database: Pick<Database, 'sql'>,
  folder: string,
): Promise<string[]> {
  const names = await listMigrationNames(folder);
  const done = new Set(await listAppliedMigrations(database));
  return names.filter((name) => !done.has(name));
}

/** Names of the applied migrations; empty in a new database. */
export async function listAppliedMigrations({ sql }: Pick<Database, 'sql'>): Promise<string[]> {
  const [table] = await sql(
    statement(
      { present: col.bool },
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
    ),
  );
  if (table?.present !== true) return [];
  const applied = await sql(
    statement(
      { name: col.text },
      `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL
      ORDER BY migration_name COLLATE "C"`,
    ),
  );
  return applied.map(({ name }) => name);
}

/**
 * Removes the records of interrupted migrations, so that they are applied again. A migration is atomic,
 * except CREATE INDEX CONCURRENTLY, which leaves an invalid index: drops those.
 */
export async function forgetUnfinishedMigrations(sql: Sql): Promise<void> {
  const [table] = await sql(
    statement(
      { present: col.bool },
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
    ),
  );
  if (table?.present !== true) return;
  const cut = await sql(
    statement({ id: col.text }, 'SELECT id FROM _prisma_migrations WHERE finished_at IS NULL'),
  );
  if (cut.length === 0) return;
  const parts = await sql(
    statement(
      { name: col.text },
      `SELECT c.oid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace AND c.relname !~ $1`,
    ),
    [BEING_REBUILT],
  );
  for (const { name } of parts) await sql(`DROP INDEX ${name}`);
  await sql('DELETE FROM _prisma_migrations WHERE finished_at IS NULL');
}

/**
 * Applies pending migrations with Prisma's schema engine, which writes the usual `_prisma_migrations`
 * table, so `prisma migrate deploy` can continue from there.
 * @param only names to apply; default: all of the folder.
 * @returns the names applied.
 */
export async function applyMigrations(
  database: Database,
  folder: string,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const pending = await listPendingMigrations(database, folder);
  if (!pending.some((name) => only?.has(name) ?? true)) return [];
  const engine = await createEngine(database.migrationAdapter);
  try {
    const result = await engine.applyMigrations({
      migrationsList: await readMigrations(folder, only),
      filters: FILTERS,
    });
    return result.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

/** Makes the template cluster: runs `prepare` on an empty database and archives the cluster. */
export async function makeTemplateCluster(
  path: string,
  prepare: (database: Database) => Promise<unknown>,
): Promise<void> {
  await withTemporaryDatabase(prepare, (folder) => packCluster(folder, path));
}

/**
 * Runs a function on a temporary embedded database.
 * @param onStopped called with the cluster's folder after the server stopped and before it is deleted.
 */
export async function withTemporaryDatabase<Made>(
  work: (database: Database) => Promise<Made>,
  onStopped: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<Made> {
  const parent = await mkdtemp(join(tmpdir(), 'contrenote-scratch-'));
  const folder = join(parent, 'postgres');
  try {
    const database = await serveEmbeddedDatabase(folder, SITE_APPLICATION_NAME, { template: null });
    let made: Made;
    try {
      made = await work(database);
    } finally {
      await database.close();
    }
    await onStopped(folder);
    return made;
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

/**
 * The SQL that migrates from the migrations' result to the schema, computed on a temporary database;
 * null where they agree.
 */
export function diffMigrations(schemaFolder: string): Promise<string | null> {
  return withTemporaryDatabase(async ({ migrationAdapter }) => {
    const migrations = await readMigrations(join(schemaFolder, 'migrations'));
    return diff(migrationAdapter, { tag: 'migrations', ...migrations }, schemaFolder);
  });
}

/** The SQL that migrates from a database's tables to the schema; null where they agree. */
export async function diffDatabase(
  { migrationAdapter: adapter }: Pick<Database, 'migrationAdapter'>,
  schemaFolder: string,
): Promise<string | null> {
  const files = await readSchemaFiles(schemaFolder);
  return diff(adapter, { tag: 'schemaDatasource', files, configDir: schemaFolder }, schemaFolder);
}

async function diff(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  from: bindings.DiffTarget,
  schemaFolder: string,
): Promise<string | null> {
  const engine = await createEngine(adapter);
  try {
    const result = await engine.diff({
      from,
      to: { tag: 'schemaDatamodel', files: await readSchemaFiles(schemaFolder) },
      script: true,
      exitCode: true,
      filters: FILTERS,
    });
    return result.exitCode === 0 ? null : (result.stdout ?? '');
  } finally {
    engine.free();
  }
}

let wasmReady: Promise<void> | null = null;

async function createEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<bindings.SchemaEngine> {
  wasmReady ??= instantiateEngine();
  await wasmReady;
  return bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', 'datasource db { provider = "postgresql" }']] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

async function instantiateEngine(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const module = await WebAssembly.compile(
    await readFile(entry.replace(/schema_engine_bg\.js$/, 'schema_engine_bg.wasm')),
  );
  const { exports } = await WebAssembly.instantiate(module, {
    './schema_engine_bg.js': withoutWaiting(bindings as unknown as WebAssembly.ModuleImports),
  });
  bindings.__wbg_set_wasm(exports);
  (exports['__wbindgen_start'] as () => void)();
}

/**
 * Unrefs timers of the schema engine: the ten-second time-out of its lock keeps running after it has
 * the lock, and would delay the end of a command.
 */
function withoutWaiting(imports: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
  return Object.fromEntries(
    Object.entries(imports).map(([name, value]) => [
      name,
      name.startsWith('__wbg_setTimeout_') && typeof value === 'function'
        ? (...args: unknown[]): NodeJS.Timeout => value(...args).unref()
        : value,
    ]),
  );
}

export async function listMigrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

async function readMigrations(
  folder: string,
  only?: ReadonlySet<string>,
): Promise<bindings.MigrationList> {
  const names = (await listMigrationNames(folder)).filter((name) => only?.has(name) ?? true);
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(folder, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}

async function readSchemaFiles(folder: string): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.prisma'))
    .toSorted();
  return Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      content: await readFile(join(folder, name), 'utf8'),
    })),
  );
}
