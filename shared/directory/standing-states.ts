import { z } from 'zod/mini';

/** The standings of a platform, in the order in which filters list them. */
export const STANDING_STATES = [
  'closed',
  'unknown',
  'not-paying',
  'doubtful',
  'reliable',
  'promising',
] as const;
export const standingState = z.enum(STANDING_STATES);
