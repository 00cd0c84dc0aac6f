import { z } from 'zod/mini';
import { openSecrets } from '#server/core/secrets.ts';
import { snapshotKeys } from './snapshot-keys.ts';

/**
 * Name of the file that the demo snapshot has besides those of a backup. The snapshot is a backup
 * of a site whose community `demo/` invented. `npm run demo:snapshot` makes it; the build migrates
 * it to the current tables.
 */
export const SNAPSHOT_EXTRA_FILE = 'demo.json';

export const snapshotExtraSchema = z.strictObject({
  plan: z.string(),
  /** The public row of each act that commits to a row other than its subject, by act id. */
  rows: z.record(z.string(), z.string()),
});
export type SnapshotExtra = z.infer<typeof snapshotExtraSchema>;

/**
 * The secrets of the snapshot, which are publicly known: a site that loads the demo re-encrypts
 * with its own.
 */
export const SNAPSHOT_SECRETS = openSecrets('0'.repeat(64), '', snapshotKeys());

/** What the snapshot has in place of password hashes, until a site sets its own. */
export const PASSWORD_HASH_PLACEHOLDER = '-';
