import type { FastifyReply } from 'fastify';
import type { PageName } from '#shared/core/paths.ts';

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Answers a write with a page at once, for what is shown a single time and must stand in no address,
     * log or cache. Pages are the site's: `registerShowOnce` gives it.
     */
    showOnce: ShowOnce;
  }
}

/** @param data what the `load` of the page would give. */
export type ShowOnce = (this: FastifyReply, name: PageName, data: unknown) => Promise<FastifyReply>;
