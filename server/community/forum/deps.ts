import type { ChangeFeed } from '#server/database/changes/change-feed.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import type { RenderAhead } from './render-before-transaction.ts';

export type ForumDeps = MediaDeps & {
  /** Is told what a member has read; null or none: nothing is kept for her. */
  readonly changes?: ChangeFeed | null;
  /** Renders long posts in a worker thread. */
  readonly renderAhead: RenderAhead;
  /** Whether the answer to a post waits until it is followed up; for tests. */
  readonly awaitsFollowUp?: boolean;
};
