import { z } from 'zod/mini';
import { checkbox, day, formControls, id, momentCursor } from '#shared/core/fields.ts';

export const MEMBER_POSTS_A_PAGE = 15;
export const MEMBER_THREADS_A_PAGE = 10;
const EXCERPT_LENGTH = 160;

/** Whatever is typed: a wrong form of a name is simply nobody's. */
export const typedPseudonym = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

const when = z.string();
export const memberQuery = z.object({
  posts: z.optional(momentCursor),
  threads: z.optional(momentCursor),
});
export type MemberQuery = z.infer<typeof memberQuery>;

/**
 * A member as everybody sees her: what stands under her name in the forum. Never evidence, never
 * whether she is established, never the day on which she joined: each would help to find out which
 * unsigned evidence is hers.
 */
export const memberResponse = z.object({
  pseudonym: z.string(),
  sinceYear: z.int(),
  /** How many stand in the forum. */
  threads: z.int(),
  posts: z.int(),
  latestThreads: z.array(z.object({ id, title: z.string(), startedAt: when, posts: z.int() })),
  nextThreads: z.nullable(z.string()),
  latestPosts: z.array(
    z.object({
      id,
      thread: z.object({ id, title: z.string() }),
      postedAt: when,
      excerpt: z.string(),
    }),
  ),
  nextPosts: z.nullable(z.string()),
  /** Of the viewer; null for a visitor. */
  viewer: z.nullable(
    z.object({
      /** It is her own page. */
      self: z.boolean(),
      /** She ignores this member. */
      ignoring: z.boolean(),
      /** Messages may pass between the two. */
      canWrite: z.boolean(),
      /**
       * Press and research may contact this member: she said so. For members, whose reading is
       * limited, so that nobody can go through all names for those who may talk.
       */
      contactable: z.boolean(),
      /** She allows private messages herself. */
      allowsMessages: z.boolean(),
    }),
  ),
});
export type MemberResponse = z.infer<typeof memberResponse>;

/** How others may reach the viewer, and whom she does not want to hear: for her settings. */
export const reachResponse = z.object({
  allowsMessages: z.boolean(),
  contactable: z.boolean(),
  ignored: z.array(z.object({ pseudonym: z.string(), since: day })),
});
export type ReachResponse = z.infer<typeof reachResponse>;

export const contactableForm = z.object({ ...formControls, contactable: checkbox });
export const ignoreForm = z.object({ ...formControls, member: typedPseudonym });

/** The beginning of a post as plain text, without quotes of others and signs of Markdown. */
export function excerptOf(markdown: string): string {
  const text = markdown
    .split('\n')
    .filter((line) => !/^\s*(?:>|```)/.test(line))
    .join(' ')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`#~]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const signs = [...text];
  if (signs.length <= EXCERPT_LENGTH) return text;
  const cut = signs.slice(0, EXCERPT_LENGTH).join('');
  // At a space where there is one: half a word says little.
  return `${cut.replace(/\s+\S*$/, '')}…`;
}
