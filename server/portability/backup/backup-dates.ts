import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder } from '#server/core/make-data-folder.ts';
import { z } from 'zod/mini';

const backupDatesSchema = z.strictObject({
  backup: z.nullable(
    z.strictObject({
      /** When the backup was made, in ISO 8601. */
      at: z.string(),
      path: z.string(),
      bytes: z.number(),
      sealed: z.boolean(),
      keys: z.boolean(),
    }),
  ),
  rehearsal: z.nullable(
    z.strictObject({
      at: z.string(),
      path: z.string(),
      /** When the rehearsed backup was made, in ISO 8601. */
      madeAt: z.string(),
    }),
  ),
});

/**
 * When this site was last backed up, and when restoring a backup was last rehearsed; null for
 * never.
 */
export type BackupDates = z.infer<typeof backupDatesSchema>;

const NONE: BackupDates = { backup: null, rehearsal: null };

function pathOf(dataDir: string): string {
  return join(dataDir, 'backups.json');
}

/** Reads the dates from the data folder; both are null when there is no readable file. */
export async function readBackupDates(dataDir: string): Promise<BackupDates> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch(() => '');
  try {
    return backupDatesSchema.parse(JSON.parse(text));
  } catch {
    return NONE;
  }
}

export async function saveBackupDates(dataDir: string, mark: Partial<BackupDates>): Promise<void> {
  makeDataFolder(dataDir);
  const marks = { ...(await readBackupDates(dataDir)), ...mark };
  const unfinished = `${pathOf(dataDir)}.unfinished`;
  await writeFile(unfinished, `${JSON.stringify(marks, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, pathOf(dataDir));
}
