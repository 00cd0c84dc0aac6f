import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { areSqlFilesPending } from '#server/database/migrations/apply-sql-files.ts';
import { InvalidBackup } from '#server/portability/backup/invalid-backup.ts';
import { listTables } from '#server/portability/backup/database-catalog.ts';
import { MIGRATIONS_FOLDER } from '#server/portability/backup/command-output.ts';
import { packBackup, unpackBackup } from '#server/portability/backup/pack-backup.ts';
import { restoreBackup } from '#server/portability/backup/restore-backup.ts';
import { placeSiteFile } from '#server/portability/backup/site-files.ts';
import type { BackupFile } from '#server/portability/backup/tar.ts';
import { writeBackup } from '#server/portability/backup/write-backup.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { readEnvironment } from '#server/core/env.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import {
  applyMigrations,
  listMigrationNames,
  listPendingMigrations,
} from '#server/database/migrations/apply-migrations.ts';
import type { TestApp } from '#tests/support/app.ts';
import { emptyDatabase, makeSite, saveSite } from '#tests/support/backups.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-faults-'));
const BACKUP = join(folder, 'backup.tar.gz');
const SEALED = join(folder, 'sealed.backup');
const PASSPHRASE = 'quatre mots bien tirés au sort';
let site: TestApp;

