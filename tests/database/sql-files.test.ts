import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import {
  applySqlFiles,
  areSqlFilesPending,
  applyMigrationsAndSqlFiles,
} from '#server/database/migrations/apply-sql-files.ts';
import {
  hashSqlFiles,
  sqlManifestPath,
  readSqlFiles,
  readSqlManifest,
} from '#server/database/sql-files/read-sql-files.ts';
import {
  CODE_VERSION_FUNCTION,
  listSqlObjects,
  type SqlObject,
} from '#server/database/migrations/list-sql-objects.ts';
import { isRaisedSqlstate, RAISED_SQLSTATES } from '#server/database/raised-sqlstates.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { connectionName, migrateAtStart } from '#server/database/migrations/expand-and-contract.ts';
import { isContractMigration } from '#server/database/migrations/contract-rules.ts';
import {
  applyMigrations,
  listMigrationNames,
} from '#server/database/migrations/apply-migrations.ts';
import { emptyDatabase } from '#tests/support/backups.ts';

/** Functions, triggers and views are what prisma/sql says, in whatever database. */

const MIGRATIONS = join(process.cwd(), 'prisma', 'migrations');
const CODE = join(process.cwd(), 'prisma', 'sql');
/** The last migration of before the code stood in prisma/sql. */
const LAST_WITH_CODE = '20261128235901_picture_place_contract';
const FILES = readSqlFiles(CODE);

