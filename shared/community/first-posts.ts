import { z } from 'zod/mini';
import { id } from '#shared/core/form-fields.ts';
import { forumAuthor } from './forum.ts';

/** Days for which a first post without an answer is listed for volunteers. */
export const FIRST_POST_DAYS = 7;
/** First posts in the list, at most. */
export const MAX_FIRST_POSTS = 10;

/** First posts of new members that nobody answered, those that wait longest first. */
export const firstPostsResponse = z.object({
  /** The viewer volunteered to answer; the list is empty for others. */
  volunteers: z.boolean(),
  posts: z.array(
    z.object({
      id,
      thread: z.object({ id, title: z.string() }),
      place: z.int(),
      author: forumAuthor,
      postedAt: z.string(),
      excerpt: z.string(),
    }),
  ),
});
export type FirstPostsResponse = z.infer<typeof firstPostsResponse>;
