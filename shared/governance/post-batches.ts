import { z } from 'zod/mini';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { checkbox, commonFormFields, day, id } from '#shared/core/form-fields.ts';
import { caseFacts, caseRule, chosenPosts } from './case-handling.ts';

/** Posts of one author and day that a moderator sees together; who wrote more is seen again. */
export const MAX_POSTS_OF_DAY = 60;
/** Batches that a moderator proposes a day. They do not count as cases that she takes. */
export const BATCHES_A_DAY = 60;

/** The posts are hidden with that of the case; `pause` also proposes a pause of their author. */
export const postBatchForm = z.object({
  ...commonFormFields,
  posts: chosenPosts,
  rule: caseRule,
  facts: caseFacts,
  reason: decisionReasonText,
  pause: checkbox,
});
export type PostBatchInput = z.infer<typeof postBatchForm>;

/** A post as those who decide see it: in full, with the title of its topic. */
export const postOfBatch = z.object({
  id,
  thread: z.string(),
  at: z.string(),
  text: z.string(),
  /** Somebody reported it. */
  flagged: z.boolean(),
});
export type PostOfBatch = z.infer<typeof postOfBatch>;

/** The posts that the author of a reported post wrote that day, for moderators who are no party. */
export const postBatchResponse = z.object({
  /** The case of the reported post. */
  case: id,
  day,
  /** The pseudonym under which all of them are public. */
  author: z.nullable(z.string()),
  reason: z.string(),
  first: postOfBatch,
  /** The others, each as alike the first or not: the same link, or most words in common. */
  posts: z.array(z.object({ ...postOfBatch.shape, alike: z.boolean() })),
  can: z.object({
    /** The community is so small that one moderator decides. */
    alone: z.boolean(),
    /** No pause of this author holds or waits. */
    pause: z.boolean(),
  }),
});
export type PostBatchResponse = z.infer<typeof postBatchResponse>;

/** Reported posts of one author and day, the most posts first. */
export const postBatchesResponse = z.object({
  batches: z.array(
    z.object({ case: id, author: z.string(), day, posts: z.int(), flagged: z.int() }),
  ),
});
export type PostBatchesResponse = z.infer<typeof postBatchesResponse>;
