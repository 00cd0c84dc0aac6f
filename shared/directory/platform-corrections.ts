import { z } from 'zod/mini';
import { country } from '#shared/identity/countries.ts';
import {
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  slug,
  typedAmount,
} from '#shared/core/form-fields.ts';
import { hiding, decisionReasonText } from '#shared/core/moderation-decisions.ts';
import {
  platformActivity,
  memberSource,
  type PLATFORM_LINK_KINDS,
  type PlatformResponse,
  type platformLink,
} from './platforms.ts';
import { paymentMethod } from './payment-methods.ts';
import { foldName } from '#shared/core/text.ts';

/** Facts of a platform that members can correct, in the order of the form. */
export const PLATFORM_FACTS = [
  'methods',
  'threshold',
  'promiseDays',
  'paidWorkers',
  'registeredAccounts',
  'activity',
  'founded',
  'headquarters',
  'aliases',
  'domains',
  'sendsTo',
  'renamedTo',
  'boughtBy',
  'replacedBy',
] as const;
export const platformFact = z.enum(PLATFORM_FACTS);
export type PlatformFact = z.infer<typeof platformFact>;

export const PLATFORM_LINK_FACTS = {
  sendsTo: 'sends-to',
  renamedTo: 'renamed-to',
  boughtBy: 'bought-by',
  replacedBy: 'replaced-by',
} as const satisfies Partial<Record<PlatformFact, (typeof PLATFORM_LINK_KINDS)[number]>>;
export type PlatformLinkFact = keyof typeof PLATFORM_LINK_FACTS;

/** The source of facts that nobody has confirmed: the list that the site starts from. */
export const UNVERIFIED_SOURCE =
  'Liste de départ de Contrenote (2026), de mémoire, non vérifiée / Contrenote’s first list (2026), from memory, not verified';

export const MAX_PROMISE_DAYS = 365;
/** Maximum people paid, or accounts, that a platform can state; it exceeds any real number. */
export const MAX_WORKERS = 100_000_000;
const MAX_LINES = 20;
const MAX_LINE_LENGTH = 120;

const threshold = z.object({ minor: z.int(), currency });
const headquarters = z.object({ city: z.nullable(z.string()), country: z.nullable(z.string()) });

/** All facts of one platform; null and the empty list mean unknown. */
export const platformFacts = z.object({
  methods: z.array(paymentMethod),
  threshold: z.nullable(threshold),
  promiseDays: z.nullable(z.int()),
  // Absent in forms that were loaded before an update of the site.
  paidWorkers: z._default(z.nullable(z.int()), null),
  registeredAccounts: z._default(z.nullable(z.int()), null),
  activity: platformActivity,
  founded: z.nullable(z.int()),
  headquarters: z.nullable(headquarters),
  aliases: z.array(z.string()),
  domains: z.array(z.string()),
  sendsTo: z.array(z.string()),
  renamedTo: z.array(z.string()),
  boughtBy: z.array(z.string()),
  replacedBy: z.array(z.string()),
});
export type PlatformFacts = z.infer<typeof platformFacts>;

/** The facts in an API response, for comparison with a form. */
export function platformFactsOf(platform: PlatformResponse): PlatformFacts {
  const { headquarters: seat } = platform;
  return {
    methods: platform.methods.toSorted(),
    threshold: platform.threshold,
    promiseDays: platform.promiseDays,
    paidWorkers: platform.paidWorkers,
    registeredAccounts: platform.registeredAccounts,
    activity: platform.activity,
    founded: platform.founded,
    headquarters: seat.city === null && seat.country === null ? null : seat,
    aliases: sortUniqueNames(platform.aliases),
    domains: sortUniqueNames(platform.domains),
    ...linksAsFacts(platform.links),
  };
}

