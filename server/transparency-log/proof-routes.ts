import type { FastifyReply } from 'fastify';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import type { Server } from '#server/http/server.ts';
import { AppError } from '#server/core/errors.ts';
import { writeReceipt } from './receipts.ts';

const file = z.object({ file: z.string().check(z.regex(/^(?:0|[1-9]\d{0,14})\.tlog-proof$/)) });

/**
 * Serves inclusion proofs as files to keep (C2SP tlog-proof); for the author's own entries also what
 * opens the commitments.
 */
export function registerInclusionProofs(app: Server, { database }: BaseDeps): void {
  const schema = { hide: true, params: file };

  app.get(
    '/record/proof/:file',
    { config: { anonymous: true }, schema },
    async (request, reply) => {
      const proof = await database.prisma.$transaction((tx) =>
        writeReceipt(tx, Number.parseInt(request.params.file, 10), null),
      );
      reply.header('cache-control', 'public, max-age=600');
      reply.header('access-control-allow-origin', '*');
      return send(reply, request.params.file, proof);
    },
  );

  app.get('/record/receipt/:file', { schema }, async (request, reply) => {
    const { viewer } = request;
    if (viewer === null) throw new AppError('signed-out');
    const proof = await database.prisma.$transaction((tx) =>
      writeReceipt(tx, Number.parseInt(request.params.file, 10), viewer),
    );
    reply.header('cache-control', 'private, no-store');
    return send(reply, request.params.file, proof);
  });
}

function send(reply: FastifyReply, name: string, proof: string): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="contrenote-${name}"`)
    .type('text/plain; charset=utf-8')
    .send(proof);
}
