import type { FastifyInstance } from 'fastify';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import { addCosignature, readWitnesses } from './cosignatures.ts';

/** Limit of one address: a witness sends a cosignature each time it checks the log. */
export const COSIGNATURE_RATE: RateLimit = { burst: 60, perMinute: 6 };

const text = z.string();

/** Accepts cosignatures of witnesses: the text of a checkpoint's note with the witness's signature line. */
export function registerCosignatures(server: FastifyInstance, deps: BaseDeps): void {
  const { database, env, clock } = deps;
  const limits = createTokenBuckets(COSIGNATURE_RATE, deps);
  server.post(
    '/record/cosignature',
    { config: { anonymous: true }, schema: { hide: true } },
    async (request, reply) => {
      requireRateLimit(limits, request);
      const body = text.safeParse(request.body);
      if (!body.success) throw new AppError('bad-input');
      const witnesses = (await readWitnesses(env.dataDir)).map(({ key }) => key);
      await database.prisma.$transaction((tx) => addCosignature(tx, witnesses, body.data, clock()));
      return reply.status(204).send();
    },
  );
}
