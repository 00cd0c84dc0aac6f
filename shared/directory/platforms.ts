import { z } from 'zod/mini';
import { country } from '#shared/identity/countries.ts';
import { currency, day, commonFormFields, id, month, slug } from '#shared/core/form-fields.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { publishedPlatformDecision } from './platform-decisions.ts';
import { taskFigures } from '#shared/evidence/tasks.ts';

export const PLATFORM_ACTIVITIES = [
  'online-microtasks',
  'online-microtasks-freelance',
  'local-microtasks',
  'user-tests',
  'user-tests-surveys-cashback',
  'other',
] as const;
export const platformActivity = z.enum(PLATFORM_ACTIVITIES);

export const PAYMENT_METHODS = [
  'bank-transfer',
  'paypal',
  'payoneer',
  'wise',
  'skrill',
  'mangopay',
  'gift-card',
  'crypto',
  'mvola',
  'orange-money',
  'airtel-money',
  'wave',
  'mtn-momo',
  'moov-money',
  'cheque',
  'other',
] as const;
export const paymentMethod = z.enum(PAYMENT_METHODS);
export type PaymentMethod = z.infer<typeof paymentMethod>;

export const STANDING_STATES = [
  'closed',
  'unknown',
  'not-paying',
  'doubtful',
  'reliable',
  'promising',
] as const;
export const standingState = z.enum(STANDING_STATES);

export const PLATFORM_LINK_KINDS = ['sends-to', 'renamed-to', 'bought-by', 'replaced-by'] as const;
export const platformLinkKind = z.enum(PLATFORM_LINK_KINDS);

