import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  grantRole,
  revokeRole,
  type RoleChange,
} from '#server/governance/moderators/grant-role.ts';
import { openEmbeddedDatabase, type Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { MACHINE, QUICK } from '#tests/support/child-process.ts';

type Outcome = { code: number; said: string };

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-role-'));

beforeAll(async () => {
  await inDatabase(async (database) => {
    await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
    await database.prisma.member.create({
      data: {
        id: randomId(),
        pseudonym: 'Évariste K.',
        pseudonymKey: 'evariste k',
        passwordHash: 'none',
        lang: 'fr',
        createdAt: new Date(),
      },
    });
  });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** What the command does as the operator types it, in a process of its own. */
function role(args: string[], folder = dataDir): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...QUICK, 'dist/server/role.js', ...args],
      { env: { ...MACHINE, DATA_DIR: folder } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

async function inDatabase<Value>(read: (database: Database) => Promise<Value>): Promise<Value> {
  const database = await openEmbeddedDatabase(join(dataDir, 'postgres'));
  try {
    return await read(database);
  } finally {
    await database.close();
  }
}

test('the command names a moderator in the database of the settings', async () => {
  const granted = await role(['grant', 'moderator', 'evariste', 'K']);
  expect(granted.code).toBe(0);
  expect(granted.said).toMatch(/^Évariste K\. is now a moderator, until \d{4}-\d\d-\d\d\./);
  await inDatabase(async ({ prisma }) => {
    expect(await prisma.roleGrant.count({ where: { role: 'moderator', endedOn: null } })).toBe(1);
    expect(await prisma.recordEntry.count({ where: { kind: 'term-begun' } })).toBe(1);
  });
});

test('a role is granted for six months, renewed and revoked, each on the record', async () => {
  const site = await createTestApp();
  const { prisma } = site.database;
  const { cookie, pseudonym } = await makeMember(site, { pseudonym: 'Zoé' });
  const act = (change: typeof grantRole): Promise<RoleChange> =>
    prisma.$transaction((tx) => change(tx, 'ZOE', 'moderator', site.clock.now));
  const roles = async (): Promise<unknown> =>
    (await site.get('/api/me', cookie)).json<{ viewer: { roles: string[] } }>().viewer.roles;

  expect(await act(grantRole)).toEqual({ kind: 'granted', pseudonym, endsOn: '2027-05-22' });
  expect(await roles()).toEqual(['moderator']);
  site.clock.advanceDays(100);
  expect(await act(grantRole)).toEqual({ kind: 'renewed', pseudonym, endsOn: '2027-08-30' });
  site.clock.advanceDays(182);
  expect(await roles()).toEqual(['moderator']);
  site.clock.advanceDays(1);
  expect(await roles()).toEqual([]);
  expect((await act(grantRole)).kind).toBe('granted');
  expect((await act(revokeRole)).kind).toBe('revoked');
  expect(await roles()).toEqual([]);
  expect((await act(revokeRole)).kind).toBe('not-held');
  const entries = await prisma.recordEntry.findMany({
    where: { subject: { startsWith: 'role/' } },
    orderBy: { id: 'asc' },
  });
  const [first, second, third] = [...new Set(entries.map(({ subject }) => subject))];
  expect(entries.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['term-begun', first],
    ['term-ended', first],
    ['term-begun', second],
    ['term-begun', third],
    ['term-ended', third],
  ]);
});

test.each([
  [['grant', 'moderator', 'Personne'], 'There is no member "Personne".'],
  [['grant', 'king', 'Évariste K.'], 'There is no role "king". Roles: moderator.'],
  [['grant', 'moderator'], 'Usage: npm run role'],
])('the command does not understand %j', async (args, sentence) => {
  const outcome = await role(args);
  expect(outcome.code).toBe(2);
  expect(outcome.said).toContain(sentence);
});

test('the command works beside a site that serves the database', async () => {
  const outcome = await inDatabase(() => role(['grant', 'moderator', 'Évariste K.']));
  expect(outcome.code).toBe(0);
});

test('the command makes no database where there is none', async () => {
  const outcome = await role(['grant', 'moderator', 'Évariste K.'], join(dataDir, 'elsewhere'));
  expect(outcome.code).toBe(1);
  expect(outcome.said).toContain('There is no database in');
});
