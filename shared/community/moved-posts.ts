import { z } from 'zod/mini';
import { commonFormFields, chosenIds, day, id } from '#shared/core/form-fields.ts';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { matchPagePath, pathOfAddress } from '#shared/core/paths.ts';
import { MAX_THREAD_TITLE_LENGTH, threadTitle } from './thread-title.ts';

/** Most posts that one form moves; all posts of a thread are moved by merging it. */
export const MAX_POSTS_A_MOVE = 60;
/** Most posts of a thread that can be merged into another. */
export const MAX_POSTS_A_MERGE = 1_000;
const MAX_ADDRESS_LENGTH = 500;

/**
 * What a moderator proposes of a thread: `merge` it into another one, move chosen `posts` into another or a
 * new one, or `undo` a move by which posts came, which moves them back.
 */
export const MOVES = ['merge', 'posts', 'undo'] as const;

export const moveForm = z.object({
  ...commonFormFields,
  move: z.enum(MOVES),
  /** The other thread, chosen from a list; an address that is typed goes before it. */
  chosen: z.optional(id),
  /** The address of the other thread, or of a post in it. */
  to: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_ADDRESS_LENGTH))),
  /** The title of a new thread that takes the posts. */
  title: z.optional(threadTitle),
  posts: z.optional(chosenIds(MAX_POSTS_A_MOVE)),
  /** Of `undo`: the move by which the posts came. */
  undone: z.optional(id),
  reason: decisionReasonText,
});
export type MoveInput = z.infer<typeof moveForm>;

/** A shorter title is searched for nothing: threads like this one are listed. */
export const LEAST_SEARCHED_LENGTH = 3;
export const MOST_MERGE_CANDIDATES = 8;

export const mergeCandidatesQuery = z.object({
  title: z.optional(z.string().check(z.maxLength(MAX_THREAD_TITLE_LENGTH))),
});
/** Threads into which one can be merged, the most alike first. */
export const mergeCandidatesResponse = z.object({
  threads: z.array(z.object({ id, title: z.string(), posts: z.int() })),
});
export type MergeCandidatesResponse = z.infer<typeof mergeCandidatesResponse>;

/** What a proposed move changes: all posts of its subject go to `to`, or these `posts` of `from`. */
export const mergePayload = z.object({ to: id });
export const movePayload = z.object({
  from: id,
  to: z.nullable(id),
  /** Of a new thread. */
  title: z.nullable(z.string()),
  posts: z.array(id),
});
export type MovePayload = z.infer<typeof movePayload>;

const namedThread = z.object({ id, title: z.string() });

/** Posts that came to a thread by one decision, as far as they are still read there. */
export const movedHere = z.object({
  id,
  /** The position of the first of them that is shown. */
  place: z.int(),
  /** How many; hidden ones do not count. */
  count: z.int(),
  /** The thread that they were taken from; null once it is withdrawn. */
  from: z.nullable(namedThread),
  on: day,
  reason: z.string(),
  /** The act by which two other people can reverse it; null when two decided. */
  act: z.nullable(id),
});
export type MovedHere = z.infer<typeof movedHere>;

/** How many posts of a thread are read in another one. */
export const movedAway = z.object({ to: namedThread, count: z.int() });
export type MovedAway = z.infer<typeof movedAway>;

/** Where the posts of an emptied thread are read: the thread, and the position of the first of them. */
export const movedTo = z.object({ id, place: z.int() });

export type AddressedTopic = { readonly thread: string } | { readonly post: string };

/** Reads the address of a thread or post, with or without the site; or an id alone. Null for any other text. */
export function readTopicAddress(typed: string): AddressedTopic | null {
  const path = pathOfAddress(typed) ?? '';
  const match = matchPagePath(path);
  const wanted = match?.parameters['id'] ?? '';
  if (match?.page === 'thread' && id.safeParse(wanted).success) return { thread: wanted };
  if (match?.page === 'forumPost' && id.safeParse(wanted).success) return { post: wanted };
  const short = /^\/p\/([0-9a-z]{12})$/.exec(path)?.[1];
  if (short !== undefined) return { post: short };
  return id.safeParse(typed).success ? { thread: typed } : null;
}
