import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openPostgres, SITE_APPLICATION_NAME, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  connectionName,
  finishMigrations,
  migrateAtStart,
} from '#server/database/migrations/expand-and-contract.ts';
import { MigrationsBlocked } from '#server/database/migrations/contract-rules.ts';
import {
  listAppliedMigrations,
  applyMigrations,
} from '#server/database/migrations/apply-migrations.ts';
import { withStartupLock } from '#server/database/migrations/startup-lock.ts';
import { emptyDatabase } from '#tests/support/backups.ts';

/** What is applied while processes of the version before run, and what waits for their end. */

const ADDS = ['20300101000000_a', 'ALTER TABLE thing ADD COLUMN new text'] as const;
const TAKES = ['20300101000001_a_contract', 'ALTER TABLE thing DROP COLUMN old'] as const;
const LATER = ['20300101000002_b', 'ALTER TABLE thing ADD COLUMN old int'] as const;
const [ONE, SEVERAL] = [{ processes: 1 }, { processes: 3 }];

const folder = mkdtempSync(join(tmpdir(), 'contrenote-phases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  const lock = join('prisma', 'migrations', 'migration_lock.toml');
  cpSync(lock, join(folder, 'before', 'migration_lock.toml'));
  // Beside the folders of all versions: none has code.
  mkdirSync(join(folder, 'sql'));
  const manifest = { stamp: '20290101000000', sha256: '', signatures: [] };
  writeFileSync(join(folder, 'sql', 'manifest.json'), JSON.stringify(manifest));
  add(join(folder, 'before'), ['20290101000000_init', 'CREATE TABLE thing (old text)']);
});

function add(migrations: string, [name, script]: readonly [string, string]): void {
  mkdirSync(join(migrations, name));
  writeFileSync(join(migrations, name, 'migration.sql'), `${script};\n`);
}

let versions = 0;
/** The migrations of a version: those of the one before, and these. */
function version(...added: (readonly [string, string])[]): string {
  versions += 1;
  const migrations = join(folder, `version-${versions}`);
  cpSync(join(folder, 'before'), migrations, { recursive: true });
  for (const one of added) add(migrations, one);
  return migrations;
}

async function open(url: string, name: string): Promise<Database> {
  const database = await openPostgres(url, name);
  onTestFinished(() => database.close());
  return database;
}

const NEW = `${SITE_APPLICATION_NAME} 20300101000001`;

/** A database as the version before left it, open for the new one. */
async function oldDatabase(): Promise<{ url: string; database: Database }> {
  const url = await emptyDatabase();
  const database = await open(url, NEW);
  await migrateAtStart(database, join(folder, 'before'), ONE);
  return { url, database };
}

