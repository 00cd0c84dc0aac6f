import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a feed, or says that it is as it was (304): who asks every hour pays for a few bytes. What is
 * asked for by tag goes before what is asked for by time.
 * @param changedAt when it last changed, RFC 3339; null where that moment must not be told.
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
