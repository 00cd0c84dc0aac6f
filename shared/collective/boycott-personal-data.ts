import { z } from 'zod/mini';
import { ballotKind, listedBoycott, pledgeRank } from './boycotts.ts';
import { boycottEvent, ownLink, sameDemand } from './boycott-timeline.ts';
import { boycottTranslation, textTranslation, translatable } from './boycott-translations.ts';
import { contactWriting, organiserContact } from './organiser-contact.ts';
import { messageWriting, organiserMessage } from './organiser-messages.ts';
import { solidarityFund } from './solidarity-funds.ts';
import { currency, day, id } from '#shared/core/form-fields.ts';
import { liveCard } from '#shared/community/live-cards.ts';

const count = z.int();

const boycottTexts = z.object({
  title: z.string(),
  grievance: z.string(),
  demands: z.string(),
  partaking: z.string(),
  endsWhen: z.string(),
  threshold: count,
});

/** Boycotts in a member's personal data export. */
export const ownBoycotts = z.object({
  proposed: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      proposedAt: z.string(),
      ...boycottTexts.shape,
      outcomeText: z.nullable(z.string()),
      lookBack: z.nullable(z.string()),
      versions: z.array(z.object({ ...boycottTexts.shape, replacedAt: z.string() })),
    }),
  ),
  /** Calls that she seconded, until the debate begins. */
  seconded: z.array(z.string()),
  /** Boycotts for which she got a token, until pledging ends. */
  tokens: z.array(z.object({ boycott: z.string(), rank: z.string() })),
  /** Boycotts that her key signs for, and the day of its last signature. */
  organised: z.array(z.object({ boycott: z.string(), signedOn: z.nullable(day) })),
});
export type OwnBoycotts = z.infer<typeof ownBoycotts>;

export const boycottBallot = z.object({
  id,
  kind: ballotKind,
  /** Possible answers of a pledger. */
  values: z.array(z.string()),
  /**
   * The reply whose offer this ballot is about, with its sender and text; null for other ballots.
   */
  offer: z.nullable(z.object({ reply: id, signedAs: z.string(), text: z.nullable(z.string()) })),
  openedAt: z.string(),
  closesAt: z.string(),
  /** Votes per value; null until the ballot has closed. */
  counts: z.nullable(z.array(z.object({ value: z.string(), votes: count }))),
  result: z.nullable(z.string()),
});
export type BoycottBallot = z.infer<typeof boycottBallot>;

/**
 * Of a week, by its Monday: how many members' reports of the target's tasks entered the figures, the
 * lower bound of a class; and how many times pledgers said that they held, or could not.
 */
const weekOfBoycott = z.object({ week: day, members: count, held: count, couldNot: count });

export const boycottResponse = z.object({
  ...listedBoycott.shape,
  ...boycottTexts.shape,
  cards: z.array(liveCard),
  /** The proposer; null for a deleted account. */
  proposer: z.nullable(z.string()),
  thread: z.nullable(id),
  /** Number of seconders while it is proposed; null after. */
  seconders: z.nullable(count),
  debateHours: count,
  pledgeHours: count,
  onDays: count,
  /** Possible pledgers when pledging began: established members, and new ones; null before. */
  eligible: z.nullable(z.object({ established: count, fresh: count })),
  /**
   * Members whose browsers requested a token, rounded down to tens: the anonymity set of a pledge.
   * Null except while pledging.
   */
  asked: z.nullable(count),
  /** The public keys that sign pledges, as SubjectPublicKeyInfo in base64. */
  keys: z.array(
    z.object({
      rank: pledgeRank,
      /** 0 for the site's, else the organiser's number. */
      organiser: z.int(),
      publicKey: z.string(),
    }),
  ),
  /**
   * Organisers whose keys sign beside the site's; one without a key yet is shown only to herself
   * and the proposer.
   */
  organisers: z.array(
    z.object({
      number: z.int(),
      /** null for a deleted account. */
      pseudonym: z.nullable(z.string()),
      hasKey: z.boolean(),
      signedOn: z.nullable(day),
      /**
       * The day her browser refused to sign, since it was asked for more signatures than members
       * could pledge; null if it did not.
       */
      refusedOn: z.nullable(day),
    }),
  ),
  /**
   * Whether the viewer's own key is given, and how many requests wait for it; null unless she is an
   * organiser.
   */
  ownKey: z.nullable(z.object({ given: z.boolean(), waiting: count })),
  reached: z.boolean(),
  /** The step at which the boycott failed; null when it did not. */
  failedAt: z.nullable(z.enum(['proposed', 'debated', 'pledging'])),
  pledgedNew: z.nullable(count),
  onFrom: z.nullable(z.string()),
  endedOn: z.nullable(day),
  outcomeText: z.nullable(z.string()),
  lookBack: z.nullable(z.string()),
  /** Earlier versions of the texts, oldest first. */
  versions: z.array(z.object({ ...boycottTexts.shape, replacedAt: z.string() })),
  /** Translations of its texts, the last confirmed first. */
  translations: z.array(boycottTranslation),
  /** Translations of messages, outcome and look back, the last confirmed first. */
  textTranslations: z.array(textTranslation),
  /** Which of those texts the viewer may translate. */
  translatable,
  /** Funds for those who take part, checked by two moderators. */
  funds: z.array(solidarityFund),
  /** Messages of organisers to all who can pledge, latest first. */
  messages: z.array(organiserMessage),
  /** The address that its organisers gave for everybody; null without one. */
  contact: z.nullable(organiserContact),
  /** What an organiser is told of giving one; null for all others. */
  ownContact: z.nullable(contactWriting),
  /** Demand, reminders, answers and outcome, oldest first, each with the figures of its day. */
  timeline: z.array(boycottEvent),
  /** Boycotts of the same demand; organisers of both say so. */
  sameDemand: z.array(sameDemand),
  /** Links that organisers of this boycott made, also those not confirmed by the other one; null for others. */
  ownLinks: z.nullable(z.array(ownLink)),
  /** What an organiser is told of writing one; null for all others. */
  ownMessage: z.nullable(messageWriting),
  ballots: z.array(boycottBallot),
  /** Check-ins by day of the boycott, counted from 1; empty before it is on. */
  checkIns: z.array(z.object({ day: count, held: count, couldNot: count })),
  /**
   * Evidence about the target by week, before the boycott began and since; null until it begins.
   */
  effect: z.nullable(
    z.object({
      /** Weeks before the one in which the boycott began, oldest first; `since` begins with that one. */
      before: z.array(weekOfBoycott),
      since: z.array(weekOfBoycott),
      /** Rewards of the target's tasks that changed since the boycott began, in minor units. */
      rewards: z.array(
        z.object({
          task: id,
          title: z.string(),
          currency,
          beforeMinor: z.int(),
          nowMinor: z.int(),
        }),
      ),
      /** Number of replies that the target published since the boycott began. */
      replies: count,
    }),
  ),
  can: z.object({
    change: z.boolean(),
    second: z.boolean(),
    unsecond: z.boolean(),
    callOff: z.boolean(),
    /** The viewer may withdraw the boycott: its texts and versions are then deleted for good. */
    withdraw: z.boolean(),
    sayOutcome: z.boolean(),
    lookBack: z.boolean(),
    nameOrganiser: z.boolean(),
    /** The viewer may propose a translation of its texts. */
    translate: z.boolean(),
    /** Why the viewer cannot pledge; null when she can. */
    pledge: z.nullable(
      z.enum(['signed-out', 'no-evidence', 'not-established', 'too-young', 'not-now']),
    ),
  }),
});
export type BoycottResponse = z.infer<typeof boycottResponse>;
