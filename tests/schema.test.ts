import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '#server/db.ts';
import { readFirstDatabase, unpackFirstDatabase } from '#server/first-database.ts';
import { diffDatabase, pendingMigrations } from '#server/migrations.ts';

test('the database that new embedded sites begin with has every migration, and they lead to the schema', async () => {
  expect(readFirstDatabase()).not.toBeNull();
  const database = await openEmbedded(null);
  const folder = join(process.cwd(), 'prisma');
  expect(await pendingMigrations(database, join(folder, 'migrations'))).toEqual([]);
  expect(await diffDatabase(database, folder)).toBeNull();
  await database.close();
});

test('a new site has that database on its disk, all of it, even after a start that was cut short', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-first-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const [folder, part] = [join(dataDir, 'db'), join(dataDir, 'db.new')];
  mkdirSync(part);
  writeFileSync(join(part, 'PG_VERSION'), 'half');
  await unpackFirstDatabase(folder);
  expect(existsSync(part)).toBe(false);
  const database = await openEmbedded(folder);
  const migrations = join(process.cwd(), 'prisma', 'migrations');
  expect(await pendingMigrations(database, migrations)).toEqual([]);
  await database.close();
  const mounted = join(dataDir, 'mounted');
  mkdirSync(mounted);
  await unpackFirstDatabase(mounted);
  expect(existsSync(join(mounted, 'PG_VERSION'))).toBe(true);
});
