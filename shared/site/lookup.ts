import { z } from 'zod/mini';
import { clientRating } from '#shared/directory/clients.ts';
import { currency, day, slug } from '#shared/core/fields.ts';
import { standingState } from '#shared/directory/platforms.ts';
import { domainOf } from '#shared/core/text.ts';

/** What a script on a platform's own page asks: who pays here, and who orders these tasks? */

export const MAX_LOOKUP_IDS = 100;
const MAX_ID_LENGTH = 60;
/** So long an answer stays true enough, in seconds. */
export const LOOKUP_KEPT_SECONDS = 3600;

/** `clickworker.com`, `www.clickworker.com`, `workplace.clickworker.com`: all mean one platform. */
const domain = z.string().check(
  z.trim(),
  z.maxLength(253),
  z.refine((text) => domainOf(text) !== null),
);

export const lookupQuery = z.object({
  /** The domain of a page; its platform is answered. */
  domain: z.optional(domain),
  /** Ids that the platform shows for its clients, with commas. */
  ids: z.optional(z.string().check(z.maxLength(MAX_LOOKUP_IDS * (MAX_ID_LENGTH + 1)))),
  /** The domain of the platform that `ids` are of; `domain` where it is left out. */
  platform: z.optional(domain),
});
export type LookupQuery = z.infer<typeof lookupQuery>;

/** A page in both languages, from the root of the site on. */
const pages = z.object({ fr: z.string(), en: z.string() });

/** A boycott that is debated, open for pledges, or on; `since` is the day that this began. */
export const runningBoycott = z.object({
  title: z.string(),
  state: z.enum(['debated', 'pledging', 'on']),
  since: day,
  path: pages,
});
export type RunningBoycott = z.infer<typeof runningBoycott>;

/** Gross, in minor units an hour, unpaid time included; quartiles over members. */
export const lookupHourly = z.object({
  currency,
  low: z.int(),
  median: z.int(),
  high: z.int(),
  members: z.int(),
});
export type LookupHourly = z.infer<typeof lookupHourly>;

export const lookupPlatform = z.object({
  slug,
  name: z.string(),
  path: pages,
  standing: z.object({
    state: standingState,
    /** The chance of being paid, from 0 to 1. */
    mean: z.nullable(z.number()),
    members: z.int(),
    since: day,
  }),
  evidence: z.object({
    /** Of what was due within 12 months, from 0 to 1. */
    shareReceived: z.nullable(z.number()),
    medianDelayDays: z.nullable(z.int()),
    waiting: z.int(),
  }),
  /** Null where no member has timed a task. */
  hourly: z.nullable(lookupHourly),
  boycotts: z.array(runningBoycott),
});
export type LookupPlatform = z.infer<typeof lookupPlatform>;

export const lookupClient = z.object({
  /** As it was asked. */
  id: z.string(),
  slug,
  name: z.string(),
  path: pages,
  hourly: z.nullable(lookupHourly),
  /** Means over members of the share of their own judged tasks; null where none was judged. */
  refused: z.nullable(
    z.object({ share: z.number(), withoutReasonShare: z.number(), members: z.int() }),
  ),
  /** Of how many reviews; means from 1 to 5, null without one. */
  rating: z.pick(clientRating, { count: true, criteria: true }),
  boycotts: z.array(runningBoycott),
});
export type LookupClient = z.infer<typeof lookupClient>;

export const lookupResponse = z.object({
  /** Null where no `domain` was asked. */
  platform: z.nullable(lookupPlatform),
  /** In the order asked; ids that nobody told us of are left out. */
  clients: z.array(lookupClient),
});
export type LookupResponse = z.infer<typeof lookupResponse>;

/** The ids asked for, each once, in their order. */
export function readIds(text: string): string[] {
  const ids = text.split(',').map((one) => one.trim());
  return [...new Set(ids.filter((one) => one !== '' && one.length <= MAX_ID_LENGTH))];
}

/**
 * The domains that may be meant by one, the longest first: itself, then with parts at its beginning
 * left out, down to two parts.
 */
export function domainsAbove(text: string): string[] {
  const parts = (domainOf(text) ?? '').split('.');
  return parts.slice(0, -1).map((_, index) => parts.slice(index).join('.'));
}
