// Runs in a worker thread: rendering 20,000 characters can take ten times as long as a page.
import { answerMainThread } from '#server/core/worker-pool/serve-main-thread.ts';
import { renderPost, surroundingsNeeded, type PostSurroundings } from './render-post.ts';

/** A text alone asks which surroundings its rendering needs. */
export type RenderQuestion = {
  readonly text: string;
  readonly surroundings: PostSurroundings | null;
};

answerMainThread((question) => {
  const { text, surroundings } = question as RenderQuestion;
  return surroundings === null ? surroundingsNeeded(text) : renderPost(text, surroundings);
});
