import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadEnvironment } from '#server/core/env.ts';
import { BadBackup } from './bad-backup.ts';
import type { Manifest } from './manifest.ts';
import { MIN_PASSPHRASE } from './seal.ts';

/** What is wrong can be put right by whoever typed it; else it is a fault of ours. */
export function isExpected(error: unknown): error is Error {
  return [BadBackup, BadEnvironment].some((kind) => error instanceof kind);
}

/** The first line of a file, so that no passphrase stands on a command line; null where none is named. */
export async function readPassphrase(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null;
  if (!existsSync(path)) throw new BadBackup(`There is no file ${path}.`);
  const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/);
  if (line.length < MIN_PASSPHRASE) {
    throw new BadBackup(`The first line of ${path} is shorter than ${MIN_PASSPHRASE} characters.`);
  }
  return line;
}

/** Where the migrations of this version are. */
export const MIGRATIONS = join(process.cwd(), 'prisma', 'migrations');

/** The version of the site, as its package says. */
export async function siteVersion(): Promise<string> {
  const text = await readFile(join(process.cwd(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** How much a backup holds, in words. */
export function describeContents({ tables, pictures }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const missing = pictures.missing === 0 ? '' : `, of ${pictures.missing} a file is missing`;
  return `${tables.length} tables, ${rows} rows, ${pictures.files} files of pictures (${sizeOf(pictures.bytes)})${missing}`;
}

/** A size as people read it: in kilobytes below one megabyte. */
export function sizeOf(bytes: number): string {
  return bytes < 1_048_576
    ? `${Math.ceil(bytes / 1_024)} kB`
    : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Seconds since a moment, as people read them. */
export function secondsSince(begun: number): string {
  return `${((Date.now() - begun) / 1_000).toFixed(1)} s`;
}
