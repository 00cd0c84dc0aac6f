import { z } from 'zod/mini';
import { ballotKind, listedBoycott, pledgeRank } from './boycotts.ts';
import { currency, day, id, month } from '#shared/core/fields.ts';
import { card } from '#shared/community/forum.ts';

const count = z.int();

const boycottTexts = z.object({
  title: z.string(),
  grievance: z.string(),
  demands: z.string(),
  partaking: z.string(),
  endsWhen: z.string(),
  threshold: count,
});

/** What a member's own data say of boycotts. */
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
  /** Calls that she asked to be debated, until the debate begins. */
  seconded: z.array(z.string()),
  /** For which she was given a signature, until pledging ends. */
  tokens: z.array(z.object({ boycott: z.string(), rank: z.string() })),
  /** Boycotts that her key was asked for, and since when it has signed last. */
  organised: z.array(z.object({ boycott: z.string(), signedOn: z.nullable(day) })),
});
export type OwnBoycotts = z.infer<typeof ownBoycotts>;

export const ballot = z.object({
  id,
  kind: ballotKind,
  /** What a pledger can answer. */
  values: z.array(z.string()),
  /** The offer, where it is about one: who makes it, what it says. */
  offer: z.nullable(z.object({ reply: id, signedAs: z.string(), text: z.nullable(z.string()) })),
  openedAt: z.string(),
  closesAt: z.string(),
  /** Once it has closed. */
  counts: z.nullable(z.array(z.object({ value: z.string(), votes: count }))),
  result: z.nullable(z.string()),
});
export type Ballot = z.infer<typeof ballot>;

/** Task reports on the target whose work was done in a month, and by how many members. */
const monthOfWork = z.object({ month, reports: count, members: count });

export const boycottResponse = z.object({
  ...listedBoycott.shape,
  ...boycottTexts.shape,
  cards: z.array(card),
  /** Who proposed it; null for an account that is gone. */
  proposer: z.nullable(z.string()),
  thread: z.nullable(id),
  /** How many have seconded it; while proposed. */
  seconders: z.nullable(count),
  debateHours: count,
  pledgeHours: count,
  onDays: count,
  /** How many could pledge as pledging began: established members, and new ones. */
  eligible: z.nullable(z.object({ established: count, fresh: count })),
  /**
   * Members whose browsers asked for the signature, rounded down to tens, while pledging: a pledge hides
   * among them, and among nobody else.
   */
  asked: z.nullable(count),
  /** The public keys that pledges are signed with: SubjectPublicKeyInfo, base64; and their act. */
  keys: z.array(
    z.object({
      rank: pledgeRank,
      /** 0 for the site's, else the number of the organiser. */
      organiser: z.int(),
      publicKey: z.string(),
    }),
  ),
  /** Whose keys are required beside the site's; who has given none yet shows to her and the proposer. */
  organisers: z.array(
    z.object({
      number: z.int(),
      /** null for an account that is gone. */
      pseudonym: z.nullable(z.string()),
      hasKey: z.boolean(),
      signedOn: z.nullable(day),
      /** Her browser refused that day: more was asked of it than members could pledge. */
      refusedOn: z.nullable(day),
    }),
  ),
  /** Of the viewer, where her key is asked for: whether it is given, and how many wait for it. */
  ownKey: z.nullable(z.object({ given: z.boolean(), waiting: count })),
  reached: z.boolean(),
  /** The step at which it failed; null where it did not. */
  failedAt: z.nullable(z.enum(['proposed', 'debated', 'pledging'])),
  pledgedNew: z.nullable(count),
  onFrom: z.nullable(z.string()),
  endedOn: z.nullable(day),
  outcomeText: z.nullable(z.string()),
  lookBack: z.nullable(z.string()),
  /** What it said before it was changed, oldest first. */
  versions: z.array(z.object({ ...boycottTexts.shape, replacedAt: z.string() })),
  ballots: z.array(ballot),
  /** Check-ins by day, counted from 1, while it is on and after. */
  checkIns: z.array(z.object({ day: count, held: count, couldNot: count })),
  /** What evidence says of its target, by months of work, before it began and since; null before. */
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
      /** Published replies of who is named, since. */
      replies: count,
    }),
  ),
  can: z.object({
    change: z.boolean(),
    second: z.boolean(),
    unsecond: z.boolean(),
    callOff: z.boolean(),
    /** Take it back: its texts and what they said before go for good. */
    withdraw: z.boolean(),
    sayOutcome: z.boolean(),
    lookBack: z.boolean(),
    nameOrganiser: z.boolean(),
    /** null: she can, or the sentence that says what is missing. */
    pledge: z.nullable(
      z.enum(['signed-out', 'no-evidence', 'not-established', 'too-young', 'not-now']),
    ),
  }),
});
export type BoycottResponse = z.infer<typeof boycottResponse>;
