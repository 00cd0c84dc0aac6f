import { z } from 'zod/mini';
import { boycottState, boycottOutcome as ending } from '#shared/collective/boycotts.ts';
import { currency, day, id, slug } from '#shared/core/form-fields.ts';
import { forumAuthor } from '#shared/community/forum.ts';
import { standingState } from '#shared/directory/standing-states.ts';
import { proofState } from '#shared/evidence/proofs.ts';

/** Maximum length of a query; longer ones are no clearer. */
export const MAX_SEARCH_LENGTH = 200;
/**
 * Number of newest matches among which the best posts are chosen; half as many if more would mean
 * scanning much older ones. Twice as many take three times as long, and nobody reads that far.
 */
export const MAX_RANKED_POSTS = 300;
export const POSTS_PER_SEARCH_PAGE = 10;
export const MAX_SEARCH_PAGE = MAX_RANKED_POSTS / POSTS_PER_SEARCH_PAGE;
/**
 * Platforms, clients, tasks, proofs and boycotts shown beside posts; searched alone, as many as
 * posts per page.
 */
export const SUBJECTS_BESIDE_POSTS = 3;
export const MAX_SUGGESTIONS = 8;

/** `threads` are first posts; `posts` are all posts, including those. */
export const SEARCH_KINDS = [
  'platform',
  'client',
  'task',
  'proof',
  'boycott',
  'thread',
  'post',
] as const;
export const searchKind = z.enum(SEARCH_KINDS);
export type SearchKind = z.infer<typeof searchKind>;

export const searchQuery = z.object({
  /** The query: words, "phrases" and -exclusions. */
  q: z._default(z.string().check(z.trim(), z.maxLength(MAX_SEARCH_LENGTH)), ''),
  kind: z.optional(searchKind),
  platform: z.optional(slug),
  /** The post's author, by pseudonym. Evidence is not searchable by author. */
  member: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  /**
   * The first day of the results; `to` is the last. Proofs are found by the months of these days.
   */
  from: z.optional(day),
  to: z.optional(day),
  page: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(MAX_SEARCH_PAGE)), 1),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const textSegment = z.object({ text: z.string(), marked: z.boolean() });
export type TextSegment = z.infer<typeof textSegment>;

const named = z.object({ slug, name: z.string() });
const money = z.object({ minor: z.int(), currency: z.string() });

export const foundPlatform = z.object({ slug, name: z.string(), state: standingState });
export const foundClient = z.object({
  slug,
  name: z.string(),
  alsoKnownAs: z.nullable(z.string()),
});
export const foundTask = z.object({ id, title: z.string(), platform: named, reward: money });
/** A proof among the results, with what it shows. */
export const foundProof = z.object({
  id,
  platform: named,
  state: proofState,
  amount: z.nullable(z.object({ minor: z.int(), currency })),
  month: z.nullable(z.string()),
});
export const foundBoycott = z.object({
  id,
  title: z.string(),
  platform: named,
  state: boycottState,
  outcome: z.nullable(ending),
});
/** A post among the results; first posts also match by their thread's title. */
export const foundPost = z.object({
  kind: z.enum(['thread', 'post']),
  id,
  thread: id,
  place: z.int(),
  title: z.array(textSegment),
  excerpt: z.array(textSegment),
  platform: z.nullable(named),
  author: forumAuthor,
  postedAt: z.string(),
});
export type FoundPost = z.infer<typeof foundPost>;

export const searchResponse = z.object({
  /** Why nothing was searched: the query is empty, or has only very common words. */
  problem: z.nullable(z.enum(['empty', 'common'])),
  platforms: z.array(foundPlatform),
  clients: z.array(foundClient),
  tasks: z.array(foundTask),
  proofs: z.array(foundProof),
  boycotts: z.array(foundBoycott),
  posts: z.array(foundPost),
  /** Number of posts and threads found; `more` when older ones may match too. */
  total: z.object({ count: z.int(), more: z.boolean() }),
  page: z.int(),
  pages: z.int(),
  /** A corrected query, when words are unknown; null without one. */
  suggestion: z.nullable(z.string()),
  /** Nothing matched the query: the posts are those of the suggestion. */
  instead: z.boolean(),
});
export type SearchResponse = z.infer<typeof searchResponse>;

/** A suggestion of the search box. `key` is the path parameter; for a word, the completed query. */
export const suggestion = z.object({
  kind: z.enum(['platform', 'boycott', 'client', 'thread', 'word']),
  key: z.string(),
  name: z.string(),
});
export type Suggestion = z.infer<typeof suggestion>;
export const searchSuggestions = z.object({ suggestions: z.array(suggestion) });
