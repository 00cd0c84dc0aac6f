import { typedPseudonym } from './accounts.ts';
import { z } from 'zod/mini';
import { checkbox, day, commonFormFields, id, timestampCursor } from '#shared/core/form-fields.ts';

export const MEMBER_POSTS_PER_PAGE = 15;
export const MEMBER_THREADS_PER_PAGE = 10;
const EXCERPT_LENGTH = 160;

const when = z.string();
export const memberQuery = z.object({
  posts: z.optional(timestampCursor),
  threads: z.optional(timestampCursor),
});
export type MemberQuery = z.infer<typeof memberQuery>;

/**
 * A member as the public sees her: her forum posts. Never evidence, whether she is established, or
 * the day she joined: each would help to identify her unsigned evidence.
 */
export const memberResponse = z.object({
  pseudonym: z.string(),
  sinceYear: z.int(),
  /** Number of threads that the member started; `posts` is that of her posts. */
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
  /** The viewer's relation; null for a visitor. */
  viewer: z.nullable(
    z.object({
      self: z.boolean(),
      ignoring: z.boolean(),
      /** Whether the two may exchange messages. */
      canWrite: z.boolean(),
      /**
       * This member agreed to be contacted by press and research. Shown to signed-in members, whose
       * requests are rate-limited, so that nobody can enumerate them.
       */
      contactable: z.boolean(),
      /** The viewer allows private messages herself. */
      allowsMessages: z.boolean(),
    }),
  ),
});
export type MemberResponse = z.infer<typeof memberResponse>;

/** The viewer's contact settings, and the members she ignores. */
export const contactSettingsResponse = z.object({
  allowsMessages: z.boolean(),
  contactable: z.boolean(),
  ignored: z.array(z.object({ pseudonym: z.string(), since: day })),
});
export type ContactSettingsResponse = z.infer<typeof contactSettingsResponse>;

export const contactableForm = z.object({ ...commonFormFields, contactable: checkbox });
export const blockForm = z.object({ ...commonFormFields, member: typedPseudonym });

/** The start of a post as plain text, without quotes and Markdown. */
export function plainTextExcerpt(markdown: string): string {
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
  // Cut at a space if possible.
  return `${cut.replace(/\s+\S*$/, '')}…`;
}
