import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSiteVersion } from '#server/portability/backup/command-output.ts';
import { backupManifestSchema } from '#server/portability/backup/manifest.ts';
import { packBackup } from '#server/portability/backup/pack-backup.ts';
import { sha256 } from '#server/portability/backup/set-hash.ts';
import type { BackupFile } from '#server/portability/backup/tar.ts';
import { writeBackup } from '#server/portability/backup/write-backup.ts';
import type { Database } from '#server/database/db.ts';
import { SNAPSHOT_EXTRA_FILE, type SnapshotExtra } from '#server/portability/demo/demo-snapshot.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

/** A site with nothing but a demo in it. */
export type DemoSite = { readonly database: Database; readonly store: FileStore };

/** The snapshot as the repository has it, of the tables that there were when it was made. */
export const KEPT_SNAPSHOT = join('demo', 'snapshot.tar.gz');

/** Writes a demo as a backup without keys, with one more file before its manifest. */
export async function writeSnapshot(
  { database, store }: DemoSite,
  extra: SnapshotExtra,
  madeAt: Date,
  path: string,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'contrenote-demo-'));
  const env = { dataDir, secretKey: null, recordKey: null, recordKeyOld: null };
  const site = { database, store, env, siteVersion: await readSiteVersion() };
  const added = { name: SNAPSHOT_EXTRA_FILE, bytes: Buffer.from(`${JSON.stringify(extra)}\n`) };
  try {
    await packBackup(path, { passphrase: null, madeAt }, async (put) => {
      await writeBackup(site, { withKeys: false, madeAt }, async (entry) => {
        if (entry.name !== 'manifest.json') return put(entry);
        await put(added);
        await put(withFile(entry, added));
      });
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function withFile(manifest: BackupFile, { name, bytes }: BackupFile): BackupFile {
  const read = backupManifestSchema.parse(parseJsonOrNull(manifest.bytes.toString()));
  const files = [...read.files, { name, hash: sha256(bytes) }];
  return { name: manifest.name, bytes: Buffer.from(JSON.stringify({ ...read, files })) };
}
