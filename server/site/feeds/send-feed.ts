import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a feed, or 304 when unchanged, which keeps hourly polling cheap. If-None-Match takes
 * precedence over If-Modified-Since.
 * @param changedAt time of the last change, RFC 3339; null when it must not be published.
 */
export function sendFeed(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
  changedAt: string | null,
): FastifyReply {
  // Weak: a proxy may compress it.
  const tag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag);
  if (changedAt !== null) reply.header('last-modified', new Date(changedAt).toUTCString());
  if (isKnown(request, tag, changedAt)) return reply.status(304).send();
  return reply.type('application/atom+xml; charset=utf-8').send(body);
}

function isKnown({ headers }: FastifyRequest, tag: string, changedAt: string | null): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((one) => ['*', tag, tag.slice(2)].includes(one.trim()));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return changedAt !== null && Date.parse(changedAt) <= since;
}
