import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { found } from '#server/errors.ts';
import { fileNames } from '#server/files/images.ts';
import { signedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/errors.ts';
import { keptName } from '#shared/pictures.ts';
import { readKept } from './kept.ts';

/** Shows a picture that is not published to the one who sent it, and to nobody else. */
export function registerPictures(server: FastifyInstance, { store, secrets }: Deps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/files/kept/:name',
    {
      schema: {
        summary: 'A picture of mine that waits in a form which was refused',
        params: z.object({ name: keptName }),
        response: { '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const key = found(readKept(secrets, signedIn(request), request.params.name));
      const { bytes } = found(await store.get(fileNames(key).reading));
      return sendPrivately(reply, bytes);
    },
  );
}

function sendPrivately(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .type('image/webp')
    .send(bytes);
}
