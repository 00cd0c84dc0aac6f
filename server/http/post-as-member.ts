import type { FastifyRequest, FastifySchema } from 'fastify';
import type { z } from 'zod/mini';
import type { Database, Db } from '#server/database/db.ts';
import { requireRateLimit } from './address-limits.ts';
import { answerWrite, type WriteAnswer } from './forms.ts';
import type { Server } from './server.ts';
import { requireSignedIn } from './session.ts';
import type { TokenBuckets } from './token-buckets.ts';
import type { Viewer } from './viewer.ts';

type Schemas = { readonly params?: z.core.$ZodType; readonly body?: z.core.$ZodType };
type Validated<Of extends Schemas> = FastifyRequest & {
  readonly params: z.output<NonNullable<Of['params']>>;
  readonly body: z.output<NonNullable<Of['body']>>;
};

/**
 * Returns a function that adds a POST route for members.
 * @param limits rate limits by address that each request counts against; none by default.
 */
export function createPostAsMember(
  app: Server,
  prisma: Database['prisma'],
  clock: () => Date,
  limits?: TokenBuckets,
) {
  /** `act` runs in a transaction; `answer` names the page that shows its result. */
  return <Of extends Schemas, Result>(
    path: string,
    options: { readonly schema: Of },
    act: (tx: Db, viewer: Viewer, request: Validated<Of>, now: Date) => Promise<Result>,
    answer: (result: Result, request: Validated<Of>) => WriteAnswer | Promise<WriteAnswer>,
  ): void => {
    const schema: FastifySchema = options.schema;
    app.post(path, { ...options, schema }, async (received, reply) => {
      const viewer = requireSignedIn(received);
      if (limits !== undefined) requireRateLimit(limits, received);
      const request = received as Validated<Of>;
      const result = await prisma.$transaction((tx) => act(tx, viewer, request, clock()));
      return answerWrite(request, reply, await answer(result, request));
    });
  };
}
