import { z } from 'zod/mini';
import { country } from '#shared/identity/countries.ts';
import { currency, day, slug, typedAmount } from '#shared/core/form-fields.ts';
import { platformActivity, standingLine } from './platforms.ts';
import { PAYMENT_METHODS, paymentMethod } from './payment-methods.ts';
import { STANDING_STATES, standingState } from './standing-states.ts';

export const rankedPlatform = z.object({
  slug,
  name: z.string(),
  activity: platformActivity,
  country: z.nullable(z.string()),
  state: standingState,
  lines: z.array(standingLine),
  /** Released slips of 12 months, and the share of paid ones; null below 10. */
  slips: z.int(),
  /** How many of these slips say that they were paid. */
  paid: z.int(),
  shareReceived: z.nullable(z.number()),
  medianDelayDays: z.nullable(z.int()),
  /** Rewards paid ÷ all time spent, unpaid time included: median over members, minor units an hour. */
  hourly: z.nullable(z.object({ minor: z.int(), currency })),
  rating: z.nullable(z.number()),
  ratingCount: z.int(),
  methods: z.array(paymentMethod),
  threshold: z.nullable(z.object({ minor: z.int(), currency })),
});
export type RankedPlatform = z.infer<typeof rankedPlatform>;

export const MAX_QUERY_LENGTH = 100;
export const PLATFORMS_A_PAGE = 60;

/**
 * Sort orders of the ranking. `standing` puts the best first, and computed standings before others.
 */
export const RANKING_SORTS = ['standing', 'hourly', 'delay', 'rating', 'name'] as const;
export type RankingSort = (typeof RANKING_SORTS)[number];

/** Standings in two groups: platforms that pay, and those to avoid. */
export const STANDING_GROUPS = {
  pays: ['reliable', 'promising'],
  avoid: ['doubtful', 'not-paying'],
} as const satisfies Record<string, readonly (typeof STANDING_STATES)[number][]>;
export const STANDING_GROUP_NAMES = ['pays', 'avoid'] as const;

/** Methods that pay to a telephone number, as one choice. */
export const MOBILE_MONEY = [
  'mvola',
  'orange-money',
  'airtel-money',
  'wave',
  'mtn-momo',
  'moov-money',
] as const satisfies readonly (typeof PAYMENT_METHODS)[number][];

export const rankingQuery = z.object({
  q: z.optional(z.string().check(z.trim(), z.maxLength(MAX_QUERY_LENGTH))),
  standing: z.optional(z.enum([...STANDING_STATES, ...STANDING_GROUP_NAMES])),
  activity: z.optional(platformActivity),
  method: z.optional(z.enum([...PAYMENT_METHODS, 'mobile-money'])),
  /** Maximum payout threshold, in `currency`. */
  threshold: z.optional(typedAmount),
  currency: z.optional(currency),
  country: z.optional(country),
  sort: z.optional(z.enum(RANKING_SORTS)),
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export type RankingQuery = z.infer<typeof rankingQuery>;

export const rankingResponse = z.object({
  platforms: z.array(rankedPlatform),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  /** The last Monday up to which a shown platform has slips; null without one. */
  until: z.nullable(day),
  /** The one platform that `q` matches unambiguously. */
  exact: z.nullable(slug),
  /** Countries with a platform's headquarters. */
  countries: z.array(z.string()),
});
export type RankingResponse = z.infer<typeof rankingResponse>;

/** Slugs of platforms to compare, separated by commas. */
export const comparisonQuery = z.object({
  slugs: z.string().check(
    z.regex(/^[a-z0-9-]{1,80}(,[a-z0-9-]{1,80})*$/),
    z.refine((slugs) => slugs.split(',').length <= PLATFORMS_A_PAGE),
  ),
});

export const comparisonResponse = z.object({
  /** In the order in which they were asked for; without those that are not there. */
  platforms: z.array(rankedPlatform),
  /** The last Monday up to which one of them has slips; null without one. */
  until: z.nullable(day),
});
export type ComparisonResponse = z.infer<typeof comparisonResponse>;
