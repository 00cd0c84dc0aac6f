// A thread of its own: a text of 20,000 signs can take ten times as long to render as a page to draw.
import { answerMainThread } from '#server/core/worker-pool/thread-worker.ts';
import { renderPost, surroundingsAsked, type PostSurroundings } from './render.ts';

/** A text alone asks what of its surroundings it needs to be rendered. */
export type RenderQuestion = {
  readonly text: string;
  readonly surroundings: PostSurroundings | null;
};

answerMainThread((question) => {
  const { text, surroundings } = question as RenderQuestion;
  return surroundings === null ? surroundingsAsked(text) : renderPost(text, surroundings);
});