export const standingNumbers = z.object({
  paid: z.number(),
  unpaid: z.number(),
  n: z.number(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  members: z.int(),
});

/** The standing as the API returns it; mean, low and high are null while it is unknown. */
export const publishedStanding = z.object({
  state: standingState,
  mean: z.nullable(z.number()),
  low: z.nullable(z.number()),
  high: z.nullable(z.number()),
  n: z.number(),
  members: z.int(),
  since: day,
  numbers: z.nullable(standingNumbers),
  establishedOnly: z.nullable(standingNumbers),
  expectedDays: z.int(),
  membersUnpaid: z.int(),
  membersLate90d: z.int(),
  establishedMembers180d: z.int(),
  mostlyNewAccounts: z.boolean(),
  noNewsSince: z.nullable(day),
  /**
   * Number of members pending for more than twice the expected delay while nothing was received for
   * 60 days; null without such a warning.
   */
  manyWait: z.nullable(z.int()),
  /** The standing with suspects included; null without suspects. */
  withSuspects: z.optional(
    z.nullable(
      z.object({
        state: standingState,
        mean: z.nullable(z.number()),
        low: z.nullable(z.number()),
        high: z.nullable(z.number()),
      }),
    ),
  ),
});
export type PublishedStanding = z.infer<typeof publishedStanding>;

/** One step of the delay curve: the share paid by that day, with its 90 % interval. */
export const delayStep = z.object({
  day: z.number(),
  share: z.number(),
  low: z.number(),
  high: z.number(),
});

/** Months for which evidence is counted, the current one included. */
export const EVIDENCE_MONTHS_COUNTED = 24;
/** Payouts of one month, by outcome. */
export const monthlyOutcomeCounts = z.object({
  month: z.string(),
  received: z.int(),
  waiting: z.int(),
  refused: z.int(),
  givenUp: z.int(),
});
export type MonthlyOutcomeCounts = z.infer<typeof monthlyOutcomeCounts>;

/** Minimum receipts for figures of a payment method beyond its count. */
export const MIN_RECEIPTS_OF_METHOD = 3;
/**
 * Minimum receipts on known days within 12 months for any statement on delays: fewer would be one
 * member's luck.
 */
export const MIN_RECEIPTS_OF_DELAY = 3;
/** Maximum stored groups of a method and a currency: those with most receipts. */
export const MAX_METHOD_GROUPS = 24;
/** Figures of one method in one currency within 12 months. */
export const methodGroup = z.object({
  method: paymentMethod,
  currency,
  received: z.int(),
  /** Quartiles of the rounded amounts, minor units; null below three receipts. */
  amounts: z.nullable(z.object({ low: z.int(), median: z.int(), high: z.int() })),
  /**
   * Kaplan–Meier estimate; null when less than half are paid, or with fewer than three receipts on
   * known days.
   */
  medianDelayDays: z.nullable(z.int()),
});
export type MethodGroup = z.infer<typeof methodGroup>;

/** Minimum members of a country on a platform for figures of that country. */
export const MIN_MEMBERS_OF_COUNTRY = 10;
/** Steps to which the members of a country are rounded down. */
export const COUNTRY_MEMBERS_FLOORS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/** Evidence posted before a month, by the country its authors state. */
export const countryFigures = z.object({
  month,
  groups: z.array(
    z.object({
      /** Null for members of all other countries, and members who state none. */
      country: z.nullable(country),
      /** Lower bound; 0 means fewer than ten. */
      members: z.int(),
      /**
       * Tenths of the payouts due within 12 months that were received; null with too little
       * evidence.
       */
      tenths: z.nullable(z.int()),
    }),
  ),
});
export type CountryFigures = z.infer<typeof countryFigures>;

/**
 * Counts and delays, from published values except `countries`; without solicited evidence. Shares
 * from 0 to 1.
 */
export const publishedEvidence = z.object({
  payouts: z.int(),
  received: z.int(),
  waiting: z.int(),
  refused: z.int(),
  givenUp: z.int(),
  members: z.int(),
  waitingMembers: z.int(),
  /**
   * Null with too few receipts, or when less than half are paid. `delay95Days` is null in the same
   * way.
   */
  medianDelayDays: z.nullable(z.int()),
  delay95Days: z.nullable(z.int()),
  longestWaitDays: z.nullable(z.int()),
  /** Members pending for longer than the expected delay. */
  overdueMembers: z.int(),
  lastReceivedOn: z.nullable(day),
  shareReceived90d: z.nullable(z.number()),
  shareReceived12m: z.nullable(z.number()),
  /** The denominator of shareReceived12m: received, refused or overdue. */
  due12m: z.int(),
  screenshots: z.int(),
  incidents: z.int(),
  accountsClosed: z.int(),
  accountsClosedWithoutReason: z.int(),
  /** The delay curve; empty with too few receipts. */
  curve: z.array(delayStep),
  months: z.array(monthlyOutcomeCounts),
  methods: z.array(methodGroup),
  countries: countryFigures,
  /** Figures of task reports; null without one. */
  tasks: z.nullable(taskFigures),
});
export type PublishedEvidence = z.infer<typeof publishedEvidence>;

export const platformLink = z.object({
  kind: platformLinkKind,
  name: z.string(),
  slug: z.nullable(slug),
});

export const ratingFigures = z.object({
  overall: z.nullable(z.number()),
  count: z.int(),
  distribution: z.array(z.int()),
  recent: z.nullable(z.number()),
  recentCount: z.int(),
  criteria: z.object(recordFrom(PLATFORM_REVIEW_CRITERIA, () => z.nullable(z.number()))),
});

export const platformResponse = z.object({
  id,
  slug,
  name: z.string(),
  activity: platformActivity,
  founded: z.nullable(z.int()),
  headquarters: z.object({ city: z.nullable(z.string()), country: z.nullable(z.string()) }),
  deepLabour: z.boolean(),
  note: z.object({ fr: z.nullable(z.string()), en: z.nullable(z.string()) }),
  aliases: z.array(z.string()),
  domains: z.array(z.string()),
  methods: z.array(paymentMethod),
  threshold: z.nullable(z.object({ minor: z.int(), currency })),
  promiseDays: z.nullable(z.int()),
  paidWorkers: z.nullable(z.int()),
  registeredAccounts: z.nullable(z.int()),
  links: z.array(platformLink),
  linkedBy: z.array(platformLink),
  closedOn: z.nullable(day),
  /** The decision that closed it; null while it is open. */
  decision: z.nullable(publishedPlatformDecision),
  standing: publishedStanding,
  evidence: publishedEvidence,
  rating: ratingFigures,
  /** The Monday (UTC) as of whose start the figures are; null for current figures. */
  asOf: z.nullable(day),
  /** The first Monday with stored figures, past or future; null without one. */
  figuresSince: z.nullable(day),
  can: z.object({ correct: z.boolean(), report: z.boolean(), decide: z.boolean() }),
});
export type PlatformResponse = z.infer<typeof platformResponse>;

/** The day of the requested figures; defaults to now. */
export const platformQuery = z.object({ on: z.optional(day) });

export const suggestResponse = z.object({
  platforms: z.array(z.object({ slug, name: z.string(), state: standingState })),
});

export const MAX_NAME_LENGTH = 80;
export const MAX_SOURCE_LENGTH = 500;

/** A member's source: an address or a sentence. */
export const memberSource = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_SOURCE_LENGTH));

export const addPlatformBody = z.object({
  ...commonFormFields,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NAME_LENGTH)),
  website: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  activity: platformActivity,
  country: z.optional(country),
  source: memberSource,
});
export type AddPlatform = z.infer<typeof addPlatformBody>;

/** All changes of standing, and decisions, newest first. */
export const standingsResponse = z.object({
  slug,
  name: z.string(),
  changes: z.array(
    z.object({
      on: day,
      before: z.nullable(standingState),
      after: standingState,
      numbers: publishedStanding,
    }),
  ),
  decisions: z.array(publishedPlatformDecision),
});
export type StandingsResponse = z.infer<typeof standingsResponse>;
