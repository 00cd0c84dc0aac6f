import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveEmbedded } from '#server/database/db.ts';
import { isCodePending } from '#server/database/migrations/apply-sql-files.ts';
import { diffDatabase, pendingMigrations } from '#server/database/migrations/apply-migrations.ts';

test('the cluster that new sites start from has every migration and the code, and they lead to the schema', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-template-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const database = await serveEmbedded(join(dataDir, 'postgres'));
  const folder = join(process.cwd(), 'prisma');
  expect(await pendingMigrations(database, join(folder, 'migrations'))).toEqual([]);
  expect(await isCodePending(database, join(folder, 'migrations'))).toBe(false);
  expect(await diffDatabase(database, folder)).toBeNull();
  await database.close();
});
