import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import type { PagesApi } from '#server/http/pages-api.ts';
import type { Server } from '#server/http/server.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { slug } from '#shared/core/form-fields.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { matchPagePath, pathTo } from '#shared/core/paths.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { badgePath, CARD, cardFrame, cardPath } from '#web/site/share/embed-paths.ts';
import { BADGE_STYLE, drawBadge } from './draw-badge.ts';
import { verdictFacts } from './verdict-facts.ts';
import { CARD_STYLE, writeCard } from './write-card.ts';

/** Verdicts change once a day. */
const KEPT_SECONDS = 3_600;
/** Smallest card in pixels in which nothing is cut off beside. */
const LEAST = 120;

/** Nothing may be loaded, only this style applied; any page may frame it. A link opens a new window. */
const policyWith = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors *; sandbox allow-popups allow-popups-to-escape-sandbox`;
const BADGE_POLICY = policyWith(BADGE_STYLE);
const CARD_POLICY = policyWith(CARD_STYLE);

/**
 * Routes of what other sites show of a platform: a badge, a card for an `<iframe>`, and oEmbed. They know
 * nobody: no session is read, no cookie set, nothing counted.
 */
export function registerEmbeds(app: Server, deps: SiteDeps, api: PagesApi): void {
  const { env, demo } = deps;
  const config = { anonymous: true, sameForVisitors: true };
  const options = { config, schema: { hide: true, params: z.object({ slug }) } };

  for (const language of LANGUAGES) {
    app.get(badgePath(':slug(^[a-z0-9-]+)', language), options, async (request, reply) => {
      const path = `/api/platforms/${request.params.slug}`;
      const platform = await api.ofStranger(request).get(path, platformResponse);
      forOtherSites(reply, BADGE_POLICY).type('image/svg+xml');
      return reply.send(drawBadge(verdictFacts(platform, { language, demo })));
    });
    app.get(cardPath(':slug', language), options, async (request, reply) => {
      const path = `/api/platforms/${request.params.slug}`;
      const platform = await api.ofStranger(request).get(path, platformResponse);
      forOtherSites(reply, CARD_POLICY)
        .type('text/html; charset=utf-8')
        // Pages that require this of what they frame can frame it.
        .header('cross-origin-embedder-policy', 'require-corp');
      const origin = siteOrigin(env.publicUrl, request);
      return reply.send(
        writeCard(verdictFacts(platform, { language, demo }), {
          page: `${origin}${pathTo(language, 'platform', { slug: platform.slug })}`,
          more: messagesFor(language).embeds.more,
        }),
      );
    });
  }

  app.get(
    '/oembed',
    { config: { anonymous: true }, schema: { hide: true, querystring: oEmbedQuery } },
    async (request, reply) => {
      const { url, format, maxwidth, maxheight } = request.query;
      forOtherSites(reply, "default-src 'none'; frame-ancestors 'none'; sandbox").header(
        'access-control-allow-origin',
        '*',
      );
      // The answer of oEmbed to who asks for a format that is not there.
      if (format !== 'json') return reply.status(501).type('text/plain').send('JSON alone.');
      const origin = siteOrigin(env.publicUrl, request);
      const match = pageAt(url, origin);
      if (match?.page !== 'platform') throw new AppError('not-found');
      const asked = match.parameters['slug'] ?? '';
      const { name, ...platform } = await api
        .ofStranger(request)
        .get(`/api/platforms/${asked}`, platformResponse);
      const { language } = match;
      const t = messagesFor(language);
      const size = {
        width: Math.min(CARD.width, maxwidth ?? CARD.width),
        height: Math.min(CARD.height, maxheight ?? CARD.height),
      };
      const title = t.platforms.question({ name });
      return reply.type('application/json; charset=utf-8').send(
        JSON.stringify({
          version: '1.0',
          type: 'rich',
          title,
          provider_name: t.common.site,
          provider_url: origin,
          cache_age: KEPT_SECONDS,
          html: cardFrame({ slug: platform.slug, title, ...size }, language, origin),
          ...size,
        }),
      );
    },
  );
}

const pixels = z.optional(z.coerce.number().check(z.int(), z.gte(LEAST), z.lte(10_000)));
const oEmbedQuery = z.object({
  url: z.string().check(z.maxLength(2_000)),
  format: z._default(z.string(), 'json'),
  maxwidth: pixels,
  maxheight: pixels,
});

/** The page of ours at an address; null for another site's, or none. */
function pageAt(address: string, origin: string): ReturnType<typeof matchPagePath> {
  const url = URL.parse(address);
  return url?.origin === origin ? matchPagePath(url.pathname) : null;
}

function forOtherSites(reply: FastifyReply, policy: string): FastifyReply {
  // A sandboxed document has an origin of its own already; browsers warn of the header in a frame.
  reply.raw.removeHeader('origin-agent-cluster');
  return reply
    .header('cache-control', `public, max-age=${KEPT_SECONDS}`)
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', policy);
}
