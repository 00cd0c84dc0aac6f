import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { col, statement } from '#server/database/sql.ts';
import { rewriteTables } from '#server/database/rewrite-tables.ts';

const SECRET = 'Zorglub-a-gagne-2743';
const folder = mkdtempSync(join(tmpdir(), 'contrenote-rewrite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesThatSay(words: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(words));
}

test('what was deleted is in no file any more, what was not still is', async () => {
  const database = await openEmbeddedDatabase(join(folder, 'postgres'));
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  const insert = `INSERT INTO notice (id, receipt_hash, url, reasons, sender, received_at)
    VALUES ($1, $1, '/fr', $2, '', now())`;
  await database.sql(insert, ['bbbbbbbbbbbb', 'kept']);
  await database.sql(insert, ['aaaaaaaaaaaa', SECRET]);
  await database.sql(insert, ['000000000000', 'kept']);
  await database.sql('DELETE FROM notice WHERE reasons = $1', [SECRET]);
  await database.sql('CHECKPOINT');
  expect(filesThatSay(SECRET)).not.toEqual([]);

  await rewriteTables(database);
  expect(filesThatSay(SECRET)).toEqual([]);
  // As they lie in the file: not in the order in which they came.
  const kept = await database.sql(
    statement({ id: col.text }, 'SELECT id FROM notice ORDER BY ctid'),
  );
  expect(kept.map(({ id }) => id)).toEqual(['000000000000', 'bbbbbbbbbbbb']);
  await database.close();
});
