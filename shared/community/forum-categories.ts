import { z } from 'zod/mini';
import { slug } from '#shared/core/form-fields.ts';

/** A text in both languages of the site. */
export const bilingualText = z.object({ fr: z.string(), en: z.string() });

export const listedCategory = z.object({ slug, name: bilingualText });
/** Slug of the category about law, taxes and benefits, where those who answer are no lawyers. */
export const LAW_CATEGORY = 'droits';

export type ListedCategory = z.infer<typeof listedCategory>;
