import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveEmbeddedDatabase } from '#server/database/db.ts';
import { areSqlFilesPending } from '#server/database/migrations/apply-sql-files.ts';
import {
  diffDatabase,
  listPendingMigrations,
} from '#server/database/migrations/apply-migrations.ts';

test('the cluster that new sites start from has every migration and the code, and they lead to the schema', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-template-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const database = await serveEmbeddedDatabase(join(dataDir, 'postgres'));
  const folder = join(process.cwd(), 'prisma');
  expect(await listPendingMigrations(database, join(folder, 'migrations'))).toEqual([]);
  expect(await areSqlFilesPending(database, join(folder, 'migrations'))).toBe(false);
  expect(await diffDatabase(database, folder)).toBeNull();
  await database.close();
});
