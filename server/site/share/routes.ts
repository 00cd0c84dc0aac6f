import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import type { SiteDeps } from '#server/site/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import type { PagesApi } from '#server/http/pages-api.ts';
import type { Server } from '#server/http/server.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { boycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { publishedProof } from '#shared/evidence/proofs.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import {
  boycottImagePath,
  boycottPortraitPath,
  platformImagePath,
  platformQrPath,
  proofImagePath,
} from '#web/site/share/image-path.ts';
import { qrSvg } from '#web/ui/qr-path.ts';
import type { PortraitAddress } from './draw-portrait.ts';
import { boycottCard, proofShareCard, platformCard, type ShareCard } from './share-card.ts';
import { createSharePictures } from './share-pictures.ts';

/** Short lifetime, so that withdrawn or covered content soon disappears from caches. */
const CACHE = 'public, max-age=300';
/** An address stays; a shared cache may keep its code for a day. */
const QR_CACHE = 'public, max-age=86400';

/**
 * Routes of share pictures of proofs, platforms and boycotts, for link previews: facts, never a
 * screenshot; and of the QR code of a platform's page.
 */
export function registerSharePictures(app: Server, deps: SiteDeps, api: PagesApi): void {
  const { demo } = deps;
  const pictures = createSharePictures(messagesFor('fr').common.site);

  // The picture is rendered as a stranger sees it, since shared caches keep it.
  const asStranger = api.ofStranger;

  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    card: ShareCard,
    portrait: PortraitAddress | null = null,
  ): Promise<FastifyReply> => {
    const picture = { card, portrait };
    const tag = pictures.tagOf(picture);
    reply
      .header('cache-control', CACHE)
      .header('etag', tag)
      // Other sites embed the picture.
      .header('cross-origin-resource-policy', 'cross-origin');
    if (request.headers['if-none-match'] === tag) return reply.status(304).send();
    return reply.type('image/png').send(await pictures.draw(picture));
  };

  for (const language of LANGUAGES) {
    const site = { language, demo };
    app.get(
      decodeURIComponent(proofImagePath(':id', language)),
      { schema: { hide: true, params: z.object({ id }) } },
      async (request, reply) => {
        const payout = await asStranger(request).get(
          `/api/payouts/${request.params.id}`,
          publishedProof,
        );
        if (payout.covered || payout.hiding !== null) throw new AppError('not-found');
        return send(request, reply, proofShareCard(payout, site));
      },
    );
    app.get(
      decodeURIComponent(platformImagePath(':slug', language)),
      { schema: { hide: true, params: z.object({ slug }) } },
      async (request, reply) => {
        const platform = await asStranger(request).get(
          `/api/platforms/${request.params.slug}`,
          platformResponse,
        );
        return send(request, reply, platformCard(platform, site));
      },
    );
    app.get(
      decodeURIComponent(platformQrPath(':slug', language)),
      { schema: { hide: true, params: z.object({ slug }) } },
      async (request, reply) => {
        const platform = await asStranger(request).get(
          `/api/platforms/${request.params.slug}`,
          platformResponse,
        );
        const path = pathTo(language, 'platform', { slug: platform.slug });
        return reply
          .header('cache-control', QR_CACHE)
          .type('image/svg+xml')
          .send(qrSvg(`${siteOrigin(deps.env.publicUrl, request)}${path}`));
      },
    );
    const cardOfBoycott = async (request: FastifyRequest, of: string): Promise<ShareCard> => {
      const boycott = await asStranger(request).get(`/api/boycotts/${of}`, boycottResponse);
      if (boycott.hiding !== null || boycott.withdrawn) throw new AppError('not-found');
      return boycottCard(boycott, site);
    };
    app.get(
      decodeURIComponent(boycottImagePath(':id', language)),
      { schema: { hide: true, params: z.object({ id }) } },
      async (request, reply) =>
        send(request, reply, await cardOfBoycott(request, request.params.id)),
    );
    app.get(
      decodeURIComponent(boycottPortraitPath(':id', language)),
      { schema: { hide: true, params: z.object({ id }) } },
      async (request, reply) => {
        const of = request.params.id;
        const url = `${siteOrigin(deps.env.publicUrl, request)}${pathTo(language, 'boycott', { id: of })}`;
        const { scan } = messagesFor(language).boycotts.kit;
        return send(request, reply, await cardOfBoycott(request, of), { url, scan });
      },
    );
  }
}
