import { z } from 'zod/mini';

/** The author of a piece of evidence as the public sees it: nothing joins unsigned pieces of one author. */
export const publicAuthor = z.object({
  established: z.boolean(),
  /** The author's pseudonym; null when she did not sign. */
  pseudonym: z.nullable(z.string()),
  /** Signed, and the account was deleted; on unsigned evidence this would identify her. */
  deleted: z.boolean(),
});
export type PublicAuthor = z.infer<typeof publicAuthor>;
