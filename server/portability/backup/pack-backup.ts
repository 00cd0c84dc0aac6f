import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { InvalidBackup } from './invalid-backup.ts';
import { ENCRYPTED_MAGIC, encryptStream, decryptStream } from './encrypt-backup.ts';
import { syncFolder } from '#server/core/sync-folder.ts';
import { readTar, TAR_END, tarEntry, type BackupFile } from './tar.ts';

/** Adds one file to the backup being written. */
export type AddBackupFile = (entry: BackupFile) => Promise<void>;

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const GZIP_LEVEL = 6;

/**
 * Writes a compressed tar, encrypted when a passphrase is given, with the files that `fill` adds.
 * Only its owner can read the file. An interrupted backup leaves no file of that name.
 */
export async function packBackup(
  path: string,
  { passphrase, madeAt }: { readonly passphrase: string | null; readonly madeAt: Date },
  fill: (put: AddBackupFile) => Promise<void>,
): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { force: true });
  const tar = new PassThrough();
  const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
  const gzip = createGzip({ level: GZIP_LEVEL });
  const written =
    passphrase === null
      ? pipeline(tar, gzip, file)
      : pipeline(
          tar,
          gzip,
          (source: AsyncIterable<Uint8Array>) => encryptStream(source, passphrase),
          file,
        );
  // `written` is awaited below; until then a disk error must not be an unhandled rejection.
  written.catch(() => undefined);
  const write = async (bytes: Buffer): Promise<void> => {
    if (!tar.write(bytes)) await Promise.race([once(tar, 'drain'), written]);
  };
  try {
    await fill(async (entry) => {
      for (const part of tarEntry(entry, madeAt)) await write(part);
    });
    await write(TAR_END);
    tar.end();
    await written;
    await keepOnDisk(unfinished);
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    tar.destroy();
    await written.catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * Returns the files of a backup in sequence.
 * @throws InvalidBackup when it cannot be opened.
 */
export async function* unpackBackup(
  path: string,
  passphrase: string | null,
): AsyncGenerator<BackupFile> {
  const sealed = await isBackupEncrypted(path);
  if (sealed && passphrase === null) {
    throw new InvalidBackup('The backup is sealed: name its passphrase, --passphrase-file FILE.');
  }
  const source = createReadStream(path);
  const gunzip = createGunzip();
  const opened =
    sealed && passphrase !== null
      ? pipeline(
          source,
          (bytes: AsyncIterable<Uint8Array>) => decryptStream(bytes, passphrase),
          gunzip,
        )
      : pipeline(source, gunzip);
  opened.catch(() => undefined);
  try {
    yield* readTar(gunzip);
    await opened;
  } catch (error) {
    // Translate zlib's errors, which only say that the input is truncated or invalid.
    if (
      error instanceof Error &&
      'code' in error &&
      /^Z_|^ERR_STREAM_PREM/.test(String(error.code))
    )
      throw new InvalidBackup('The backup was changed or cut short: take another one.');
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
    await opened.catch(() => undefined);
  }
}

/**
 * Whether a backup is encrypted, by its first bytes.
 * @throws InvalidBackup when the file is no backup.
 */
export async function isBackupEncrypted(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(ENCRYPTED_MAGIC.length),
      0,
      ENCRYPTED_MAGIC.length,
      0,
    );
    const start = buffer.subarray(0, bytesRead);
    if (start.equals(ENCRYPTED_MAGIC)) return true;
    if (start.subarray(0, 2).equals(GZIP_MAGIC)) return false;
    throw new InvalidBackup('This file is not a backup of this site.');
  } finally {
    await file.close();
  }
}

async function keepOnDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
