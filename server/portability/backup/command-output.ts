import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidBackup } from './invalid-backup.ts';
import type { BackupManifest } from './manifest.ts';
import { MIN_PASSPHRASE_LENGTH } from './encrypt-backup.ts';

/**
 * Reads the passphrase from the first line of a file, so that none is on a command line; null
 * without a file.
 */
export async function readPassphrase(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  if (!existsSync(path)) throw new InvalidBackup(`There is no file ${path}.`);
  const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/);
  if (line.length < MIN_PASSPHRASE_LENGTH) {
    throw new InvalidBackup(
      `The first line of ${path} is shorter than ${MIN_PASSPHRASE_LENGTH} characters.`,
    );
  }
  return line;
}

export const MIGRATIONS_FOLDER = join(process.cwd(), 'prisma', 'migrations');

export async function readSiteVersion(): Promise<string> {
  const text = await readFile(join(process.cwd(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

export function describeBackupContents({ tables, pictures }: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const missing = pictures.missing === 0 ? '' : `, of ${pictures.missing} a file is missing`;
  return `${tables.length} tables, ${rows} rows, ${pictures.files} files of pictures (${formatSize(pictures.bytes)})${missing}`;
}

/** Formats a human-readable size: in kilobytes below one megabyte. */
export function formatSize(bytes: number): string {
  return bytes < 1_048_576
    ? `${Math.ceil(bytes / 1_024)} kB`
    : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Formats the seconds that have passed since a moment, in milliseconds since the epoch. */
export function formatSecondsSince(begun: number): string {
  return `${((Date.now() - begun) / 1_000).toFixed(1)} s`;
}
