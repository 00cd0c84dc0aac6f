import { z } from 'zod/mini';

/** The only version that this program writes and reads. */
export const BACKUP_VERSION = 1;

const savedTable = z.strictObject({
  name: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
});
export type SavedTable = z.infer<typeof savedTable>;

const savedSequence = z.strictObject({ name: z.string(), value: z.nullable(z.string()) });
export type SavedSequence = z.infer<typeof savedSequence>;

/** `about.json`, the first file of a backup: what must be known before the rows. */
export const backupHeaderSchema = z.strictObject({
  format: z.literal('contrenote-backup'),
  version: z.literal(BACKUP_VERSION),
  /** ISO 8601. */
  madeAt: z.string(),
  siteVersion: z.string(),
  database: z.string(),
  /** The migrations that made the tables, in order. */
  migrations: z.array(z.string()),
  tables: z.array(savedTable),
  /** Whether the backup contains the site's keys. */
  keys: z.boolean(),
  /** Human-readable contents, for anybody who finds the file. */
  holds: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof backupHeaderSchema>;

const count = z.number();

/** `manifest.json`, the last file: what a restore must find. */
export const backupManifestSchema = z.strictObject({
  tables: z.array(z.strictObject({ name: z.string(), rows: count, hash: z.string() })),
  sequences: z.array(savedSequence),
  /** `missing`: rows whose picture was withdrawn while the backup was made. */
  pictures: z.strictObject({ files: count, bytes: count, hash: z.string(), missing: count }),
  files: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
  /** The last signed checkpoint of the site's public record; null without one. */
  checkpoint: z.nullable(z.string()),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;
