import { z } from 'zod/mini';

const nullableText = z.nullable(z.string());

/** The forum's part of the personal data export: the member's texts with exact times. */
export const ownForumData = z.object({
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
      /** Keys of the post's pictures. */
      pictures: z.array(z.string()),
      /** Earlier versions, which are public. */
      versions: z.array(z.object({ number: z.int(), text: z.string(), replacedAt: z.string() })),
    }),
  ),
  reads: z.array(
    z.object({
      thread: z.string(),
      place: z.int(),
      readAt: z.string(),
      postedAt: z.nullable(z.string()),
    }),
  ),
  /** The member's decisions as a moderator. */
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
export type OwnForumData = z.infer<typeof ownForumData>;
