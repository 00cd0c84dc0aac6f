import { z } from 'zod/mini';
import { askedPhrase } from '#shared/identity/accounts.ts';

/** Days after signing up for which the first steps are shown. */
export const FIRST_STEPS_DAYS = 28;

/** What the site suggests to a member on her own page. */
export const nextStepsResponse = z.object({
  phrase: askedPhrase,
  /** The steps of her first weeks, and which she took; null once they are over, or dismissed. */
  first: z.nullable(z.object({ follows: z.boolean(), owed: z.boolean() })),
});
export type NextSteps = z.infer<typeof nextStepsResponse>;
