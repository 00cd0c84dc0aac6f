import { z } from 'zod/mini';
import { MAX_THREAD_TITLE_LENGTH } from './thread-title.ts';

/** A shorter title is like too many. */
export const LEAST_COMPARED_LENGTH = 8;
export const MOST_SIMILAR_THREADS = 3;

export const similarThreadsQuery = z.object({
  title: z.string().check(z.maxLength(MAX_THREAD_TITLE_LENGTH)),
});

/** Threads whose titles are like one, the most alike first. */
export const similarThreadsResponse = z.object({
  threads: z.array(
    z.object({ id: z.string(), title: z.string(), posts: z.int(), answered: z.boolean() }),
  ),
});
export type SimilarThreadsResponse = z.infer<typeof similarThreadsResponse>;
