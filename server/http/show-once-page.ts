import type { FastifyReply } from 'fastify';
import type { PageName } from '#shared/core/paths.ts';

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Renders a page in the response to a write, for content that is shown only once and must not be in
     * a URL, log or cache. The site wing registers the implementation (`registerShowOnce`).
     */
    showOnce: ShowOncePage;
  }
}

/**
 * The type of `reply.showOnce`.
 * @param data what the page's `load` would return.
 */
export type ShowOncePage = (
  this: FastifyReply,
  name: PageName,
  data: unknown,
) => Promise<FastifyReply>;