async function columns({ sql }: Database): Promise<string[]> {
  const rows = await sql(
    statement(
      { name: col.text },
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'thing' ORDER BY 1`,
    ),
  );
  return rows.map(({ name }) => name);
}

test('where several processes serve, a start adds and takes nothing away, until told to finish', async () => {
  const { database } = await oldDatabase();
  const migrations = version(ADDS, TAKES);
  const start = () => migrateAtStart(database, migrations, SEVERAL);
  expect(await start()).toEqual({ applied: [ADDS[0]], waiting: [TAKES[0]], code: true });
  expect(await columns(database)).toEqual(['new', 'old']);
  expect(await start()).toEqual({ applied: [], waiting: [TAKES[0]], code: false });
  expect((await finishMigrations(database, migrations)).applied).toEqual([TAKES[0]]);
  expect(await columns(database)).toEqual(['new']);
  expect(await start()).toEqual({ applied: [], waiting: [], code: false });
});

test('where one process serves, its start does all, but not beside one of an older version', async () => {
  const { url, database } = await oldDatabase();
  const migrations = version(ADDS, TAKES);
  const old = await openPostgres(url, `${SITE_APPLICATION_NAME} 20290101000000`);
  const beside = await migrateAtStart(database, migrations, ONE);
  expect(beside).toEqual({ applied: [ADDS[0]], waiting: [TAKES[0]], code: true });
  await old.close();
  // One that knows what is taken away does not mind.
  await open(url, `${SITE_APPLICATION_NAME} 20300101000002`);
  expect((await migrateAtStart(database, migrations, ONE)).applied).toEqual([TAKES[0]]);
});

test.each([SITE_APPLICATION_NAME, `${SITE_APPLICATION_NAME} 20300101000000`])(
  'nothing is finished while "%s" is connected',
  async (name) => {
    const { url, database } = await oldDatabase();
    const migrations = version(ADDS, TAKES);
    const old = await openPostgres(url, name);
    await expect(finishMigrations(database, migrations)).rejects.toThrow(MigrationsBlocked);
    expect(await columns(database)).toEqual(['old']);
    await old.close();
    expect((await finishMigrations(database, migrations)).applied).toEqual([ADDS[0], TAKES[0]]);
  },
);

test('a version after the next one is refused before anything is done, until that one is finished', async () => {
  const { database } = await oldDatabase();
  const migrations = version(ADDS, TAKES, LATER);
  await expect(migrateAtStart(database, migrations, SEVERAL)).rejects.toThrow(/--finish/);
  expect(await columns(database)).toEqual(['old']);
  await finishMigrations(database, migrations);
  expect(await columns(database)).toEqual(['new', 'old']);
});

test('a new database gets all at once, by the first of several that start together', async () => {
  const url = await emptyDatabase();
  const migrations = version(ADDS, TAKES, LATER);
  const starts = await Promise.all(
    [1, 2, 3].map(async () => {
      const database = await open(url, NEW);
      return withStartupLock(url, () => migrateAtStart(database, migrations, SEVERAL));
    }),
  );
  expect(starts.map(({ applied }) => applied.length).toSorted()).toEqual([0, 0, 4]);
  expect(starts.flatMap(({ waiting }) => waiting)).toEqual([]);
});

test('a command that brought a database up to date has nothing left to wait for', async () => {
  const counting = vi.spyOn(globalThis, 'setTimeout');
  onTestFinished(() => counting.mockRestore());
  const database = await openPostgres(await emptyDatabase());
  const names = await applyMigrations(database, version(ADDS));
  await database.close();
  expect(names.length).toBeGreaterThan(0);
  const kept = counting.mock.results.flatMap(({ value }, call) =>
    (value as NodeJS.Timeout).hasRef() ? [counting.mock.calls[call]?.[1]] : [],
  );
  // So long the engine gives itself to get the lock that it has by now.
  expect(kept).not.toContain(10_000);
});

test('while a migration waits for a table that is read at length, others read it', async () => {
  const { url, database } = await oldDatabase();
  const [reader, other] = [
    new pg.Client({ connectionString: url }),
    new pg.Client({ connectionString: url }),
  ];
  await reader.connect();
  await other.connect();
  await reader.query('BEGIN; LOCK TABLE thing IN ACCESS SHARE MODE');
  const migrated = migrateAtStart(database, version(ADDS), SEVERAL);
  const waits = async (): Promise<boolean> => {
    const { rows } = await other.query<{ waits: boolean }>(
      `SELECT count(*) > 0 AS waits FROM pg_locks WHERE NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rows[0]?.waits === true;
  };
  while (!(await waits()));
  // Answered before the long reading ends, since the migration steps aside.
  await other.query('SELECT * FROM thing');
  await reader.query('COMMIT');
  expect((await migrated).applied).toEqual([ADDS[0]]);
  await reader.end();
  await other.end();
});

test('one that was cut short, or failed, is applied at the next start', async () => {
  const { database } = await oldDatabase();
  await database.sql(`INSERT INTO thing VALUES ('twice'), ('twice')`);
  const index = ['20300101000000_index', 'CREATE UNIQUE INDEX CONCURRENTLY one ON thing (old)'];
  const migrations = version([String(index[0]), String(index[1])]);
  await expect(migrateAtStart(database, migrations, SEVERAL)).rejects.toThrow();
  expect(await listAppliedMigrations(database)).toHaveLength(1);
  await database.sql(`DELETE FROM thing`);
  expect((await migrateAtStart(database, migrations, SEVERAL)).applied).toEqual([index[0]]);
  const valid = await database.sql(
    `SELECT 1 FROM pg_index WHERE indexrelid = 'one'::regclass AND indisvalid`,
  );
  expect(valid).toBe(1);
});

test('a connection tells the last migration that its version knows', async () => {
  expect(connectionName()).toMatch(/^contrenote \d{14}$/);
  const database = await open(await emptyDatabase(), connectionName());
  await database.sql('SELECT 1');
  const named = await database.sql(
    statement(
      { name: col.text },
      `SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database()`,
    ),
  );
  expect(new Set(named.map(({ name }) => name))).toEqual(new Set([connectionName()]));
});
