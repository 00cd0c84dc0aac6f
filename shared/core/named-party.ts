import { z } from 'zod/mini';
import { slug } from './form-fields.ts';

/** The party named on a page: a platform or a client. */
export const namedParty = z.object({
  kind: z.enum(['platform', 'client']),
  slug,
  name: z.string(),
});
export type NamedParty = z.infer<typeof namedParty>;
