import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseErrorCodes } from '#server/database/classify-database-error.ts';
import { openEmbeddedDatabase, openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { readLastNote } from '#server/transparency-log/sequencer.ts';
import type { TestApp } from '#tests/support/app.ts';
import { emptyDatabase, makeSite, runCommand, saveSite, type Ran } from '#tests/support/backups.ts';
import {
  fetchCheckpoint,
  sequence,
  sequenceAll,
  sequencerOf,
} from '#tests/support/log-sequencer.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-restore-'));
const BACKUP = join(folder, 'backup.tar.gz');
const SEALED = join(folder, 'sealed.backup');
let site: TestApp;

beforeAll(async () => {
  site = await makeSite();
  await saveSite(site, BACKUP, null);
  await saveSite(site, SEALED, 'quatre mots bien tirés au sort');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function heirFolder(): string {
  return mkdtempSync(join(folder, 'heir-'));
}

/** A folder with the keys of the site, as an heir has it. */
function heir(): string {
  const dataDir = heirFolder();
  copyFileSync(join(site.dataDir, 'secret.key'), join(dataDir, 'secret.key'));
  return dataDir;
}

/** Into a new PostgreSQL database, and what it then looks like. */
async function restore(dataDir: string, ...args: string[]): Promise<Ran & { url: string }> {
  const url = await emptyDatabase();
  const environment = { DATA_DIR: dataDir, DATABASE_URL: url };
  return { ...(await runCommand('restore', environment, ...args)), url };
}

async function closing<Result>(
  database: Database,
  look: (database: Database) => Promise<Result>,
): Promise<Result> {
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

/** The logs once the restored site has started. */
async function logsAfterStart(url: string, dataDir: string) {
  return closing(await openPostgres(url), async (database) => {
    await sequenceAll({ ...sequencerOf(site, { dataDir }), database }, site.clock.now);
    return database.prisma.recordLog.findMany({ orderBy: { number: 'asc' } });
  });
}

describe('from PostgreSQL into the embedded database', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = heir();
    const ran = await runCommand('restore', { DATA_DIR: dataDir }, BACKUP);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
  });

  test('what keeps the record, hands and search right is in force again', async () => {
    const refusals = await closing(
      await openEmbeddedDatabase(join(dataDir, 'postgres')),
      async ({ sql, prisma }) => {
        const refused = (query: string): Promise<string> =>
          sql(query).then(
            () => 'accepted',
            (error: unknown) => databaseErrorCodes(error).join(),
          );
        const [counts] = await sql(
          statement(
            { lifted: col.int, references: col.int },
            `SELECT (SELECT count(*)::int FROM pg_trigger WHERE tgenabled = 'D') AS lifted,
                (SELECT count(*)::int FROM pg_constraint WHERE contype = 'f') AS references`,
          ),
        );
        return {
          counts,
          record: await refused(`UPDATE record_entry SET kind = 'other'`),
          tile: await refused('DELETE FROM record_tile'),
          hidden: await refused(`UPDATE forum_post SET hidden_by = (SELECT id FROM decision
          WHERE subject LIKE 'payout/%') WHERE hidden_by IS NULL`),
          hands:
            await refused(`INSERT INTO decision (id, kind, rule, reason, decided_on, decided_at, case_id, subject)
          SELECT 'new', 'hide', 'R5', 'so', decided_on, decided_at, case_id, subject FROM decision
           WHERE case_id IS NOT NULL LIMIT 1`),
          hiddenPosts: await prisma.forumPost.count({ where: { NOT: { hiddenBy: null } } }),
        };
      },
    );
    const [here] = await site.database.sql(
      statement(
        { references: col.int },
        `SELECT count(*)::int AS references FROM pg_constraint WHERE contype = 'f'`,
      ),
    );
    expect(refusals).toEqual({
      counts: { lifted: 0, references: here?.references },
      record: 'NC014',
      tile: 'NC015',
      hidden: 'NC011',
      hands: 'NC009',
      hiddenPosts: 1,
    });
  });

  test('new acts get numbers after the last, and a log of their own that cites the old one', async () => {
    const { note } = await site.database.prisma.recordCheckpoint.findFirstOrThrow();
    const log = await closing(
      await openEmbeddedDatabase(join(dataDir, 'postgres')),
      async (database) => {
        const acts = [{ kind: 'post-published', subject: 'post/new', content: 1 }];
        await database.prisma.$transaction((tx) => insertEntries(tx, site.clock.now, acts));
        await sequenceAll({ ...sequencerOf(site, { dataDir }), database }, site.clock.now);
        return database.prisma.recordLog.findFirstOrThrow({ orderBy: { number: 'desc' } });
      },
    );
    expect(log).toMatchObject({ began: 'restored', cites: note });
    expect(await readLastNote(dataDir)).toContain(log.origin);
  });
});

describe('yesterday’s backup, where the folder still knows what was signed since', () => {
  test('begins a log that cites the last checkpoint, not the one in the backup', async () => {
    const { size } = await fetchCheckpoint(site);
    const acts = [{ kind: 'post-published', subject: 'post/lost', content: 1 }];
    await site.database.prisma.$transaction((tx) => insertEntries(tx, site.clock.now, acts));
    await sequence(site);
    const last = await readLastNote(site.dataDir);
    expect((await fetchCheckpoint(site)).size).toBe(size + 1);

    const dataDir = heir();
    // As a witness or a mirror kept it, where the old folder is gone.
    const ran = await restore(
      dataDir,
      BACKUP,
      '--checkpoint',
      join(site.dataDir, 'record.checkpoint'),
    );
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain(
      `${size + 1} acts were signed. At its start the site begins a new log`,
    );
    expect(await readLastNote(dataDir)).toBe(last);
    const log = (await logsAfterStart(ran.url, dataDir)).at(-1);
    expect(log).toMatchObject({ began: 'restored', cites: last });
  });

  test('where nothing was signed since, the log goes on under its name', async () => {
    const current = join(folder, 'current.tar.gz');
    await saveSite(site, current, null);
    const dataDir = heir();
    copyFileSync(join(site.dataDir, 'record.checkpoint'), join(dataDir, 'record.checkpoint'));
    const ran = await restore(dataDir, current);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).not.toContain('new log');
    expect(await logsAfterStart(ran.url, dataDir)).toHaveLength(1);
  });

  test('refuses a folder that kept the record of another site', async () => {
    const dataDir = heir();
    const kept = readFileSync(join(site.dataDir, 'record.checkpoint'), 'utf8').split('\n');
    const other = [kept[0], '1', Buffer.alloc(32, 7).toString('base64'), ...kept.slice(3)];
    writeFileSync(join(dataDir, 'record.checkpoint'), other.join('\n'));
    const ran = await restore(dataDir, BACKUP);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('another past')]);
  });
});

describe('what it needs', () => {
  test('asks for the passphrase and for the keys before it does anything', async () => {
    const sealed = await restore(heir(), SEALED);
    expect([sealed.code, sealed.stderr]).toEqual([
      1,
      expect.stringContaining('The backup is sealed'),
    ]);
    const bare = mkdtempSync(join(folder, 'bare-'));
    const keyless = await restore(bare, BACKUP);
    expect([keyless.code, keyless.stderr]).toEqual([1, expect.stringContaining('--new-secret')]);
    writeFileSync(join(folder, 'text'), 'hello');
    const text = await restore(heir(), join(folder, 'text'));
    expect([text.code, text.stderr]).toEqual([1, expect.stringContaining('not a backup')]);
    expect((await restore(heir())).stderr).toContain('Usage: npm run restore');
  });
});
