import type { Sql } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import {
  createSingleThreadPool,
  type WorkerThreadSettings,
} from '#server/core/worker-pool/single-thread-pool.ts';
import { findRenderContext, type RenderedText } from './prepare-post.ts';
import type { RenderRequest } from './render-worker.ts';
import type { RenderedPost, findNeededRenderContext } from './render-post.ts';

/**
 * Maximum length of texts that are rendered in the main thread, in a few milliseconds; nearly all
 * texts are.
 */
const SHORT_LENGTH = 2_000;
const LIMITS = { cpuMs: 2_000, maxWaiting: 60, heapMb: 96 } as const;
const BUSY_RETRY_SECONDS = 5;

/** Renders long texts in a worker thread before their transaction. */
export type RenderAhead = {
  /**
   * Renders the long ones among the texts, with current members and platforms. `from` is the
   * author, for fair queueing.
   * @throws AppError busy when the queue is full.
   */
  render(
    sql: Sql,
    texts: readonly string[],
    origin: string | null,
    from: string,
  ): Promise<RenderedText[]>;
  close(): Promise<void>;
};

export function createRenderAhead(settings: WorkerThreadSettings): RenderAhead {
  const pool = createSingleThreadPool(settings, LIMITS);

  async function ask(question: RenderRequest, from: string): Promise<unknown> {
    const outcome = await pool.ask(question, from);
    if (outcome.kind === 'answered') return outcome.answer;
    throw new AppError('busy', { retryAfterSeconds: BUSY_RETRY_SECONDS });
  }

  return {
    async render(sql, texts, origin, from) {
      const rendered: RenderedText[] = [];
      for (const text of texts.filter(({ length }) => length > SHORT_LENGTH)) {
        // The answer comes from our own worker, so it is not validated.
        const asked = await ask({ text, surroundings: null }, from);
        const { members, surroundings } = await findRenderContext(
          sql,
          [asked as ReturnType<typeof findNeededRenderContext>],
          origin,
        );
        const post = (await ask({ text, surroundings }, from)) as RenderedPost;
        rendered.push({ text, members, post });
      }
      return rendered;
    },
    close: () => pool.close(),
  };
}
