import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import type { Server } from '#server/http/server.ts';
import type { MediaDeps } from '#server/media/deps.ts';
import { findPictureVisibility } from './pictures.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';

const params = z.object({ key: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

/** Serves published pictures; a hidden one only to its author. */
export function registerPublishedPictures(
  app: Server,
  { database, store, clock }: MediaDeps,
): void {
  for (const size of ['reading', 'thumbnail'] as const) {
    app.get(
      `/files/:key/${size}.webp`,
      {
        schema: {
          summary: `The picture of a payout, ${size} size`,
          params,
          response: { '4xx': errorResponse },
        },
      },
      async (request, reply) => {
        const { key } = request.params;
        const { covered, shown } = await findPictureVisibility(
          database.sql,
          request.viewer,
          key,
          clock(),
        );
        if (!shown) throw new AppError('not-found');
        if (covered) reply.header('cache-control', 'private, no-store');
        const { bytes } = requireFound(await store.get(imageFileNames(key)[size]));
        return sendPicture(request, reply, bytes);
      },
    );
  }
}

/** Caches must revalidate: a picture may be hidden or withdrawn at any time. */
function sendPicture(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): FastifyReply {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
  reply
    .header('etag', etag)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-site')
    .header('x-content-type-options', 'nosniff');
  const known = request.headers['if-none-match'] ?? '';
  const isKnown = known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (isKnown || known.trim() === '*') return reply.status(304).send();
  return reply.type('image/webp').send(bytes);
}