/** Sorts a platform's links to other platforms by the fact that each kind of link means. */
export function linksAsFacts(
  links: readonly Pick<z.infer<typeof platformLink>, 'kind' | 'name'>[],
): Pick<PlatformFacts, PlatformLinkFact> {
  const named = (fact: PlatformLinkFact): string[] =>
    sortUniqueNames(
      links.filter(({ kind }) => kind === PLATFORM_LINK_FACTS[fact]).map(({ name }) => name),
    );
  return {
    sendsTo: named('sendsTo'),
    renamedTo: named('renamedTo'),
    boughtBy: named('boughtBy'),
    replacedBy: named('replacedBy'),
  };
}

/** Sorts names by folded key and removes duplicates. */
export function sortUniqueNames(names: readonly string[]): string[] {
  const byKey = new Map(names.map((name) => [foldName(name), name]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

/** A whole number from a form; anything else stays text and is refused as such. */
const wholeNumber = (min: number, max: number) =>
  z.pipe(
    z.transform((value) =>
      typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value,
    ),
    z.int().check(z.gte(min), z.lte(max)),
  );

/** Several short texts: one per line in a form, an array from a script. */
const lines = z.pipe(
  z.transform((value) =>
    typeof value === 'string'
      ? value
          .split(/\r?\n/)
          .map((line) => line.trim().replaceAll(/\s+/g, ' '))
          .filter((line) => line !== '')
      : value,
  ),
  z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_LINE_LENGTH)))
    .check(z.maxLength(MAX_LINES)),
);

const methods = z.pipe(
  z.transform((value) => (typeof value === 'string' ? value.split(',') : value)),
  z.array(paymentMethod).check(z.maxLength(MAX_LINES)),
);

const shown = z.pipe(
  z.transform((value) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value;
    }
  }),
  platformFacts,
);

export const correctionBody = z.object({
  ...commonFormFields,
  /** Form only: all facts as shown, so that omitted ones become unknown. */
  shown: z.optional(shown),
  methods: z.optional(methods),
  threshold: z.optional(typedAmount),
  currency: z.optional(currency),
  promiseDays: z.optional(wholeNumber(0, MAX_PROMISE_DAYS)),
  paidWorkers: z.optional(wholeNumber(1, MAX_WORKERS)),
  registeredAccounts: z.optional(wholeNumber(1, MAX_WORKERS)),
  activity: z.optional(platformActivity),
  founded: z.optional(wholeNumber(1800, 2200)),
  city: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(80))),
  country: z.optional(country),
  aliases: z.optional(lines),
  domains: z.optional(lines),
  sendsTo: z.optional(lines),
  renamedTo: z.optional(lines),
  boughtBy: z.optional(lines),
  replacedBy: z.optional(lines),
  /** Confirms, with the source, all unverified facts that are left as they are. */
  confirmed: z.optional(checkbox),
  source: memberSource,
});
export type Correction = z.infer<typeof correctionBody>;

export const undoRevisionBody = z.object({ ...commonFormFields, source: memberSource });
export type UndoRevision = z.infer<typeof undoRevisionBody>;

export const disputeRevisionBody = z.object({ ...commonFormFields, reason: decisionReasonText });
export type DisputeRevision = z.infer<typeof disputeRevisionBody>;

/** The value of a fact before or after a correction. */
export const factValue = z.union([
  z.null(),
  z.int(),
  z.string(),
  z.array(z.string()),
  threshold,
  headquarters,
]);
export type FactValue = z.infer<typeof factValue>;

export const REVISIONS_A_PAGE = 30;

/** A correction as the public sees it, without its author. */
export const platformRevision = z.object({
  id,
  field: platformFact,
  before: factValue,
  after: factValue,
  source: z.string(),
  on: day,
  undoes: z.nullable(id),
  undone: z.boolean(),
  /** Disputes of the correction; the reason is null once a decision removed it. */
  disputes: z.array(
    z.object({ id, reason: z.nullable(z.string()), on: day, hiding, mine: z.boolean() }),
  ),
  can: z.object({ undo: z.boolean(), dispute: z.boolean() }),
});
export type PlatformRevision = z.infer<typeof platformRevision>;

export const revisionsQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});

export const revisionsResponse = z.object({
  slug,
  name: z.string(),
  revisions: z.array(platformRevision),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type RevisionsResponse = z.infer<typeof revisionsResponse>;
