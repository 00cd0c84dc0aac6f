import { z } from 'zod/mini';
import { day, month, slug } from '#shared/core/form-fields.ts';
import { editionFigures } from '#shared/evidence/barometer/edition.ts';
import { platformResponse, standingLine } from '#shared/directory/platforms.ts';
import { standingState } from '#shared/directory/standing-states.ts';

/** Figures of the whole site for the home page, without anything about one member. */
export const homeResponse = z.object({
  counts: z.object({
    /** Accounts made before this week's Monday. */
    members: z.int(),
    platforms: z.int(),
    /** Released slips of 12 months. */
    paid: z.int(),
    notPaid: z.int(),
  }),
  /** The latest release of slips, and the standings that changed in the week up to now. */
  bulletin: z.object({
    monday: z.nullable(day),
    slips: z.int(),
    changes: z.int(),
  }),
  /** Platforms with the most slips of 12 months. */
  known: z.array(z.object({ slug, name: z.string(), state: standingState })),
  /** The first of `known`, with what its slip shows; null while none is known. */
  example: z.nullable(
    z.pick(platformResponse, { slug: true, name: true, standing: true, evidence: true }),
  ),
  /** The newest edition of the barometer; null before the first. */
  barometer: z.nullable(z.object({ month, headline: editionFigures.shape.headline })),
  /** The last change of each platform, latest first; month only, as for all evidence. */
  changes: z.array(
    z.object({
      slug,
      name: z.string(),
      before: standingState,
      after: standingState,
      month,
    }),
  ),
  /** Platforms where several members wait too long, or are not paid. */
  waiting: z.array(
    z.object({ slug, name: z.string(), state: standingState, lines: z.array(standingLine) }),
  ),
});
export type HomeResponse = z.infer<typeof homeResponse>;
