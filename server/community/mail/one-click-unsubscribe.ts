import { z } from 'zod/mini';
import type { MediaDeps } from '#server/media/deps.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import type { Server } from '#server/http/server.ts';
import { mailCode } from '#shared/community/mail.ts';
import { pathTo } from '#shared/core/paths.ts';
import { unsubscribeByCode } from './actions.ts';
import { deriveMailKeys } from './keys.ts';

export const ONE_CLICK_UNSUBSCRIBE_PATH = '/mail/one-click';

const querystring = z.object({ code: mailCode });
const body = z.object({ 'List-Unsubscribe': z.literal('One-Click') });

/**
 * Registers one-click unsubscribe (RFC 8058). The mail provider sends this POST from its own
 * servers, without session or origin, and follows no redirect. The code in the address is the
 * authorisation: an HMAC of the member and her encrypted address, found only in her own mails.
 */
export function registerOneClickUnsubscribe(app: Server, deps: MediaDeps): void {
  const { database, secrets, clock } = deps;
  const keys = deriveMailKeys(secrets);

  app.post(
    ONE_CLICK_UNSUBSCRIBE_PATH,
    {
      config: { anonymous: true, anyOrigin: true },
      schema: { hide: true, querystring, body },
      preValidation: receiveMultipartForm(deps, 'no-file'),
    },
    async (request, reply) => {
      const { code } = request.query;
      await database.prisma.$transaction((tx) => unsubscribeByCode(tx, keys, code, clock()));
      return reply.status(200).send();
    },
  );

  // Mail programs without one-click open the address as a link, and so do link scanners: the GET
  // must change nothing.
  app.get(
    ONE_CLICK_UNSUBSCRIBE_PATH,
    { config: { anonymous: true }, schema: { hide: true, querystring } },
    (request, reply) => {
      const query = { code: request.query.code, fin: '1' };
      return reply.redirect(pathTo(preferredLanguage(request), 'mail', {}, query), 302);
    },
  );
}
