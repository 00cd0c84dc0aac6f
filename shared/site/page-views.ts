import { z } from 'zod/mini';

/** Fewest views of a page in a month that are shown. */
export const MIN_VIEWS_SHOWN = 20;

/** Pages of platforms on which evidence of the member counts, and how often they were opened. */
export const ownPageViewsResponse = z.object({
  pages: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      /** The month before this one. */
      month: z.string(),
      /** Rounded down to two digits. */
      views: z.int(),
    }),
  ),
});
export type OwnPageViews = z.infer<typeof ownPageViewsResponse>['pages'];

/**
 * Rounds a number of views down to two digits; null below the least that is shown. One view more or less
 * is nearly never seen.
 */
export function roundViews(views: number): number | null {
  if (views < MIN_VIEWS_SHOWN) return null;
  const unit = 10 ** (String(views).length - 2);
  return Math.floor(views / unit) * unit;
}
