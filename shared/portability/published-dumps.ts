import { z } from 'zod/mini';
import { day } from '#shared/core/fields.ts';
import { dumpFile, licence } from './dumps.ts';

/** The dumps that the site publishes: one a day, each under its date, and the one before. */

/** So many are kept: who began to download the former one can go on until tomorrow. */
export const DUMPS_KEPT = 2;

export const DUMP_ARCHIVES = ['figures', 'whole'] as const;
export type DumpArchive = (typeof DUMP_ARCHIVES)[number];

/** The name of an archive, which holds its date: what was downloaded says what it is. */
export function archiveName(archive: DumpArchive, madeOn: string): string {
  return `contrenote-${archive}-${madeOn}.tar.gz`;
}

/** The folder that an archive unpacks into. */
export function folderName(madeOn: string): string {
  return `contrenote-${madeOn}`;
}

/** What is said of one dump in a list; its manifest.json names every file. */
export const publishedDump = z.object({
  day,
  /** Where its files are, with a slash at the end. */
  path: z.string(),
  /** The size of the record that all of it agrees with; null where nothing was signed. */
  recordSize: z.nullable(z.int()),
  youngDays: z.int(),
  archives: z.array(
    z.object({
      archive: z.enum(DUMP_ARCHIVES),
      name: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      licence,
    }),
  ),
  /** The tables: files of figures and of rows. */
  tables: z.array(dumpFile),
  /** All else, by the folder that it is in; '' for what lies beside the folders. */
  folders: z.array(z.object({ folder: z.string(), files: z.int(), bytes: z.int() })),
});
export type PublishedDump = z.infer<typeof publishedDump>;

export const dumpsResponse = z.object({
  /** Whether this site publishes one each day. */
  daily: z.boolean(),
  /** The latest first. */
  dumps: z.array(publishedDump),
});
export type DumpsResponse = z.infer<typeof dumpsResponse>;
