import { z } from 'zod/mini';
import { day } from '#shared/core/form-fields.ts';

/**
 * Format version. In version 3 the log did not commit to authors; in version 2 it committed to whole
 * rows. Version 1 is refused: it listed all payouts, which cannot be converted to proofs.
 */
export const DUMP_FORMAT = 4;
export const OLDEST_DUMP_FORMAT = 2;

/** Licences: the first for figures, the second for texts and pictures. */
export const licence = z.enum(['ODbL-1.0', 'CC-BY-SA-4.0']);
export type Licence = z.infer<typeof licence>;

export const dumpFile = z.object({
  path: z.string().check(z.regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/)),
  /** Lines of a table; null for other files. */
  rows: z.nullable(z.int()),
  bytes: z.int(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  licence,
});
export type DumpFile = z.infer<typeof dumpFile>;

/** Names of columns, by the part of a commitment that they stand in. */
const committedColumns = z.object({
  /** Facts, which are in every dump. */
  facts: z.array(z.string()),
  /** Columns to which leaves before form 3 do not commit: facts, or words if they are listed as such. */
  added: z.array(z.string()),
  /** Words, which are left out while the row is recent or removed. */
  words: z.array(z.string()),
  /** The author's pseudonym, of tables that name one. */
  author: z.array(z.string()),
  /** Columns to which a leaf commits only where they have a value; words if they are listed as such too. */
  sparse: z.optional(z.array(z.string())),
});
export type CommittedColumns = z.infer<typeof committedColumns>;

/** The columns of a table that the log's commitments cover, so that anybody can compare. */
export const committedTable = z.object({
  /** Name of the table's file below `whole/`. */
  file: z.string(),
  /** The kind of its rows in the record, e.g. payout. */
  name: z.string(),
  /** The columns that form the part of a row's name after the slash, joined by a dash. */
  id: z.array(z.string()),
  columns: committedColumns,
});
export type CommittedTable = z.infer<typeof committedTable>;

const { columns: _, ...named } = committedTable.shape;
/** A table in format 3, without added columns and authors. */
const partedTable = z.object({
  ...named,
  facts: z.array(z.string()),
  words: z.array(z.string()),
});
/** A table in format 2, which did not divide columns into facts and words. */
const wholeTable = z.object({ ...named, committed: z.array(z.string()) });

/** The contents of a dump, and the day as of which they are. */
export const dumpManifest = z.object({
  format: z.int(),
  madeOn: day,
  site: z.nullable(z.string()),
  /** The signed checkpoint that the dump matches; null when nothing was signed yet. */
  checkpoint: z.nullable(z.string()),
  /** Days for which texts and pictures are left out. */
  youngDays: z.int(),
  tables: z.union([z.array(committedTable), z.array(partedTable), z.array(wholeTable)]),
  files: z.array(dumpFile),
  /** Names of figures that the site had yet to compute again, e.g. platform-figures/3k9…. */
  stale: z.optional(z.array(z.string())),
});
export type DumpManifest = z.infer<typeof dumpManifest>;
