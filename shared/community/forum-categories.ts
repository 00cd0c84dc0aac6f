import { z } from 'zod/mini';
import { slug } from '#shared/core/form-fields.ts';

/** A text in both languages of the site. */
export const bilingualText = z.object({ fr: z.string(), en: z.string() });

export const listedCategory = z.object({ slug, name: bilingualText });
export type ListedCategory = z.infer<typeof listedCategory>;
