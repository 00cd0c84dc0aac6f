import { z } from 'zod/mini';

/** What this program writes, and the only one that it reads. */
export const BACKUP_VERSION = 1;

const savedTable = z.strictObject({
  name: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
});
export type SavedTable = z.infer<typeof savedTable>;

const savedSequence = z.strictObject({ name: z.string(), value: z.nullable(z.string()) });
export type SavedSequence = z.infer<typeof savedSequence>;

/** `about.json`, the first file of a backup: what has to be known before the rows come. */
export const aboutSchema = z.strictObject({
  format: z.literal('contrenote-backup'),
  version: z.literal(BACKUP_VERSION),
  /** ISO 8601. */
  madeAt: z.string(),
  siteVersion: z.string(),
  database: z.string(),
  /** The migrations that made the tables, in order. */
  migrations: z.array(z.string()),
  tables: z.array(savedTable),
  /** Whether the keys of the site are in it. */
  keys: z.boolean(),
  /** What is in it, in words, for who finds it. */
  holds: z.array(z.string()),
});
export type About = z.infer<typeof aboutSchema>;

const count = z.number();

/** `manifest.json`, the last file: what must be found once all is restored. */
export const manifestSchema = z.strictObject({
  tables: z.array(z.strictObject({ name: z.string(), rows: count, hash: z.string() })),
  sequences: z.array(savedSequence),
  /** `missing`: rows whose picture was taken back while the backup was made. */
  pictures: z.strictObject({ files: count, bytes: count, hash: z.string(), missing: count }),
  files: z.array(z.strictObject({ name: z.string(), hash: z.string() })),
  /** What the site had signed last of its public record; null where nothing was. */
  checkpoint: z.nullable(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** JSON of a backup; null where it is none, which its schema then refuses. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}
