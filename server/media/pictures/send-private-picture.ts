import type { FastifyReply } from 'fastify';

/** Sends an unpublished picture: not cacheable, not embeddable by other sites. */
export function sendPrivatePicture(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .type('image/webp')
    .send(bytes);
}
