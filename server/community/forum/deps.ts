import type { MediaDeps } from '#server/media/deps.ts';
import type { RenderAhead } from './render-before-transaction.ts';

export type ForumDeps = MediaDeps & {
  /** Renders long posts in a worker thread. */
  readonly renderAhead: RenderAhead;
  /** Whether the answer to a post waits until it is followed up; for tests. */
  readonly awaitsFollowUp?: boolean;
};
