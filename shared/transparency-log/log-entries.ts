import { z } from 'zod/mini';
import { month, day, slug } from '#shared/core/form-fields.ts';

export const LOG_ENTRIES_PER_PAGE = 50;

/** Cursor of the record: a shown day, and a commitment; nothing that counts acts. */
export const logCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])-[0-3]\d-[0-9a-f]{64}$/));

/** The subject of an act, e.g. payout/3k9…. */
export const logSubject = z.string().check(z.regex(/^[a-z-]{1,40}\/[A-Za-z0-9._-]{1,80}$/));

export const logQuery = z.object({
  before: z.optional(logCursor),
  subject: z.optional(logSubject),
});
export type LogQuery = z.infer<typeof logQuery>;

/**
 * Subjects whose entries enter the tree within ten minutes, since their moment is public anyway;
 * all others enter at the end of their day. The pattern is valid in PostgreSQL and JavaScript.
 */
export const TEN_MINUTE_SUBJECTS =
  '^(dispute|role|thread|thread-decision|post|reply|domain-dispute|legal-demand|jury|log|boycott|boycott-keys|ballot|week)/';

export const publicLogEntry = z.object({
  /**
   * The day of the act; for evidence only the month, since the day would help to identify its
   * author.
   */
  day: z.union([day, month]),
  kind: z.string(),
  subject: z.string(),
  platform: z.nullable(z.object({ slug, name: z.string() })),
  commitment: z.string(),
  /** The author withdrew its content: the commitment can no longer be opened. */
  saltErased: z.boolean(),
  /** The entry's index in the tree; null until the next checkpoint. */
  leaf: z.nullable(z.number()),
});
export type PublicLogEntry = z.infer<typeof publicLogEntry>;

export const logEntriesResponse = z.object({
  entries: z.array(publicLogEntry),
  next: z.nullable(z.string()),
});
export type LogEntriesResponse = z.infer<typeof logEntriesResponse>;

/** The start of a log, and its key; the last one is current. */
export const logDescription = z.object({
  number: z.number(),
  began: z.string(),
  origin: z.string(),
  /** A verifier key (C2SP signed-note). */
  key: z.string(),
  /** Signed note of the last known checkpoint of the log before this one; empty for the first log. */
  cites: z.string(),
  beganOn: day,
});
export type LogDescription = z.infer<typeof logDescription>;

export const logState = z.object({
  logs: z.array(logDescription),
  checkpoint: z.nullable(
    z.object({ size: z.number(), root: z.string(), note: z.string(), signedAt: z.string() }),
  ),
  /** Acts that wait for the next checkpoint. */
  pending: z.number(),
  /** Witnesses, the largest tree that each has signed, and when it did (ISO 8601). */
  witnesses: z.array(z.object({ name: z.string(), size: z.number(), signedAt: z.string() })),
});
export type LogState = z.infer<typeof logState>;
