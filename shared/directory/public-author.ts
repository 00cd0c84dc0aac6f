import { z } from 'zod/mini';

/**
 * The author of a piece of evidence as the public sees it: a random key, never linked to a member.
 */
export const publicAuthor = z.object({
  /**
   * The random key; null when signed, since her pseudonym must not identify what she left unsigned.
   */
  key: z.nullable(z.string()),
  established: z.boolean(),
  /** The author's pseudonym; null when she did not sign. */
  pseudonym: z.nullable(z.string()),
  /** Signed, and the account was deleted; on unsigned evidence this would identify her. */
  deleted: z.boolean(),
});
export type PublicAuthor = z.infer<typeof publicAuthor>;
