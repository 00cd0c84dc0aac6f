import { z } from 'zod/mini';
import { month, day, slug } from './fields.ts';

export const RECORD_ENTRIES_A_PAGE = 50;

/** Where a page of the record goes on: the day shown, and a commitment; nothing that counts acts. */
export const recordCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])-[0-3]\d-[0-9a-f]{64}$/));

export const recordQuery = z.object({ before: z.optional(recordCursor) });

export const recordEntry = z.object({
  /** The day; of evidence the month only, since its day would help to find its author. */
  day: z.union([day, month]),
  kind: z.string(),
  subject: z.string(),
  platform: z.nullable(z.object({ slug, name: z.string() })),
  commitment: z.string(),
  /** The author took back what it commits to: it can no longer be opened. */
  saltErased: z.boolean(),
});
export type RecordEntry = z.infer<typeof recordEntry>;

export const recordResponse = z.object({
  entries: z.array(recordEntry),
  next: z.nullable(z.string()),
});
export type RecordResponse = z.infer<typeof recordResponse>;
