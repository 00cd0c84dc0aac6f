import { z } from 'zod/mini';

const queue = z.strictObject({ waiting: z.number(), late: z.number() });

/** What only the database knows. */
export const databaseFacts = z.strictObject({
  version: z.string(),
  bytes: z.number(),
  members: z.number(),
  pendingMigrations: z.array(z.string()),
  moderators: z.array(z.strictObject({ handle: z.string(), endsOn: z.string() })),
  queues: z.strictObject({
    notices: queue,
    replies: queue,
    disputes: queue,
    cases: queue,
    demands: queue,
    boycotts: queue,
  }),
  record: z.strictObject({
    origin: z.nullable(z.string()),
    key: z.nullable(z.string()),
    size: z.number(),
    pending: z.number(),
    signedAt: z.nullable(z.string()),
    witnesses: z.array(z.strictObject({ name: z.string(), signedAt: z.string() })),
  }),
});
export type DatabaseFacts = z.infer<typeof databaseFacts>;