beforeAll(async () => {
  site = await makeSite();
  await saveSite(site, BACKUP, null);
  await saveSite(site, SEALED, PASSPHRASE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same backup with its files changed. */
async function forge(change: (entry: BackupFile) => BackupFile[]): Promise<string> {
  const path = join(mkdtempSync(join(folder, 'forged-')), 'forged.tar.gz');
  await packBackup(path, { passphrase: null, madeAt: site.clock.now }, async (put) => {
    for await (const entry of unpackBackup(BACKUP, null))
      for (const forged of change(entry)) await put(forged);
  });
  return path;
}

describe('a backup that is not whole', () => {
  let database: Database;
  const dataDir = mkdtempSync(join(folder, 'heir-'));
  beforeAll(async () => {
    database = await openPostgres(await emptyDatabase());
  });
  afterAll(() => database.close());

  function restoreHere(path: string): Promise<unknown> {
    const env = readEnvironment({ DATA_DIR: dataDir });
    const here = {
      database,
      store: createDiskStore(join(dataDir, 'files')),
      migrations: MIGRATIONS_FOLDER,
      place: (entry: BackupFile) => placeSiteFile(env, entry),
      openLogSite: null,
      keptHere: null,
    };
    return restoreBackup(here, unpackBackup(path, null), site.clock.now);
  }

  async function usedTables(): Promise<string[]> {
    const used = [];
    for (const { name } of await listTables(database.sql)) {
      const [row] = await database.sql(
        statement({ used: col.bool }, `SELECT EXISTS (SELECT 1 FROM "${name}") AS used`),
      );
      if (row?.used === true) used.push(name);
    }
    return used;
  }

  const isRows = (entry: BackupFile, table: string): boolean =>
    entry.name.startsWith(`tables/${table}/`);

  test.each<[string, (entry: BackupFile) => BackupFile[], string]>([
    [
      'a word of a post was changed',
      (entry) =>
        isRows(entry, 'forum_post')
          ? [{ ...entry, bytes: Buffer.from(entry.bytes.toString().replaceAll('Ligne', 'Linge')) }]
          : [entry],
      'Table forum_post',
    ],
    [
      'the rows of a table were left out',
      (entry) => (isRows(entry, 'role_grant') ? [] : [entry]),
      'Table role_grant: 0 rows came back of 1',
    ],
    [
      'a picture was left out',
      (entry) => (entry.name.endsWith('-thumb.webp') ? [] : [entry]),
      'The pictures in the backup',
    ],
    [
      'its end is missing',
      (entry) => (entry.name === 'manifest.json' ? [] : [entry]),
      'was cut short',
    ],
    [
      'it would write beside the folder',
      (entry) =>
        entry.name === 'manifest.json'
          ? [{ name: 'data/../../escaped', bytes: Buffer.from('x') }, entry]
          : [entry],
      'has no place in a backup',
    ],
    [
      'it knows a migration that we do not',
      (entry) =>
        entry.name === 'about.json'
          ? [
              {
                ...entry,
                bytes: Buffer.from(
                  entry.bytes.toString().replace('20261124000000_init', '20991231000000_later'),
                ),
              },
            ]
          : [entry],
      'of a newer version',
    ],
  ])('is refused where %s, and no row stays', async (_, change, sentence) => {
    const forged = await forge(change);
    await expect(restoreHere(forged)).rejects.toThrow(new RegExp(sentence));
    expect(await usedTables()).toEqual([]);
  });

  test('is restored whole where it was refused before', async () => {
    await restoreHere(BACKUP);
    expect(await usedTables()).toContain('forum_post');
    await expect(restoreHere(BACKUP)).rejects.toThrow(/There is a site in this database already/);
  });

  test('is refused where a sealed one was changed, cut, or opened with another passphrase', async () => {
    const bytes = readFileSync(SEALED);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bytes.length - 40) ^ 1, bytes.length - 40);
    const path = join(folder, 'bad.backup');
    const open = async (content: Buffer, passphrase: string): Promise<number> => {
      writeFileSync(path, content);
      let files = 0;
      for await (const { name } of unpackBackup(path, passphrase)) files += name === '' ? 0 : 1;
      return files;
    };
    expect(await open(bytes, PASSPHRASE)).toBeGreaterThan(10);
    await expect(open(changed, PASSPHRASE)).rejects.toThrow(InvalidBackup);
    await expect(open(bytes.subarray(0, -17), PASSPHRASE)).rejects.toThrow(InvalidBackup);
    const other = 'un tout autre secret';
    await expect(open(bytes, other)).rejects.toThrow(/This passphrase does not open/);
  });
});

describe('an older backup', () => {
  test('is loaded into the tables that it knew, then brought up to date', async () => {
    const names = await listMigrationNames(MIGRATIONS_FOLDER);
    const older = new Set(names.slice(0, -1));
    const [from, to] = [
      await openPostgres(await emptyDatabase()),
      await openPostgres(await emptyDatabase()),
    ];
    try {
      await applyMigrations(from, MIGRATIONS_FOLDER, older);
      expect(await listPendingMigrations(from, MIGRATIONS_FOLDER)).toEqual(names.slice(-1));
      const path = join(folder, 'older.tar.gz');
      const dataDir = mkdtempSync(join(folder, 'heir-'));
      const env = readEnvironment({ DATA_DIR: dataDir });
      const store = createDiskStore(join(dataDir, 'files'));
      const [options, madeAt] = [{ withKeys: false, madeAt: site.clock.now }, site.clock.now];
      // By the columns of that time: later ones are not there.
      await from.sql(`INSERT INTO record_entry (day, kind, subject, salt, commitment)
        VALUES ('2026-11-24', 'post-published', 'post/old', 'salt', 'commitment')`);
      await packBackup(path, { passphrase: null, madeAt }, async (put) => {
        await writeBackup({ database: from, store, env, siteVersion: 'older' }, options, put);
      });
      const here = {
        database: to,
        store,
        migrations: MIGRATIONS_FOLDER,
        place: () => Promise.resolve(''),
        openLogSite: null,
        keptHere: null,
      };
      await restoreBackup(here, unpackBackup(path, null), madeAt);
      expect(await listPendingMigrations(to, MIGRATIONS_FOLDER)).toEqual([]);
      expect(await areSqlFilesPending(to, MIGRATIONS_FOLDER)).toBe(false);
      expect(await to.prisma.recordEntry.count()).toBe(1);
    } finally {
      await from.close();
      await to.close();
    }
  });
});
