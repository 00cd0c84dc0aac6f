import type { FastifyInstance, FastifyReply } from 'fastify';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { SHARE_PARAMETER, type ShareFailure } from '#web/site/web-app/shared-pictures.ts';
import { sharePath } from '#web/site/web-app/web-app-paths.ts';

/**
 * Answers a picture shared with the installed site where its service worker is not there to take it:
 * leads to the form, which says to choose the picture there. The answer goes before the body is
 * parsed: what has arrived of it is dropped, and neither stored nor logged. No cookie is read, since
 * the system posts without an origin.
 */
export function registerShareFallback(app: FastifyInstance): void {
  for (const language of LANGUAGES) {
    const path = sharePath(language);
    const form = pathTo(language, 'reportPayout');
    const failure = 'missed' satisfies ShareFailure;
    const missed = pathTo(language, 'reportPayout', {}, { [SHARE_PARAMETER]: failure });
    const lead = async (_: unknown, reply: FastifyReply): Promise<FastifyReply> =>
      reply.redirect(missed, 303);
    app.get(path, { schema: { hide: true } }, (_, reply) => reply.redirect(form, 302));
    app.post(
      path,
      {
        schema: { hide: true },
        config: { anonymous: true, anyOrigin: true },
        onRequest: lead,
      },
      lead,
    );
  }
}
