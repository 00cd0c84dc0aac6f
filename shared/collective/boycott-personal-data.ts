import { z } from 'zod/mini';
import { ballotKind, listedBoycott, pledgeRank } from './boycotts.ts';
import { currency, day, id, month } from '#shared/core/form-fields.ts';
import { liveCard } from '#shared/community/forum.ts';

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
  /** For a ballot on an offer: who makes it, and its text. */
  offer: z.nullable(z.object({ reply: id, signedAs: z.string(), text: z.nullable(z.string()) })),
  openedAt: z.string(),
  closesAt: z.string(),
  /** Votes per value; null until the ballot has closed. */
  counts: z.nullable(z.array(z.object({ value: z.string(), votes: count }))),
  result: z.nullable(z.string()),
});
export type BoycottBallot = z.infer<typeof boycottBallot>;

/** Task reports on the target by month of work, and by how many members. */
const monthOfWork = z.object({ month, reports: count, members: count });

export const boycottResponse = z.object({
  ...listedBoycott.shape,
  ...boycottTexts.shape,
  cards: z.array(liveCard),
  /** The proposer; null for a deleted account. */
  proposer: z.nullable(z.string()),
  thread: z.nullable(id),
  /** Number of seconders; while proposed. */
  seconders: z.nullable(count),
  debateHours: count,
  pledgeHours: count,
  onDays: count,
  /** Possible pledgers at the start of pledging: established members, and new ones. */
  eligible: z.nullable(z.object({ established: count, fresh: count })),
  /**
   * Members whose browsers requested a token, rounded down to tens, while pledging: the anonymity
   * set of a pledge.
   */
  asked: z.nullable(count),
  /** The public keys that sign pledges, SubjectPublicKeyInfo in base64; and their act. */
  keys: z.array(
    z.object({
      rank: pledgeRank,
      /** 0 for the site's, else the organiser's number. */
      organiser: z.int(),
      publicKey: z.string(),
    }),
  ),
  /**
   * Organisers whose keys sign beside the site's; those without a key yet are only shown to
   * themselves and the proposer.
   */
  organisers: z.array(
    z.object({
      number: z.int(),
      /** null for a deleted account. */
      pseudonym: z.nullable(z.string()),
      hasKey: z.boolean(),
      signedOn: z.nullable(day),
      /**
       * The day her browser refused: it was asked for more signatures than members could pledge.
       */
      refusedOn: z.nullable(day),
    }),
  ),
  /** If the viewer is an organiser: whether her key is given, and how many requests wait for it. */
  ownKey: z.nullable(z.object({ given: z.boolean(), waiting: count })),
  reached: z.boolean(),
  /** The step at which it failed; null when it did not. */
  failedAt: z.nullable(z.enum(['proposed', 'debated', 'pledging'])),
  pledgedNew: z.nullable(count),
  onFrom: z.nullable(z.string()),
  endedOn: z.nullable(day),
  outcomeText: z.nullable(z.string()),
  lookBack: z.nullable(z.string()),
  /** Earlier versions, oldest first. */
  versions: z.array(z.object({ ...boycottTexts.shape, replacedAt: z.string() })),
  ballots: z.array(boycottBallot),
  /** Check-ins by day, counted from 1, while it is on and after. */
  checkIns: z.array(z.object({ day: count, held: count, couldNot: count })),
  /** Evidence about its target by month of work, before it began and since; null before. */
  effect: z.nullable(
    z.object({
      /** Whole months before the one in which it began, oldest first; and that one with those since. */
      before: z.array(monthOfWork),
      since: z.array(monthOfWork),
      /** Rewards of its tasks that changed since, in minor units. */
      rewards: z.array(
        z.object({
          task: id,
          title: z.string(),
          currency,
          beforeMinor: z.int(),
          nowMinor: z.int(),
        }),
      ),
      /** Number of published replies by the target since. */
      replies: count,
    }),
  ),
  can: z.object({
    change: z.boolean(),
    second: z.boolean(),
    unsecond: z.boolean(),
    callOff: z.boolean(),
    /** Withdraw it: its texts and versions are deleted for good. */
    withdraw: z.boolean(),
    sayOutcome: z.boolean(),
    lookBack: z.boolean(),
    nameOrganiser: z.boolean(),
    /** Why the viewer cannot pledge; null when she can. */
    pledge: z.nullable(
      z.enum(['signed-out', 'no-evidence', 'not-established', 'too-young', 'not-now']),
    ),
  }),
});
export type BoycottResponse = z.infer<typeof boycottResponse>;
