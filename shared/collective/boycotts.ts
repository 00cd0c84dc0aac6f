import { z } from 'zod/mini';
import { commonFormFields, id, longText, timestampCursor, slug } from '#shared/core/form-fields.ts';
import { isValidTitle, hasVisibleCharacter } from '#shared/core/text.ts';
import { BALLOT_KINDS, PLEDGE_RANKS, STATED_OUTCOMES } from './ballot-rules.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';

/** Seconders needed to open the debate of a call; they are not named. */
export const SECONDERS_NEEDED = 3;
export const MIN_PLEDGE_THRESHOLD = 10;
/** The threshold is at most this share of possible pledgers. */
export const MAX_PLEDGE_THRESHOLD_SHARE = 0.5;
/** Hours that a call waits for its seconders. */
export const SECONDING_HOURS = { ordinary: 168, fast: 24 } as const;
export const DEBATE_HOURS = { ordinary: [72, 168, 336], fast: [24, 48] } as const;
export const PLEDGE_HOURS = { ordinary: [72, 168, 336], fast: [24, 48, 72] } as const;
/**
 * Hours for which pledging goes on after the threshold, within the deadline, so that pledges under
 * way still count.
 */
export const PLEDGING_HOURS_AFTER_THRESHOLD = { ordinary: 24, fast: 6 } as const;
export const BOYCOTT_DURATION_DAYS = [3, 7, 14, 30, 60] as const;
export const MIN_NEW_ACCOUNT_AGE_HOURS = 48;
/**
 * New accounts can pledge only when this many could; with fewer, their rank would identify them.
 */
export const MIN_NEW_ACCOUNTS_TO_PLEDGE = 10;
/** Hours for which pledgers vote; in a boycott of less than nine days a third of its length. */
export const MAX_BALLOT_HOURS = 72;
/** Days after the end from which the proposer can state the outcome, if the pledgers did not. */
export const DAYS_UNTIL_PROPOSER_STATES_OUTCOME = 14;
/** Days after the end from which the proposer can publish a retrospective. */
export const RETROSPECTIVE_DAYS = 180;
export const MAX_CALL_TEXT_CHANGES = 20;
/** The final share of the debate in which the text cannot change. */
export const FROZEN_DEBATE_SHARE = 0.25;
export const MAX_OPEN_BOYCOTTS_PER_MEMBER = 2;
export const BOYCOTTS_A_PAGE = 20;
export const MIN_BOYCOTT_TITLE = 10;
export const MAX_BOYCOTT_TITLE = 120;
export const MAX_EVIDENCE_LINKS = 8;

/**
 * Hours for which pledgers vote in a boycott that lasts `onDays` days. A third of a short one, so that
 * its result can still end the boycott.
 */
export function ballotHours(onDays: number): number {
  return Math.min(MAX_BALLOT_HOURS, (onDays * 24) / 3);
}

export const BOYCOTT_STATES = ['proposed', 'debated', 'pledging', 'on', 'failed', 'ended'] as const;
export const boycottState = z.enum(BOYCOTT_STATES);
export type BoycottState = z.infer<typeof boycottState>;
export const BOYCOTT_PACES = ['ordinary', 'fast'] as const;
export const boycottPace = z.enum(BOYCOTT_PACES);
export type BoycottPace = z.infer<typeof boycottPace>;
export const BOYCOTT_TARGETS = ['platform', 'client', 'task'] as const;
export const boycottTarget = z.enum(BOYCOTT_TARGETS);
export type BoycottTarget = z.infer<typeof boycottTarget>;
export const BOYCOTT_FAILURES = [
  'no-seconders',
  'too-few-eligible',
  'too-few-pledges',
  'called-off',
] as const;
export const boycottFailure = z.enum(BOYCOTT_FAILURES);
export type BoycottFailure = z.infer<typeof boycottFailure>;
export const statedOutcome = z.enum(STATED_OUTCOMES);
/** unsaid: nobody has stated it yet. */
export const boycottOutcome = z.enum([...STATED_OUTCOMES, 'unsaid']);
export type BoycottOutcome = z.infer<typeof boycottOutcome>;
export const ballotKind = z.enum(BALLOT_KINDS);
export type BallotKind = z.infer<typeof ballotKind>;
export const pledgeRank = z.enum(PLEDGE_RANKS);
export type PledgeRank = z.infer<typeof pledgeRank>;

