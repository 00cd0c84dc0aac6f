import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from './make-data-folder.ts';
import { openKeyFile, type ShreddingKeys } from './shredding-keys.ts';

export type Secrets = {
  /** A 32-byte key for a named purpose; it must not be changed. */
  readonly keyFor: (purpose: string) => Buffer;
  /** Keys of single rows, destroyed when the row goes. */
  readonly shreddingKeys: ShreddingKeys;
};

/** Name of the file in the data folder with the keys of single rows. */
export const SHREDDING_FILE = 'shredding.keys';

/**
 * Derives all keys from one secret: SECRET_KEY, else a file in the data folder that the first start
 * creates. Without the secret, these cannot be decrypted or used: recovery phrases, passkeys, names in legal
 * notices, private messages of the last thirty days, private evidence, pledges not yet published,
 * signing keys of boycotts that collect pledges, and the links from slips to their authors.
 * @param shreddingKeys keys of single rows; default: the key file in the data folder.
 */
export function openSecrets(
  secretKey: string | null,
  dataDir: string,
  shreddingKeys = openKeyFile(join(dataDir, SHREDDING_FILE)),
): Secrets {
  const root = secretKey === null ? readSecretFile(dataDir) : Buffer.from(secretKey, 'hex');
  const derived = new Map<string, Buffer>();
  const derive = (purpose: string): Buffer => {
    const key = Buffer.from(hkdfSync('sha256', root, '', `contrenote/${purpose}`, 32));
    derived.set(purpose, key);
    return key;
  };
  return { keyFor: (purpose) => derived.get(purpose) ?? derive(purpose), shreddingKeys };
}

/** HMAC in hex: cannot be reversed by guessing with the database alone. */
export function keyedHash(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function readSecretFile(dataDir: string): Buffer {
  makeDataFolder(dataDir);
  const path = join(dataDir, 'secret.key');
  try {
    writeFileSync(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const { mode, uid } = statSync(path);
    if ((mode & 0o007) !== 0 && process.getuid?.() === uid) chmodSync(path, 0o600);
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}