const folder = mkdtempSync(join(tmpdir(), 'contrenote-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<Database> {
  const database = await openPostgres(await emptyDatabase(), connectionName());
  onTestFinished(() => database.close());
  return database;
}

let versions = 0;
/** A version with no migrations and one file of code. */
function version(stamp: string, script: string): string {
  versions += 1;
  const root = join(folder, String(versions));
  cpSync(join(MIGRATIONS, 'migration_lock.toml'), join(root, 'migrations', 'migration_lock.toml'));
  cpSync(sqlManifestPath(CODE), join(root, 'sql', 'manifest.json'));
  const manifest = { stamp, sha256: '', signatures: [] };
  writeFileSync(sqlManifestPath(join(root, 'sql')), JSON.stringify(manifest));
  writeFileSync(join(root, 'sql', 'answer.sql'), script);
  return join(root, 'migrations');
}

const answering = (answer: number): string =>
  `CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT ${answer}';`;

async function answerOf({ sql }: Database): Promise<number | undefined> {
  const [row] = await sql(statement({ answer: col.int }, 'SELECT answer()'));
  return row?.answer;
}

const withoutRecord = (objects: readonly SqlObject[]): SqlObject[] =>
  objects.filter(({ name }) => name !== CODE_VERSION_FUNCTION);

test('a database of before comes to what prisma/sql alone makes, and nothing else is left in it', async () => {
  const [old, bare] = [await open(), await open()];
  const names = await listMigrationNames(MIGRATIONS);
  await applyMigrations(old, MIGRATIONS, new Set(names.filter((name) => name <= LAST_WITH_CODE)));
  expect((await migrateAtStart(old, MIGRATIONS, { processes: 1 })).code).toBe(true);
  await applyMigrations(bare, MIGRATIONS);
  for (const { kind, signature } of await listSqlObjects(bare.sql)) {
    if (kind !== 'trigger') await bare.sql(`DROP ${kind} IF EXISTS ${signature} CASCADE`);
  }
  expect(await listSqlObjects(bare.sql)).toEqual([]);
  await applySqlFiles(bare, MIGRATIONS);
  const [upgraded, alone] = [
    withoutRecord(await listSqlObjects(old.sql)),
    withoutRecord(await listSqlObjects(bare.sql)),
  ];
  expect(upgraded).toEqual(alone);
  const named = new Set(FILES.map(({ name }) => name));
  expect(named.size).toBe(FILES.length);
  const objects = alone.flatMap(({ kind, name }) => (kind === 'trigger' ? [] : [name]));
  expect(objects.toSorted()).toEqual([...named].toSorted());
});

test('code that any version had is there, or a _contract migration drops it', async () => {
  const database = await open();
  await applyMigrationsAndSqlFiles(database, MIGRATIONS);
  const there = new Set((await listSqlObjects(database.sql)).map(({ signature }) => signature));
  const contracts = (await listMigrationNames(MIGRATIONS))
    .filter(isContractMigration)
    .map((name) => readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8'));
  const { signatures, sha256 } = readSqlManifest(CODE);
  const gone = signatures.filter((signature) => !there.has(signature));
  const unsaid = gone.filter(
    (signature) =>
      !contracts.some((script) =>
        ['FUNCTION', 'VIEW'].some((kind) => script.includes(`DROP ${kind} IF EXISTS ${signature}`)),
      ),
  );
  expect(unsaid).toEqual([]);
  // What differs after a change: npm run db:code.
  expect(sha256).toBe(hashSqlFiles(FILES));
  const callable = (await listSqlObjects(database.sql)).filter(
    ({ kind, name }) => kind !== 'trigger' && name !== CODE_VERSION_FUNCTION,
  );
  expect(signatures).toEqual(expect.arrayContaining(callable.map(({ signature }) => signature)));
});

/** What may stand in a file, without comments and bodies of functions. */
const STATEMENT =
  /^(?:DO$|CREATE OR REPLACE (?:FUNCTION|TRIGGER|VIEW) |DROP TRIGGER IF EXISTS "(\w+)" ON "(\w+)"$|CREATE CONSTRAINT TRIGGER )/;

test.each(FILES)('$path can be applied any number of times, and drops nothing', ({ script }) => {
  const statements = script
    .replaceAll(/^\s*--.*$/gm, '')
    .replaceAll(/\$(\w*)\$[^]*?\$\1\$/g, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  expect(statements.filter((statement) => !STATEMENT.test(statement))).toEqual([]);
  // A block makes the triggers of several tables.
  for (const [block] of script.matchAll(/^DO \$\$[^]*?\$\$/gm)) {
    expect(block).toContain("EXECUTE format('CREATE OR REPLACE TRIGGER ");
    expect(block).not.toMatch(/\b(?:DROP|ALTER|(?<!AFTER )DELETE|TRUNCATE|SET)\b/);
  }
  for (const [nth, statement] of statements.entries()) {
    const [, trigger] = /^CREATE CONSTRAINT TRIGGER "(\w+)"/.exec(statement) ?? [];
    if (trigger === undefined) continue;
    expect(statements[nth - 1]).toMatch(new RegExp(`^DROP TRIGGER IF EXISTS "${trigger}" ON `));
  }
});

test('what is raised has a code of ours, and each of ours is raised', () => {
  const raised = FILES.flatMap(({ script }) => [
    ...script.matchAll(/^\s*RAISE (?!NOTICE)[^;]*;/gm),
  ]);
  const codes = raised.map(([statement]) => /USING ERRCODE = '(\w{5})'/.exec(statement)?.[1] ?? '');
  expect(codes.filter((code) => !isRaisedSqlstate(code))).toEqual([]);
  expect(new Set(codes)).toEqual(new Set(Object.keys(RAISED_SQLSTATES)));
});

test('migrations make no code any more', async () => {
  const later = (await listMigrationNames(MIGRATIONS)).filter((name) => name > LAST_WITH_CODE);
  const making = later.filter((name) =>
    /CREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?(?:FUNCTION|TRIGGER|VIEW)\b/i.test(
      readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8'),
    ),
  );
  expect(making).toEqual([]);
});

test('a changed file is applied at the next start, one that did not change is not', async () => {
  const database = await open();
  const [one, two] = [
    version('20300101000000', answering(1)),
    version('20300101000001', answering(2)),
  ];
  expect(await areSqlFilesPending(database, one)).toBe(true);
  expect(await applySqlFiles(database, one)).toBe(true);
  expect(await applySqlFiles(database, one)).toBe(false);
  expect(await applySqlFiles(database, two)).toBe(true);
  expect(await answerOf(database)).toBe(2);
});

test('a version before, started again beside the new one, leaves the newer code', async () => {
  const database = await open();
  const [one, two] = [
    version('20300101000000', answering(1)),
    version('20300101000001', answering(2)),
  ];
  await applySqlFiles(database, two);
  expect(await areSqlFilesPending(database, one)).toBe(false);
  expect(await applySqlFiles(database, one)).toBe(false);
  expect(await answerOf(database)).toBe(2);
});

test('where one statement fails, nothing changes', async () => {
  const database = await open();
  await applySqlFiles(database, version('20300101000000', answering(1)));
  const broken = `${answering(2)}\nCREATE OR REPLACE VIEW lost AS SELECT * FROM nowhere;`;
  await expect(applySqlFiles(database, version('20300101000001', broken))).rejects.toThrow(
    /nowhere/,
  );
  expect(await answerOf(database)).toBe(1);
});

test('files are applied after those that they need', () => {
  const order = FILES.map(({ name }) => name);
  expect(order.indexOf('search_french')).toBeLessThan(order.indexOf('search_stems'));
  const circle = version('20300101000000', `-- needs: other\n${answering(1)}`);
  expect(() => readSqlFiles(join(circle, '..', 'sql'))).toThrow(/needs other/);
  writeFileSync(join(circle, '..', 'sql', 'other.sql'), '-- needs: answer\n');
  expect(() => readSqlFiles(join(circle, '..', 'sql'))).toThrow(/need each other/);
});