const title = z
  .string()
  .check(
    z.trim(),
    z.minLength(MIN_BOYCOTT_TITLE),
    z.maxLength(MAX_BOYCOTT_TITLE),
    z.refine(isValidTitle),
  );
/** A long text with at least one visible character. */
const said = longText.check(z.refine(hasVisibleCharacter));
/** Addresses of proofs, tasks, platforms and clients of this site, one a line; shown as live cards. */
const evidence = z.string().check(z.trim(), z.maxLength(2_000));

/** What a call says in its proposer's words; translations have the same texts. */
export const callTexts = {
  title,
  grievance: said,
  demands: said,
  /** The exact behaviour that a pledge promises. */
  partaking: said,
  endsWhen: said,
};
const texts = {
  ...callTexts,
  /** Addresses of the evidence, as typed; omitted or empty where the call names none. */
  evidence: z.optional(evidence),
  threshold: z.coerce.number().check(z.int(), z.gte(MIN_PLEDGE_THRESHOLD), z.lte(1_000_000)),
};

export const boycottForm = z.object({
  ...commonFormFields,
  ...texts,
  platform: slug,
  target: boycottTarget,
  /** The slug of the client, where a client is the target. */
  client: z.optional(slug),
  task: z.optional(id),
  pace: boycottPace,
  debateHours: z.coerce.number().check(z.int()),
  pledgeHours: z.coerce.number().check(z.int()),
  onDays: z.coerce.number().check(z.int()),
});
export type BoycottInput = z.infer<typeof boycottForm>;

export const boycottChangeForm = z.object({ ...commonFormFields, ...texts });
export type BoycottChange = z.infer<typeof boycottChangeForm>;
export const outcomeForm = z.object({ ...commonFormFields, outcome: statedOutcome, text: said });
export const retrospectiveForm = z.object({ ...commonFormFields, text: said });
export type OutcomeInput = z.infer<typeof outcomeForm>;
export type RetrospectiveInput = z.infer<typeof retrospectiveForm>;

const place = z.object({ slug, name: z.string() });
const count = z.int();

export const listedBoycott = z.object({
  id,
  title: z.string(),
  state: boycottState,
  pace: boycottPace,
  target: boycottTarget,
  platform: place,
  client: z.nullable(place),
  task: z.nullable(z.object({ id, title: z.string() })),
  proposedAt: z.string(),
  stepEndsAt: z.nullable(z.string()),
  threshold: count,
  /** Quarters of the threshold reached, 0 to 4, while pledging; else null. */
  quarters: z.nullable(z.int()),
  /** Number of pledges, once the threshold is reached; else null. */
  pledged: z.nullable(count),
  outcome: z.nullable(boycottOutcome),
  failure: z.nullable(boycottFailure),
  /** Hidden by a decision; if removed, all its texts are empty. */
  hiding,
  /** The proposer withdrew it: all texts are empty, for good. */
  withdrawn: z.boolean(),
});
export type ListedBoycott = z.infer<typeof listedBoycott>;

export const boycottsQuery = z.object({
  state: z.optional(boycottState),
  /** The slug of the platform whose boycotts are listed. */
  platform: z.optional(slug),
  client: z.optional(slug),
  task: z.optional(id),
  before: z.optional(timestampCursor),
});
export const boycottsResponse = z.object({
  boycotts: z.array(listedBoycott),
  next: z.nullable(timestampCursor),
});
export type BoycottsResponse = z.infer<typeof boycottsResponse>;
