import { z } from 'zod/mini';
import { country } from '#shared/identity/countries.ts';
import { currency, day, commonFormFields, id, slug } from '#shared/core/form-fields.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { paymentMethod } from './payment-methods.ts';
import { publishedPlatformDecision } from './platform-decisions.ts';
import { standingState } from './standing-states.ts';
import { slipFigures } from './slip-figures.ts';
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

export const PLATFORM_LINK_KINDS = ['sends-to', 'renamed-to', 'bought-by', 'replaced-by'] as const;
export const platformLinkKind = z.enum(PLATFORM_LINK_KINDS);

/**
 * Sentences on a platform that stand beside its standing, computed from all reports. Each needs several
 * members, and stays for two weeks.
 */
export const STANDING_LINES = [
  'several-paid',
  'several-waiting',
  'several-unpaid',
  'slower',
  'newcomers-unpaid',
  'begun',
  'mostly-new',
  'no-news',
] as const;
export const standingLine = z.enum(STANDING_LINES);
export type StandingLine = z.infer<typeof standingLine>;

/**
 * The standing as the API returns it: without numbers, since a number could reveal a single report.
 */
export const publishedStanding = z.object({
  state: standingState,
  since: day,
  lines: z.array(standingLine),
});
export type PublishedStanding = z.infer<typeof publishedStanding>;

/**
 * Public figures of a platform. Numbers of payouts come from released slips alone; the other counts are
 * of public things.
 */
export const publishedEvidence = z.object({
  slips: slipFigures,
  proofs: z.int(),
  incidents: z.int(),
  accountsClosed: z.int(),
  accountsClosedWithoutReason: z.int(),
  /** Figures of task reports; null without one. */
  tasks: z.nullable(taskFigures),
});
export type PublishedEvidence = z.infer<typeof publishedEvidence>;

export const platformLink = z.object({
  kind: platformLinkKind,
  name: z.string(),
  slug: z.nullable(slug),
});

/** A platform that links here, and whether nobody has confirmed the link. */
const incomingLink = z.extend(platformLink, { unverified: z.boolean() });

export const ratingFigures = z.object({
  overall: z.nullable(z.number()),
  count: z.int(),
  distribution: z.array(z.int()),
  recent: z.nullable(z.number()),
  recentCount: z.int(),
  criteria: z.object(recordFrom(PLATFORM_REVIEW_CRITERIA, () => z.nullable(z.number()))),
});

/** From here on a tab says that there are more. */
export const MAX_TAB_COUNT = 1_000;

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
  linkedBy: z.array(incomingLink),
  /** Names of facts that the site gives from memory, until a member confirms them with a source. */
  unverified: z.array(z.string()),
  closedOn: z.nullable(day),
  /** The decision that closed it; null while it is open. */
  decision: z.nullable(publishedPlatformDecision),
  standing: publishedStanding,
  evidence: publishedEvidence,
  rating: ratingFigures,
  /** What its tabs hold now, each counted up to MAX_TAB_COUNT. */
  counts: z.object({ tasks: z.int(), threads: z.int() }),
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
    }),
  ),
  decisions: z.array(publishedPlatformDecision),
});
export type StandingsResponse = z.infer<typeof standingsResponse>;
