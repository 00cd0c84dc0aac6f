import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded, type Database } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { applyMigrations } from '#server/migrations.ts';

type Outcome = { code: number; said: string };

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-role-'));

beforeAll(async () => {
  await inDatabase(async (database) => {
    await applyMigrations(database, join(process.cwd(), 'prisma', 'migrations'));
    await database.prisma.member.create({
      data: {
        id: newId(),
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
      ['--import', 'tsx', 'server/role.ts', ...args],
      { env: { PATH: process.env['PATH'], DATA_DIR: folder } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

async function inDatabase<Value>(read: (database: Database) => Promise<Value>): Promise<Value> {
  const database = await openEmbedded(join(dataDir, 'db'));
  try {
    return await read(database);
  } finally {
    await database.close();
  }
}

test('grants, renews and revokes, each on the record', async () => {
  const granted = await role(['grant', 'moderator', 'evariste', 'K']);
  expect(granted.code).toBe(0);
  expect(granted.said).toMatch(/^Évariste K\. is now a moderator, until \d{4}-\d\d-\d\d\./);
  expect((await role(['grant', 'moderator', 'Évariste K.'])).said).toContain('stays a moderator');
  const grants = await inDatabase(({ prisma }) => prisma.roleGrant.findMany());
  expect(grants.map(({ endedOn }) => endedOn === null)).toEqual([false, true]);
  const days = grants.map(
    ({ grantedOn, endsOn }) => (Number(endsOn) - Number(grantedOn)) / 86_400_000,
  );
  expect(days).toEqual([183, 183]);

  expect((await role(['revoke', 'moderator', 'Évariste K.'])).said).toContain(
    'no longer a moderator',
  );
  const nothing = await role(['revoke', 'moderator', 'Évariste K.']);
  expect(nothing).toMatchObject({ code: 0, said: expect.stringContaining('nothing was changed') });
  const entries = await inDatabase(({ prisma }) =>
    prisma.recordEntry.findMany({ orderBy: { id: 'asc' } }),
  );
  expect(entries.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'role-granted role/moderator',
    'role-granted role/moderator',
    'role-ended role/moderator',
  ]);
});

test.each([
  [['grant', 'moderator', 'Personne'], 'There is no member "Personne".'],
  [['grant', 'king', 'Évariste K.'], 'There is no role "king". Roles: moderator.'],
  [['grant', 'moderator'], 'Usage: npm run role'],
  [['elect', 'moderator', 'Évariste K.'], 'Usage: npm run role'],
  [[], 'Usage: npm run role'],
])('does not understand %j', async (args, sentence) => {
  const outcome = await role(args);
  expect(outcome.code).toBe(2);
  expect(outcome.said).toContain(sentence);
});

test('says that the server must be stopped first', async () => {
  const outcome = await inDatabase(() => role(['grant', 'moderator', 'Évariste K.']));
  expect(outcome.code).toBe(1);
  expect(outcome.said).toContain('Stop it first');
});

test('makes no database where there is none', async () => {
  const outcome = await role(['grant', 'moderator', 'Évariste K.'], join(dataDir, 'elsewhere'));
  expect(outcome.code).toBe(1);
  expect(outcome.said).toContain('There is no database in');
});
