import { z } from 'zod/mini';
import { ownBoycotts } from '#shared/collective/boycott-personal-data.ts';
import { ownForumData } from '#shared/community/forum-personal-data.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { ownNotificationSettings } from '#shared/community/mail.ts';
import { ownModerationData } from '#shared/governance/moderation-personal-data.ts';
import { passkeysResponse } from '#shared/identity/passkeys.ts';
import { ownPrivateEvidenceFields } from '#shared/collective/private-evidence.ts';
import { ownMessagesFields } from '#shared/community/private-messages.ts';

const nullableText = z.nullable(z.string());

/** The member's follows and inbox. */
const ownNews = {
  choices: z.object({
    followsOwn: z.boolean(),
    privateFeed: z.boolean(),
    /** The number of pieces of evidence from which she is asked for her recovery phrase; 0 for no more. */
    phraseAskedFrom: z.int(),
    firstStepsDone: z.boolean(),
    weeklyNews: z.boolean(),
    /** Whether she is asked unanswered questions, and the last day on which she was. */
    answersQuestions: z.boolean(),
    /** Whether her inbox shows messages of organisers. */
    organiserMessages: z.boolean(),
    askedOn: nullableText,
    /** All posts up to this moment count as read. */
    forumReadAt: nullableText,
  }),
  /**
   * What the member follows. `subject` is an id, `name` the path parameter, null when the subject
   * was deleted.
   */
  follows: z.array(
    z.object({ kind: z.string(), subject: z.string(), name: nullableText, since: z.string() }),
  ),
  inbox: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      subject: z.string(),
      count: z.int(),
      /** The data of the item, as JSON. */
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
    createdAt: z.string(),
    establishedOn: nullableText,
    hasRecoveryPhrase: z.boolean(),
    /** The account posts in lockstep with others and shares a voice with them. */
    sharesVoice: z.boolean(),
  }),
  /**
   * The member's rows of each table that a declaration lists for her, by the name of its file in
   * the dump: exact values of what she published, and what else is stored of her.
   */
  lists: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  /** The source of an imported account, with its original id. */
  broughtFrom: z.array(z.object({ source: z.string(), original: z.string() })),
  /**
   * Publication state of the payouts that the member reported; a slip that waits has its Monday.
   */
  publications: z.array(
    z.object({ payout: z.string(), state: z.string(), monday: nullableText, reports: z.int() }),
  ),
  /** The days on which pending payouts were asked for. */
  askedDays: z.array(z.object({ payout: z.string(), askedOn: z.string() })),
  forum: ownForumData,
  boycotts: ownBoycotts,
  moderation: ownModerationData,
  /** Passkeys that sign the member in; dates are months. */
  passkeys: passkeysResponse.shape.passkeys,
  /** The copy of the member's workbook, encrypted and unreadable here. */
  workbookCopy: z.nullable(z.object({ version: z.int(), bytes: z.int() })),
  ...ownMessagesFields,
  ...ownNews,
  ...ownNotificationSettings.shape,
  ...ownPrivateEvidenceFields,
});
export type PersonalDataResponse = z.infer<typeof personalDataResponse>;
