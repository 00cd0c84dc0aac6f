import { z } from 'zod/mini';
import type { ClientMove } from '#shared/directory/client-moves.ts';

const place = z.nullable(z.string());

/** The moves of a change as the database has them. */
export const revisionMoves: z.ZodMiniType<ClientMove[]> = z.array(
  z.discriminatedUnion('what', [
    z.object({ what: z.literal('client'), id: z.string(), from: z.string(), to: z.string() }),
    z.object({ what: z.literal('called'), id: z.string(), from: z.string(), to: z.string() }),
    z.object({ what: z.literal('name'), id: z.string(), from: place, to: place, text: z.string() }),
    z.object({
      what: z.literal('identity'),
      id: z.string(),
      from: place,
      to: place,
      platformId: z.string(),
      externalId: z.string(),
    }),
    z.object({ what: z.literal('task'), id: z.string(), from: place, to: place }),
  ]),
);
