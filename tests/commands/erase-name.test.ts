import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { MACHINE, QUICK } from '#tests/support/child-process.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

let site: RunningSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(async () => {
  await site.stop({ keepData: true });
  rmSync(site.dataDir, { recursive: true, force: true });
});

function erase(
  dataDir: string,
  ...words: string[]
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [...QUICK, 'dist/server/erase-name.js', ...words], {
    encoding: 'utf8',
    env: { ...MACHINE, DATA_DIR: dataDir },
  });
}

/** Looks into, or changes, the embedded database of the running site. */
async function inDatabase<Answer>(ask: (sql: Sql) => Promise<Answer>): Promise<Answer> {
  const database = await openEmbeddedDatabase(join(site.dataDir, 'postgres'));
  try {
    return await ask(database.sql);
  } finally {
    await database.close();
  }
}

test('the operator erases a name of a client beside the running site', async () => {
  const { dataDir } = site;
  await inDatabase((sql) =>
    sql(
      `WITH made AS (INSERT INTO client (id, slug, name, root_id, created_on)
       VALUES ('c1', 'cabinet-durand', 'Cabinet Durand', 'c1', '2026-11-01') RETURNING id)
     INSERT INTO client_name (id, client_id, text, key)
     SELECT * FROM (VALUES ('n1', 'c1', 'Cabinet Durand', 'cabinet durand'),
                           ('n2', 'c1', 'Trieurs Réunis', 'trieurs reunis')) n
      WHERE EXISTS (SELECT 1 FROM made)`,
    ),
  );
  const unknown = erase(dataDir, 'cabinet-durand', 'Cabinet', 'Dupont');
  expect([unknown.status, unknown.stderr]).toEqual([
    2,
    'cabinet-durand is called "Cabinet Dupont" nowhere.\n',
  ]);
  const nobody = erase(dataDir, 'nobody', 'Cabinet Durand');
  expect([nobody.status, nobody.stderr]).toEqual([2, 'There is no client "nobody".\n']);
  const { status, stdout, stderr } = erase(dataDir, 'cabinet-durand', 'cabinet', 'durand');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    'Names erased: 1. Changes that told it: 0. The record says so.\n' +
      'The client is now "Trieurs Réunis", at /clients/trieurs-reunis.\n',
  );
  expect(
    await inDatabase((sql) =>
      sql(statement({ slug: col.text, name: col.text }, 'SELECT slug, name FROM client')),
    ),
  ).toEqual([{ slug: 'trieurs-reunis', name: 'Trieurs Réunis' }]);
  expect(
    await inDatabase((sql) =>
      sql(statement({ kind: col.text }, 'SELECT kind FROM record_entry ORDER BY id DESC LIMIT 1')),
    ),
  ).toEqual([{ kind: 'client-name-erased' }]);
});

test('says how it is called, and where there is no database', () => {
  const usage = erase(site.dataDir, 'cabinet-durand');
  expect([usage.status, usage.stderr]).toEqual([
    2,
    'Usage: npm run erase-name -- CLIENT_SLUG NAME\n',
  ]);
  const empty = mkdtempSync(join(tmpdir(), 'contrenote-empty-'));
  const { status, stderr } = erase(empty, 'nobody', 'Nom');
  expect([status, stderr]).toEqual([1, expect.stringContaining('There is no database in')]);
  rmSync(empty, { recursive: true });
});
