import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadEnvironment } from '#server/core/env.ts';

export class PgliteDataFound extends BadEnvironment {}

/**
 * Refuses to start on a data folder with the PGlite database of an earlier version (in `db`) and no
 * cluster yet.
 * @throws PgliteDataFound with a sentence for the operator.
 */
export function refusePgliteData(dataDir: string, cluster: string): void {
  const old = join(dataDir, 'db');
  if (existsSync(cluster) || !existsSync(join(old, 'PG_VERSION'))) return;
  throw new PgliteDataFound(
    `The database in ${old} is of version 0.1, which this version does not read: give npm run backup -- FILE with that version, move ${old} away, then npm run restore -- FILE with this one.`,
  );
}
