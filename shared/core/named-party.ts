import { z } from 'zod/mini';
import { slug } from './form-fields.ts';

/** The party named on a page: a platform or a client. */
export const named = z.object({ kind: z.enum(['platform', 'client']), slug, name: z.string() });
export type Named = z.infer<typeof named>;
