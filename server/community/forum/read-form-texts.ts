import type { FastifyRequest } from 'fastify';
import { siteOrigin } from '#server/http/origin-check.ts';
import type { PostAttachments } from './actions.ts';
import type { ForumDeps } from './deps.ts';

/** What the texts of a form bring to its post besides the form: see `PostAttachments`. */
export type ReadTexts = Omit<PostAttachments, 'picture'>;

/**
 * Returns a function that renders the long texts of a form before the transaction. The origin, which
 * identifies this site's own addresses in them, is PUBLIC_URL, else that of the request. `from` is who
 * sends them, for fair queueing.
 */
export function createTextReader({ env, renderAhead, database }: ForumDeps) {
  return async (
    request: FastifyRequest,
    texts: readonly string[],
    from: string,
  ): Promise<ReadTexts> => {
    const origin = siteOrigin(env.publicUrl, request);
    const ahead = await renderAhead.render(database.sql, [...new Set(texts)], origin, from);
    return { origin, ahead };
  };
}
