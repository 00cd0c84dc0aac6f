import { z } from 'zod/mini';
import { openSecrets } from '#server/core/secrets.ts';

/**
 * The demo as it is kept: a backup of a site whose community `demo/` invented, made at one moment, and
 * one more file. `npm run demo:snapshot` makes it, the build brings it to the present tables.
 */
export const EXTRA_FILE = 'demo.json';

export const extraSchema = z.strictObject({
  /** Hash of the plan that the community lived by. */
  plan: z.string(),
  /** The public row that an act of the record commits to, by the id of the act, where it is not its subject. */
  rows: z.record(z.string(), z.string()),
});
export type SnapshotExtra = z.infer<typeof extraSchema>;

/** Everybody knows them: a site that takes the demo into use seals with its own what these open. */
export const SNAPSHOT_SECRETS = openSecrets('0'.repeat(64), '');

/** What stands for the hash of every password until a site sets its own. */
export const NO_PASSWORD = '-';
