import { z } from 'zod/mini';

/** Who brought a piece of evidence, as everybody sees it: a random key, never a link to a member. */
export const publicAuthor = z.object({
  /** Null where she signed: her pseudonym must not name what she left unsigned. */
  key: z.nullable(z.string()),
  established: z.boolean(),
  /** Only where she chose to sign. */
  pseudonym: z.nullable(z.string()),
  /** She signed and her account is gone; of what she left unsigned this would name her. */
  deleted: z.boolean(),
});
export type PublicAuthor = z.infer<typeof publicAuthor>;
