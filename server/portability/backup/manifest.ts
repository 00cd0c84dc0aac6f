import { z } from 'zod/mini';

/** Version of the backup format, the only one that this program writes and reads. */
export const BACKUP_VERSION = 1;

const savedTable = z.strictObject({
  name: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
});
export type SavedTable = z.infer<typeof savedTable>;

const savedSequence = z.strictObject({ name: z.string(), value: z.nullable(z.string()) });
export type SavedSequence = z.infer<typeof savedSequence>;

/** Schema of `about.json`, the first file of a backup: what a restore must know before the rows. */
export const backupHeaderSchema = z.strictObject({
  format: z.literal('contrenote-backup'),
  version: z.literal(BACKUP_VERSION),
  /** When the backup was made, in ISO 8601. */
  madeAt: z.string(),
  siteVersion: z.string(),
  database: z.string(),
  /** The migrations that made the tables, in order. */
  migrations: z.array(z.string()),
  tables: z.array(savedTable),
  keys: z.boolean(),
  /** What the backup contains, in sentences for anybody who finds the file. */
  holds: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof backupHeaderSchema>;

const count = z.number();

/** Schema of `manifest.json`, the last file of a backup: what a restore must find. */
export const backupManifestSchema = z.strictObject({
  tables: z.array(z.strictObject({ name: z.string(), rows: count, hash: z.string() })),
  sequences: z.array(savedSequence),
  /**
   * Pictures in the backup; `missing` counts rows whose picture was withdrawn while it was made.
   */
  pictures: z.strictObject({ files: count, bytes: count, hash: z.string(), missing: count }),
  files: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
  /** The last signed checkpoint of the site's public record; null without one. */
  checkpoint: z.nullable(z.string()),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;
