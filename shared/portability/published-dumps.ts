import { z } from 'zod/mini';
import { day } from '#shared/core/form-fields.ts';
import { dumpFile, licence } from './dump-manifest.ts';

/** The published dumps: one a day, each under its date, and the previous one. */

/** Number of dumps kept, so that a download can be resumed until the next day. */
export const DUMPS_KEPT = 2;

export const DUMP_ARCHIVES = ['figures', 'whole'] as const;
export type DumpArchive = (typeof DUMP_ARCHIVES)[number];

/** The name of an archive, which includes its date. */
export function dumpArchiveName(archive: DumpArchive, madeOn: string): string {
  return `contrenote-${archive}-${madeOn}.tar.gz`;
}

/** The folder that an archive unpacks into. */
export function dumpFolderName(madeOn: string): string {
  return `contrenote-${madeOn}`;
}

/** One dump in the list; its manifest.json names every file. */
export const publishedDump = z.object({
  day,
  /** Path of the dump's files, with a trailing slash. */
  path: z.string(),
  /** Size of the record that the dump matches; null when nothing was signed. */
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
  /** Other files by folder; '' for the top level. */
  folders: z.array(z.object({ folder: z.string(), files: z.int(), bytes: z.int() })),
});
export type PublishedDump = z.infer<typeof publishedDump>;

export const dumpsResponse = z.object({
  /** Whether this site publishes daily dumps. */
  daily: z.boolean(),
  /** The dumps, latest first. */
  dumps: z.array(publishedDump),
});
export type DumpsResponse = z.infer<typeof dumpsResponse>;
