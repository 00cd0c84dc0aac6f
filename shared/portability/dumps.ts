import { z } from 'zod/mini';
import { day } from '#shared/core/fields.ts';

/** Counts with what a reader of dumps has to understand; a newer one is refused. */
export const DUMP_FORMAT = 1;

/** Figures are free under the one, texts and pictures under the other. */
export const licence = z.enum(['ODbL-1.0', 'CC-BY-SA-4.0']);
export type Licence = z.infer<typeof licence>;

export const dumpFile = z.object({
  path: z.string().check(z.regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/)),
  /** Lines of a table; null where it is none. */
  rows: z.nullable(z.int()),
  bytes: z.int(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  licence,
});
export type DumpFile = z.infer<typeof dumpFile>;

/** What the record commits to of the rows of a table, so that anyone can compare. */
export const committedTable = z.object({
  /** The name of its file below `whole/`. */
  file: z.string(),
  /** What its rows are called in the record, e.g. payout. */
  name: z.string(),
  /** The columns that make the part of a row's name after the stroke, joined by a dash. */
  id: z.array(z.string()),
  committed: z.array(z.string()),
});
export type CommittedTable = z.infer<typeof committedTable>;

/** What a dump holds, and as of when. */
export const dumpManifest = z.object({
  format: z.int(),
  madeOn: day,
  /** The address of the site, where it has one. */
  site: z.nullable(z.string()),
  /** The signed note that all of it agrees with; null where nothing was signed yet. */
  checkpoint: z.nullable(z.string()),
  /** How many days words and pictures stay behind. */
  youngDays: z.int(),
  tables: z.array(committedTable),
  files: z.array(dumpFile),
});
export type DumpManifest = z.infer<typeof dumpManifest>;
