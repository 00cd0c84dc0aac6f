import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Environment } from '#server/core/env.ts';
import { InvalidBackup } from './invalid-backup.ts';
import type { BackupFile } from './tar.ts';

/** Files that the operator may put into the data folder. */
const OWN_FILES = [
  'witnesses.txt',
  'tables/minimum_wages.csv',
  'tables/exchange_rates.csv',
  'tables/help.csv',
];
const SECRET_FILE = 'secret.key';
const KEY = /^[0-9a-f]{64}$/;

type KeySettings = Pick<Environment, 'dataDir' | 'secretKey' | 'recordKey' | 'recordKeyOld'>;

export async function readOperatorFiles(dataDir: string): Promise<BackupFile[]> {
  const found = await Promise.all(
    OWN_FILES.map(async (name) => {
      const bytes = await readOrNull(join(dataDir, name));
      return bytes === null ? [] : [{ name: `data/${name}`, bytes }];
    }),
  );
  return found.flat();
}

/** Reads the site's keys, from settings or files, as files of a backup. */
export async function readSiteKeys(env: KeySettings): Promise<BackupFile[]> {
  const secret = env.secretKey ?? (await readOrNull(join(env.dataDir, SECRET_FILE)))?.toString();
  const keys: [string, string | null | undefined][] = [
    [SECRET_FILE, secret],
    ['record.key', env.recordKey],
    ['record-old.key', env.recordKeyOld],
  ];
  return keys.flatMap(([name, text]) =>
    text === null || text === undefined
      ? []
      : [{ name: `keys/${name}`, bytes: Buffer.from(text.trim()) }],
  );
}

/** Whether the site has its secret already, by a setting or in its folder. */
export async function hasSecret({ secretKey, dataDir }: KeySettings): Promise<boolean> {
  return secretKey !== null || (await readOrNull(join(dataDir, SECRET_FILE))) !== null;
}

/**
 * Puts an operator's file, or a key, into the data folder; existing files stay.
 * @returns a message for the operator, which may be empty.
 * @throws InvalidBackup when the folder has a different secret.
 */
export async function placeSiteFile(
  env: KeySettings,
  { name, bytes }: BackupFile,
): Promise<string> {
  const [kind = '', ...rest] = name.split('/');
  const own = rest.join('/');
  if (kind === 'data' && OWN_FILES.includes(own)) {
    return (await writeNew(join(env.dataDir, own), bytes)) ? '' : `${own} was there and stays.`;
  }
  const text = bytes.toString();
  if (kind !== 'keys' || !KEY.test(text))
    throw new InvalidBackup(`${name} has no place in a backup.`);
  if (own === SECRET_FILE) return placeSecret(env, text);
  const [setting, value] =
    own === 'record.key'
      ? ['RECORD_KEY', env.recordKey]
      : own === 'record-old.key'
        ? ['RECORD_KEY_OLD', env.recordKeyOld]
        : [null, null];
  if (setting === null) throw new InvalidBackup(`${name} has no place in a backup.`);
  if (value === text) return '';
  await writeNew(join(env.dataDir, own), bytes);
  return `Set ${setting} to what ${join(env.dataDir, own)} holds, then delete that file.`;
}

async function placeSecret(env: KeySettings, text: string): Promise<string> {
  const path = join(env.dataDir, SECRET_FILE);
  const here = env.secretKey ?? (await readOrNull(path))?.toString().trim();
  if (here === undefined) await writeNew(path, Buffer.from(text));
  else if (here !== text) {
    throw new InvalidBackup(
      `The site has another secret than the backup. Take SECRET_KEY and ${path} away first, or keep them and take a backup without keys.`,
    );
  }
  return '';
}

/**
 * Writes a new file.
 * @returns false when one of that name exists.
 */
async function writeNew(path: string, bytes: Buffer): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
