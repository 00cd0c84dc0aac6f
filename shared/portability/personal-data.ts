import { z } from 'zod/mini';
import { ownBoycotts } from '#shared/collective/boycott-personal-data.ts';
import { ownForumData } from '#shared/community/forum-personal-data.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/evidence/reviews.ts';
import { CLIENT_CRITERIA } from '#shared/directory/clients.ts';
import { ownNotificationSettings } from '#shared/community/mail.ts';
import { ownModerationData } from '#shared/governance/moderation-personal-data.ts';
import { ownPrivateEvidenceFields } from '#shared/collective/private-evidence.ts';
import { ownMessagesFields } from '#shared/community/private-messages.ts';
import { exactTaskReport } from '#shared/evidence/tasks.ts';

const nullableText = z.nullable(z.string());
const nullableInt = z.nullable(z.int());

/** The member's follows and inbox. */
const ownNews = {
  choices: z.object({
    followsOwn: z.boolean(),
    privateFeed: z.boolean(),
    /** All posts up to this moment count as read. */
    forumReadAt: nullableText,
  }),
  /** `subject` is the id, `name` the path parameter; null when deleted. */
  follows: z.array(
    z.object({ kind: z.string(), subject: z.string(), name: nullableText, since: z.string() }),
  ),
  inbox: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      subject: z.string(),
      count: z.int(),
      /** JSON. */
      facts: z.string(),
      at: z.string(),
      readAt: nullableText,
      pushedAt: nullableText,
      mailedAt: nullableText,
    }),
  ),
};
export type ExportedInboxItem = Pick<PersonalDataResponse, keyof typeof ownNews>;

/**
 * The personal data export: everything the site holds about one member, for her alone. Amounts in
 * minor units.
 */
