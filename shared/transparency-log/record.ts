import { z } from 'zod/mini';
import { month, day, slug } from '#shared/core/fields.ts';

export const RECORD_ENTRIES_A_PAGE = 50;

/** Where a page of the record goes on: the day shown, and a commitment; nothing that counts acts. */
export const recordCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])-[0-3]\d-[0-9a-f]{64}$/));

/** What acts are about, e.g. payout/3k9…. */
export const recordSubject = z.string().check(z.regex(/^[a-z-]{1,40}\/[A-Za-z0-9._-]{1,80}$/));

export const recordQuery = z.object({
  before: z.optional(recordCursor),
  subject: z.optional(recordSubject),
});
export type RecordQuery = z.infer<typeof recordQuery>;

/**
 * Acts on these get their place in the tree within ten minutes: their moment is public anyway. All
 * others wait for the end of their day. As PostgreSQL and JavaScript both read it.
 */
export const SOON_SUBJECTS =
  '^(dispute|role|thread|thread-decision|post|reply|domain-dispute|legal-demand|jury|log|boycott|boycott-keys|ballot)/';

export const recordEntry = z.object({
  /** The day; of evidence the month only, since its day would help to find its author. */
  day: z.union([day, month]),
  kind: z.string(),
  subject: z.string(),
  platform: z.nullable(z.object({ slug, name: z.string() })),
  commitment: z.string(),
  /** The author took back what it commits to: it can no longer be opened. */
  saltErased: z.boolean(),
  /** Its place in the tree; null until the next checkpoint. */
  leaf: z.nullable(z.number()),
});
export type RecordEntry = z.infer<typeof recordEntry>;

export const recordResponse = z.object({
  entries: z.array(recordEntry),
  next: z.nullable(z.string()),
});
export type RecordResponse = z.infer<typeof recordResponse>;

/** How a log began, and with what key; the last one is in force. */
export const recordLog = z.object({
  number: z.number(),
  began: z.string(),
  origin: z.string(),
  /** A verifier key (C2SP signed-note). */
  key: z.string(),
  /** The note of the last checkpoint known before; empty for the first. */
  cites: z.string(),
  beganOn: day,
});
export type RecordLog = z.infer<typeof recordLog>;

export const recordState = z.object({
  logs: z.array(recordLog),
  checkpoint: z.nullable(
    z.object({ size: z.number(), root: z.string(), note: z.string(), signedAt: z.string() }),
  ),
  /** Acts that wait for the next checkpoint. */
  pending: z.number(),
  /** Who else signs, and the largest tree that each has signed. */
  witnesses: z.array(z.object({ name: z.string(), size: z.number() })),
});
export type RecordState = z.infer<typeof recordState>;
