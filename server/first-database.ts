import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

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
 * nothing. The database could unpack it by itself, in four times as long.
 */
export async function unpackFirstDatabase(folder: string): Promise<void> {
  const path = firstDatabasePath();
  if (!existsSync(path)) return;
  const { extract } = await import('tar');
  // A folder that is there may be one that nothing can be moved onto.
  const part = existsSync(folder) ? folder : `${folder}.new`;
  if (part !== folder) await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true, mode: 0o700 });
  await extract({ file: path, cwd: part, preserveOwner: false });
  if (part !== folder) await rename(part, folder);
}

/** The copy that fits; null where none was built: the database is then made step by step. */
export function readFirstDatabase(): Blob | null {
  const path = firstDatabasePath();
  return existsSync(path) ? new Blob([readFileSync(path)], { type: 'application/x-gzip' }) : null;
}
