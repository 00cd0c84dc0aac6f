import { z } from 'zod/mini';

const nullableText = z.nullable(z.string());

/** What the forum holds about a member, for her alone: her words with their exact times. */
export const ownForum = z.object({
  threads: z.array(
    z.object({ id: z.string(), title: z.string(), category: z.string(), startedAt: z.string() }),
  ),
  posts: z.array(
    z.object({
      id: z.string(),
      thread: z.string(),
      place: z.int(),
      postedAt: z.string(),
      editedAt: nullableText,
      text: nullableText,
      /** Keys of its pictures. */
      pictures: z.array(z.string()),
      /** What it said before; everybody can read it. */
      versions: z.array(z.object({ number: z.int(), text: z.string(), replacedAt: z.string() })),
    }),
  ),
  /** How far she has read which thread. */
  reads: z.array(
    z.object({
      thread: z.string(),
      place: z.int(),
      readAt: z.string(),
      postedAt: z.nullable(z.string()),
    }),
  ),
  /** What she decided as a moderator. */
  decisions: z.array(
    z.object({
      thread: z.string(),
      kind: z.string(),
      rule: nullableText,
      reason: z.string(),
      decidedOn: z.string(),
    }),
  ),
});
export type OwnForum = z.infer<typeof ownForum>;
