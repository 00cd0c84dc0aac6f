import { z } from 'zod/mini';
import { openSecrets } from '#server/core/secrets.ts';
import { snapshotKeys } from './snapshot-keys.ts';

/**
 * The demo snapshot: a backup of a site whose community `demo/` invented, made at one moment, plus
 * one file. `npm run demo:snapshot` makes it; the build migrates it to the current tables.
 */
export const SNAPSHOT_EXTRA_FILE = 'demo.json';

export const snapshotExtraSchema = z.strictObject({
  /** Hash of the plan of the invented community. */
  plan: z.string(),
  /** By act id, the public row that the act commits to when it is not its subject. */
  rows: z.record(z.string(), z.string()),
});
export type SnapshotExtra = z.infer<typeof snapshotExtraSchema>;

/** Publicly known: a site that loads the demo re-encrypts with its own secrets. */
export const SNAPSHOT_SECRETS = openSecrets('0'.repeat(64), '', snapshotKeys());

/** Placeholder for every password hash until a site sets its own. */
export const PASSWORD_HASH_PLACEHOLDER = '-';
