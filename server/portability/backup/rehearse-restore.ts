import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder } from '#server/core/make-data-folder.ts';
import { serveEmbeddedDatabase } from '#server/database/db.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { readLastNote } from '#server/transparency-log/sequencer.ts';
import { saveBackupDates } from './backup-dates.ts';
import { unpackBackup } from './pack-backup.ts';
import { restoreBackup, type RestoreResult } from './restore-backup.ts';

/**
 * Restores a backup into a temporary embedded database, and stores the date. Also compares the
 * record with the checkpoint known in this folder, as far as the backup goes.
 * @throws InvalidBackup when it could not be restored.
 */
export async function rehearseRestore(
  parts: { readonly dataDir: string; readonly migrations: string },
  path: string,
  passphrase: string | null,
  now: Date,
): Promise<RestoreResult> {
  makeDataFolder(parts.dataDir);
  const folder = await mkdtemp(join(parts.dataDir, 'rehearsal-'));
  try {
    const database = await serveEmbeddedDatabase(join(folder, 'postgres'));
    try {
      const site = {
        database,
        store: createDiskStore(join(folder, 'files')),
        migrations: parts.migrations,
        place: () => Promise.resolve(''),
        openLogSite: null,
        keptHere: await readLastNote(parts.dataDir),
      };
      const restored = await restoreBackup(site, unpackBackup(path, passphrase), now);
      const rehearsal = { at: now.toISOString(), path, madeAt: restored.about.madeAt };
      await saveBackupDates(parts.dataDir, { rehearsal });
      return restored;
    } finally {
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