export const personalDataResponse = z.object({
  account: z.object({
    pseudonym: z.string(),
    language: z.enum(LANGUAGES),
    country: nullableText,
    createdAt: z.string(),
    establishedOn: nullableText,
    hasRecoveryPhrase: z.boolean(),
    /** The account posts in lockstep with others and shares a voice with them. */
    sharesVoice: z.boolean(),
  }),
  roles: z.array(
    z.object({
      role: z.string(),
      grantedOn: z.string(),
      endsOn: z.string(),
      endedOn: nullableText,
      /** Handle shown while she had the role. */
      handle: z.string(),
    }),
  ),
  sessions: z.array(z.object({ expiresAt: z.string() })),
  /** The source of an imported account, with its original id. */
  broughtFrom: z.array(z.object({ source: z.string(), original: z.string() })),
  /** The random public keys of her evidence. */
  authors: z.array(
    z.object({
      platform: z.string(),
      payoutKey: z.string(),
      incidentKey: z.string(),
      reviewKey: z.string(),
      taskKey: z.string(),
      clientKey: z.string(),
    }),
  ),
  payouts: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      state: z.string(),
      currency: z.string(),
      method: z.string(),
      expectedMinor: z.int(),
      receivedMinor: nullableInt,
      feeMinor: nullableInt,
      askedOn: z.string(),
      settledOn: nullableText,
      publishedOn: z.string(),
      dueByItself: z.boolean(),
      dateForgotten: z.boolean(),
      afterReply: z.boolean(),
      refusal: nullableText,
      closedMonth: nullableText,
      stillWaitingOn: nullableText,
      expectedDays: nullableInt,
      noNews: z.boolean(),
      unansweredReminders: z.int(),
      solicited: z.boolean(),
      signed: z.boolean(),
      screenshot: nullableText,
    }),
  ),
  /** State of publication of reported payouts; slips that wait with their Monday. */
  publications: z.array(
    z.object({ payout: z.string(), state: z.string(), monday: nullableText, reports: z.int() }),
  ),
  incidents: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      kind: z.string(),
      reason: z.string(),
      appeal: z.string(),
      text: nullableText,
      currency: nullableText,
      lostMinor: nullableInt,
      asks: nullableText,
      offeredAt: nullableText,
      client: nullableText,
      rewardMinor: nullableInt,
      screenshot: nullableText,
      happenedOn: z.string(),
      publishedOn: z.string(),
      solicited: z.boolean(),
      signed: z.boolean(),
    }),
  ),
  /** Findings that name her posts on a platform as suspect. */
  suspected: z.array(
    z.object({
      finding: z.string(),
      platform: z.string(),
      kind: z.string(),
      direction: z.string(),
      weighsNothing: z.boolean(),
    }),
  ),
  echoes: z.array(z.object({ incident: z.string(), platform: z.string() })),
  reviews: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => z.int()),
      text: nullableText,
      experiencedMonth: z.string(),
      publishedOn: z.string(),
      editedOn: nullableText,
      solicited: z.boolean(),
      signed: z.boolean(),
    }),
  ),
  taskReports: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      task: z.string(),
      title: z.string(),
      client: nullableText,
      currency: z.string(),
      rewardMinor: z.int(),
      /** The exact counts, seconds and days. */
      exact: exactTaskReport,
      /** The published rate, in minor units per hour. */
      hourlyMinor: nullableInt,
      contact: z.string(),
      recommends: z.nullable(z.boolean()),
      breaksTerms: z.boolean(),
      ethics: z.array(z.string()),
      text: nullableText,
      publishedOn: z.string(),
      solicited: z.boolean(),
      signed: z.boolean(),
    }),
  ),
  clientReviews: z.array(
    z.object({
      id: z.string(),
      client: z.string(),
      platform: z.string(),
      ...recordFrom(CLIENT_CRITERIA, () => z.int()),
      text: nullableText,
      experiencedMonth: z.string(),
      publishedOn: z.string(),
      editedOn: nullableText,
      solicited: z.boolean(),
      signed: z.boolean(),
    }),
  ),
  /** The member's changes of what belongs to which client; `moves` is JSON. */
  clientChanges: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      moves: z.string(),
      reason: z.string(),
      undoes: nullableText,
      createdOn: z.string(),
    }),
  ),
  /** The member's guesses about who is behind a client. */
  guesses: z.array(
    z.object({
      id: z.string(),
      client: z.string(),
      text: z.string(),
      source: z.string(),
      createdOn: z.string(),
    }),
  ),
  /** The member's corrections of platforms' facts; `before` and `after` are JSON. */
  corrections: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      field: z.string(),
      before: z.string(),
      after: z.string(),
      source: z.string(),
      createdAt: z.string(),
    }),
  ),
  disputes: z.array(
    z.object({ id: z.string(), correction: z.string(), reason: z.string(), createdOn: z.string() }),
  ),
  decisions: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      platform: nullableText,
      rule: z.string(),
      reason: z.string(),
      alone: z.boolean(),
      check: nullableText,
      decidedOn: z.string(),
    }),
  ),
  /** The member's confirmations and doubts of others' proofs. */
  proofVoices: z.array(
    z.object({
      id: z.string(),
      payout: z.string(),
      image: z.string(),
      kind: z.string(),
      reason: nullableText,
      sentence: nullableText,
      createdOn: z.string(),
    }),
  ),
  /** The member's opinions on checks of others' proofs. */
  opinions: z.array(
    z.object({
      id: z.string(),
      check: z.string(),
      upholds: z.boolean(),
      sentence: nullableText,
      createdOn: z.string(),
    }),
  ),
  forum: ownForumData,
  boycotts: ownBoycotts,
  moderation: ownModerationData,
  /** The copy of her workbook, encrypted and unreadable here. */
  workbookCopy: z.nullable(z.object({ version: z.int(), bytes: z.int() })),
  ...ownMessagesFields,
  ...ownNews,
  ...ownNotificationSettings.shape,
  ...ownPrivateEvidenceFields,
  /** Recent counts of her actions, for rate limits. */
  uses: z.array(z.object({ kind: z.string(), day: z.string(), count: z.int() })),
  /** Idempotency entries, kept for three months. */
  forms: z.array(z.object({ key: z.string(), createdOn: z.string() })),
});
export type PersonalDataResponse = z.infer<typeof personalDataResponse>;
