// Renders posts in a worker thread: rendering 20,000 characters can take ten times as long as a
// page.
import { serveMainThread } from '#server/core/worker-pool/serve-main-thread.ts';
import { renderPost, findNeededRenderContext, type RenderContext } from './render-post.ts';

/** A text to render; without `surroundings`, the answer is what its rendering needs. */
export type RenderRequest = {
  readonly text: string;
  readonly surroundings: RenderContext | null;
};

serveMainThread((question) => {
  const { text, surroundings } = question as RenderRequest;
  return surroundings === null ? findNeededRenderContext(text) : renderPost(text, surroundings);
});
