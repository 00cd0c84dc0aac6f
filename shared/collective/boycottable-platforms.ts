import { z } from 'zod/mini';
import { slug } from '#shared/core/form-fields.ts';

export const boycottablePlatforms = z.object({
  places: z.array(z.object({ slug, name: z.string() })),
});
export type BoycottablePlatforms = z.infer<typeof boycottablePlatforms>;

const atLeast = z.int();

/** Whether the viewer may call for a boycott of a platform, and how many could pledge to it. */
export const boycottProspects = z.object({
  /** The viewer has evidence there, published or accepted by two checkers. */
  works: z.boolean(),
  /** How many could pledge to a call of each pace today, rounded down; 0 when too few. */
  atLeast: z.object({ ordinary: atLeast, fast: atLeast }),
  /** The highest threshold that a call of each pace takes today. */
  maxThreshold: z.object({ ordinary: z.int(), fast: z.int() }),
});
export type BoycottProspects = z.infer<typeof boycottProspects>;
