import { z } from 'zod/mini';
import { country } from '#shared/identity/countries.ts';
import { currency, slug, typedAmount } from '#shared/core/form-fields.ts';
import { platformActivity, standingLine } from './platforms.ts';
import { paymentMethod } from './payment-methods.ts';
import { standingState } from './standing-states.ts';

export const rankedPlatform = z.object({
  slug,
  name: z.string(),
  activity: platformActivity,
  country: z.nullable(z.string()),
  state: standingState,
  lines: z.array(standingLine),
  /** Released slips of 12 months, and the share of paid ones; null below 10. */
  slips: z.int(),
  shareReceived: z.nullable(z.number()),
  medianDelayDays: z.nullable(z.int()),
  rating: z.nullable(z.number()),
  ratingCount: z.int(),
  methods: z.array(paymentMethod),
  threshold: z.nullable(z.object({ minor: z.int(), currency })),
});
export type RankedPlatform = z.infer<typeof rankedPlatform>;

export const MAX_QUERY_LENGTH = 100;
export const PLATFORMS_A_PAGE = 24;

/**
 * Sort orders of the ranking. `standing` puts the best first, and computed standings before others.
 */
export const RANKING_SORTS = ['standing', 'name', 'rating', 'delay'] as const;
export type RankingSort = (typeof RANKING_SORTS)[number];

export const rankingQuery = z.object({
  q: z.optional(z.string().check(z.trim(), z.maxLength(MAX_QUERY_LENGTH))),
  standing: z.optional(standingState),
  activity: z.optional(platformActivity),
  method: z.optional(paymentMethod),
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
  /** The one platform that `q` matches unambiguously. */
  exact: z.nullable(slug),
  /** Countries with a platform's headquarters. */
  countries: z.array(z.string()),
});
export type RankingResponse = z.infer<typeof rankingResponse>;
