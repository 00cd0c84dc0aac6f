import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const MIGRATIONS = join(process.cwd(), 'prisma', 'migrations');

/**
 * Where the build keeps an embedded database as the migrations leave it, so that a new site begins
 * with a copy instead of making one, which takes seconds of a processor. Its name says of which
 * migrations, and of which version of the database: a copy that does not fit is not found.
 */
export function firstDatabasePath(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).toSorted()) {
    const file = join(MIGRATIONS, name, 'migration.sql');
    if (existsSync(file)) hash.update(name).update('\0').update(readFileSync(file));
  }
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(entry, '..', '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const name = `first-database-${hash.update(version).digest('hex').slice(0, 16)}.tar.gz`;
  return join(process.cwd(), 'dist', name);
}

/**
 * Puts the copy that fits where a database is to be, all of it or nothing; where no copy was built,
 * nothing. The database could unpack it by itself, in many times as long.
 */
export async function unpackFirstDatabase(folder: string): Promise<void> {
  const path = firstDatabasePath();
  if (!existsSync(path)) return;
  // A folder that is there may be one that nothing can be moved onto.
  const part = existsSync(folder) ? folder : `${folder}.new`;
  if (part !== folder) await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true, mode: 0o700 });
  unpack(gunzipSync(readFileSync(path)), part);
  if (part !== folder) await rename(part, folder);
}

const TAR_BLOCK = 512;

/**
 * Writes the folders and files of a tar archive that the database made: a thousand small files, one
 * after the other in a third of the time that a library for all archives takes.
 */
function unpack(archive: Buffer, folder: string): void {
  const text = (from: number, length: number): string =>
    archive.toString('latin1', from, from + length).replace(/\0.*$/s, '');
  for (let at = 0; at < archive.length && archive[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12), 8) || 0;
    const path = join(folder, text(at + 345, 155), text(at, 100));
    const kind = text(at + 156, 1);
    const from = at + TAR_BLOCK;
    if (kind === '5') {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } else if (kind === '0') {
      writeFileSync(path, archive.subarray(from, from + size), { mode: 0o600 });
    } else {
      throw new Error(`The copy of the database holds what it never made: ${path}`);
    }
    at = from + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
}

/** The copy that fits; null where none was built: the database is then made step by step. */
export function readFirstDatabase(): Blob | null {
  const path = firstDatabasePath();
  return existsSync(path) ? new Blob([readFileSync(path)], { type: 'application/x-gzip' }) : null;
}
