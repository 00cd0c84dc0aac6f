import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackBackup } from '#server/portability/backup/pack-backup.ts';
import { parseBackupHeader, restoreBackup } from '#server/portability/backup/restore-backup.ts';
import { snapshotExtraSchema } from '#server/portability/demo/demo-snapshot.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import {
  listMigrationNames,
  withTemporaryDatabase,
} from '#server/database/migrations/apply-migrations.ts';
import { KEPT_SNAPSHOT, writeSnapshot } from '#demo/snapshot-file.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

/** Puts the demo's snapshot into the build, migrated to the current schema. */
const MIGRATIONS = join('prisma', 'migrations');
const BUILT = join('dist', 'demo.tar.gz');

const entries = unpackBackup(KEPT_SNAPSHOT, null);
const about = parseBackupHeader((await entries.next()).value);
await entries.return(undefined);
const migrations = await listMigrationNames(MIGRATIONS);
if (migrations.join() === about.migrations.join()) await copyFile(KEPT_SNAPSHOT, BUILT);
else await bringUpToDate();

async function bringUpToDate(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'contrenote-demo-'));
  const store = createDiskStore(join(folder, 'files'));
  let extra: unknown = null;
  try {
    await withTemporaryDatabase(async (database) => {
      const place = async ({ bytes }: { bytes: Buffer }): Promise<string> => {
        extra = parseJsonOrNull(bytes.toString());
        return '';
      };
      const site = {
        database,
        store,
        migrations: MIGRATIONS,
        place,
        openLogSite: null,
        keptHere: null,
      };
      const madeAt = new Date(about.madeAt);
      await restoreBackup(site, unpackBackup(KEPT_SNAPSHOT, null), madeAt);
      await writeSnapshot({ database, store }, snapshotExtraSchema.parse(extra), madeAt, BUILT);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
