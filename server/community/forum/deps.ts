import type { MediaDeps } from '#server/media/deps.ts';
import type { RenderAhead } from './render-ahead.ts';

export type ForumDeps = MediaDeps & {
  /** Renders long posts in a worker thread. */
  readonly renderAhead: RenderAhead;
};
