import type { FastifyInstance } from 'fastify';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { takeTurn } from '#server/http/address-limits.ts';
import { createBuckets, type Rate } from '#server/http/token-buckets.ts';
import { addCosignature, readWitnesses } from './cosignatures.ts';

/** From one address at once, and a minute: a witness sends one each time that it looks. */
export const COSIGNATURE_RATE: Rate = { burst: 60, perMinute: 6 };

const text = z.string();

/** Where a witness leaves what it signed: the body of a checkpoint's note with its own line, as text. */
export function registerCosignatures(server: FastifyInstance, deps: Deps): void {
  const { database, env, clock } = deps;
  const limits = createBuckets(COSIGNATURE_RATE, deps);
  server.post(
    '/record/cosignature',
    { config: { anonymous: true }, schema: { hide: true } },
    async (request, reply) => {
      takeTurn(limits, request);
      const body = text.safeParse(request.body);
      if (!body.success) throw new AppError('bad-input');
      const witnesses = await readWitnesses(env.dataDir);
      await database.prisma.$transaction((tx) => addCosignature(tx, witnesses, body.data, clock()));
      return reply.status(204).send();
    },
  );
}
