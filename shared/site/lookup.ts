import { z } from 'zod/mini';
import { clientRating } from '#shared/directory/client-ratings.ts';
import { currency, day, slug } from '#shared/core/form-fields.ts';
import { standingLine } from '#shared/directory/platforms.ts';
import { standingState } from '#shared/directory/standing-states.ts';
import { hostOfAddress } from '#shared/core/text.ts';

/** Look-ups by scripts on a platform's own pages: who pays here, and who posts these tasks? */

export const MAX_LOOKUP_IDS = 100;
const MAX_ID_LENGTH = 60;
/** Cache lifetime of an answer, in seconds. */
export const LOOKUP_CACHE_SECONDS = 3600;

/** `clickworker.com`, `www.clickworker.com`, `workplace.clickworker.com`: all mean one platform. */
const domain = z.string().check(
  z.trim(),
  z.maxLength(253),
  z.refine((text) => hostOfAddress(text) !== null),
);

export const lookupQuery = z.object({
  /** The domain of a page, to look up its platform. */
  domain: z.optional(domain),
  /** Client ids on the platform, separated by commas. */
  ids: z.optional(z.string().check(z.maxLength(MAX_LOOKUP_IDS * (MAX_ID_LENGTH + 1)))),
  /** The domain of the platform of `ids`; defaults to `domain`. */
  platform: z.optional(domain),
});
export type LookupQuery = z.infer<typeof lookupQuery>;

/** Paths of a page in both languages. */
const pages = z.object({ fr: z.string(), en: z.string() });

/** A boycott that is debated, open for pledges, or on; `since` is the day that this step began. */
export const runningBoycott = z.object({
  title: z.string(),
  state: z.enum(['debated', 'pledging', 'on']),
  since: day,
  path: pages,
});
export type RunningBoycott = z.infer<typeof runningBoycott>;

/** Gross, in minor units an hour, unpaid time included; quartiles over members, from 20 on. */
export const lookupHourly = z.object({
  currency,
  low: z.nullable(z.int()),
  median: z.int(),
  high: z.nullable(z.int()),
  members: z.int(),
});
export type LookupHourly = z.infer<typeof lookupHourly>;

export const lookupPlatform = z.object({
  slug,
  name: z.string(),
  path: pages,
  standing: z.object({
    state: standingState,
    since: day,
    lines: z.array(standingLine),
  }),
  evidence: z.object({
    /** Share of the payouts of 12 months that was received, from 0 to 1; null without any. */
    shareReceived: z.nullable(z.number()),
    medianDelayDays: z.nullable(z.int()),
    /** The last Monday whose slips these figures count. */
    until: z.nullable(day),
  }),
  /** The hourly rate; null when no member has timed a task. */
  hourly: z.nullable(lookupHourly),
  boycotts: z.array(runningBoycott),
});
export type LookupPlatform = z.infer<typeof lookupPlatform>;

export const lookupClient = z.object({
  /** The id as it stands in the request. */
  id: z.string(),
  slug,
  name: z.string(),
  path: pages,
  hourly: z.nullable(lookupHourly),
  /** Means over members of their own share of judged tasks; null when none was judged. */
  refused: z.nullable(
    z.object({ share: z.number(), withoutReasonShare: z.number(), members: z.int() }),
  ),
  /** Number of reviews; means from 1 to 5, null without one. */
  rating: z.pick(clientRating, { count: true, criteria: true }),
  boycotts: z.array(runningBoycott),
});
export type LookupClient = z.infer<typeof lookupClient>;

export const lookupResponse = z.object({
  /** Null for a request without a `domain`. */
  platform: z.nullable(lookupPlatform),
  /** In the requested order; unknown ids are left out. */
  clients: z.array(lookupClient),
});
export type LookupResponse = z.infer<typeof lookupResponse>;

/** The requested ids without duplicates, in order. */
export function parseLookupIds(text: string): string[] {
  const ids = text.split(',').map((one) => one.trim());
  return [...new Set(ids.filter((one) => one !== '' && one.length <= MAX_ID_LENGTH))];
}

/**
 * The domains that may be meant, longest first: itself, then without leading labels, down to two.
 */
export function parentDomains(text: string): string[] {
  const parts = (hostOfAddress(text) ?? '').split('.');
  return parts.slice(0, -1).map((_, index) => parts.slice(index).join('.'));
}
