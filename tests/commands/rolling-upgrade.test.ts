import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { MACHINE, QUICK } from '#tests/support/child-process.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/**
 * A site of two processes is upgraded one after the other: an old and a new one on one PostgreSQL, the
 * new one with a migration that adds and one that takes away.
 */

const ADDS = '20990101000000_next';
const TAKES = '20990101000001_next_contract';

const root = mkdtempSync(join(tmpdir(), 'contrenote-next-'));
const running: RunningSite[] = [];
let environment: Record<string, string>;
let database: Database;

beforeAll(async () => {
  makeNextVersion();
  const url = await makeTestDatabase(TEMPLATE);
  environment = {
    DATABASE_URL: url,
    PROCESSES: '2',
    SECRET_KEY: 'ab'.repeat(32),
    DAILY_DUMP: 'false',
  };
  running.push(await startSite({ environment }));
  database = await openPostgres(url, 'a looker-on');
});
beforeAll(async () => {
  running.push(await startSite({ environment, cwd: root }));
});
afterAll(async () => {
  await Promise.all(running.map((site) => site.stop()));
  await database.close();
  rmSync(root, { recursive: true, force: true });
});

/** The same code, as it would be with two migrations more. */
function makeNextVersion(): void {
  for (const folder of ['migrations', 'seed', 'sql'])
    cpSync(join('prisma', folder), join(root, 'prisma', folder), { recursive: true });
  for (const [name, script] of [
    [ADDS, 'ALTER TABLE "platform" ADD COLUMN "next" TEXT;'],
    [TAKES, 'DROP INDEX "member_voice_idx";'],
  ] as const) {
    mkdirSync(join(root, 'prisma', 'migrations', name));
    writeFileSync(join(root, 'prisma', 'migrations', name, 'migration.sql'), script);
  }
  for (const name of ['dist', 'package.json', 'node_modules'])
    symlinkSync(join(process.cwd(), name), join(root, name));
}

async function finish(): Promise<string> {
  const args = [...QUICK, 'dist/server/migrate.js', '--finish'];
  const env = { ...MACHINE, ...environment };
  const ran = await promisify(execFile)(process.execPath, args, { cwd: root, env }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return ran.stdout + ran.stderr;
}

async function found(): Promise<{ next: boolean; index: boolean }[]> {
  return database.sql(
    statement(
      { next: col.bool, index: col.bool },
      `SELECT EXISTS (SELECT 1 FROM information_schema.columns
                     WHERE table_name = 'platform' AND column_name = 'next') AS next,
            to_regclass('member_voice_idx') IS NOT NULL AS index`,
    ),
  );
}

async function allAnswer(): Promise<void> {
  for (const { url } of running) {
    for (const path of ['/readyz', '/fr', '/api/platforms/clickworker', '/fr/forum'])
      expect((await fetch(url + path)).status, path).toBe(200);
  }
}

test('the new process starts beside the old one, adds, and leaves what the old one needs', async () => {
  const [, next] = running;
  expect(next?.output()).toContain(`Database brought up to date: ${ADDS}\n`);
  expect(next?.output()).toMatch(new RegExp(`older version runs: ${TAKES}.*--finish`));
  expect(await found()).toEqual([{ next: true, index: true }]);
  await allAnswer();
});

test('nothing is taken away while the old one runs, even where it is asked for', async () => {
  expect(await finish()).toMatch(/older version is connected/);
  expect(await found()).toEqual([{ next: true, index: true }]);
});

test('once the old one is gone it is taken away under the new one, which goes on', async () => {
  const [old] = running.splice(0, 1);
  await old?.stop();
  expect(await finish()).toBe(`Applied: ${TAKES}\n`);
  expect(await found()).toEqual([{ next: true, index: false }]);
  await allAnswer();
});
