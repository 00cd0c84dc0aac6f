import { z } from 'zod/mini';
import { id, month } from '#shared/core/form-fields.ts';
import { clientLink } from './clients.ts';

export const CLIENT_REVISIONS_A_PAGE = 20;

export const CLIENT_REVISION_KINDS = [
  'renamed',
  'name-added',
  'identity-added',
  'task-attached',
  'joined',
  'split',
  'undone',
] as const;
export const clientRevisionKind = z.enum(CLIENT_REVISION_KINDS);

export const MOVED_KINDS = ['client', 'called', 'name', 'identity', 'task'] as const;

/** One thing that a change moved, in words: null for no previous, or no new, client. */
export const publishedRevisionMove = z.object({
  what: z.enum(MOVED_KINDS),
  label: z.string(),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
});
export type PublishedRevisionMove = z.infer<typeof publishedRevisionMove>;

/** A change as the public sees it: its month, never its author. */
export const clientRevision = z.object({
  id,
  kind: clientRevisionKind,
  moves: z.array(publishedRevisionMove),
  reason: z.string(),
  month,
  undoes: z.nullable(id),
  undone: z.boolean(),
  can: z.object({ undo: z.boolean() }),
});
export type ClientRevision = z.infer<typeof clientRevision>;

export const clientHistoryQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const clientHistoryResponse = z.object({
  client: clientLink,
  sinceMonth: month,
  revisions: z.array(clientRevision),
  page: z.int(),
  pages: z.int(),
});
export type ClientHistoryResponse = z.infer<typeof clientHistoryResponse>;
