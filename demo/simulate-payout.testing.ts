import type { PostFacts } from '#server/evidence/manipulation-detection/detect-manipulation.ts';
import { parsePayout, type ParsedPayout } from '#server/evidence/payouts/rules.ts';
import { PROOF_CONFIRMATIONS_NEEDED } from '#shared/evidence/proof-verification.ts';
import { addDays, endOfMonth, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import { claimReminderDays } from '#shared/evidence/claim-reminders.ts';
import { expectedPaymentDelay, type PayoutEvidence } from '#shared/evidence/payout-evidence.ts';
import { UNPAID_MULTIPLE_OF_EXPECTED_DELAY } from '#shared/evidence/standing-constants.ts';

/** A payout as the plan has left it so far. */
export type Held = {
  key: string;
  member: string;
  slug: string;
  facts: PayoutFacts;
  givenUpOn: Day | null;
  hasPicture: boolean;
  confirmations: number;
  /** Its picture looks like an earlier one, or a doubt was right: it weighs as declared only. */
  questioned: boolean;
  /** A question about it is open. */
  doubted: boolean;
  /** The day on which she last said that she still waits. */
  stillWaitingOn: Day | null;
  publishedOn: Day;
  /** The day on which she closed a claim. */
  closedOn: Day | null;
};
/** A delay that a platform promises, from a day on. */
export type Promised = { key: string; days: number; since: Day };
/** What the rules of standings and campaigns read of a payout. */
export type Loaded = { facts: PostFacts; evidence: PayoutEvidence };

/** What the site would read of a payout of the plan. */
export function toLoaded(
  held: Held,
  established: (member: string) => boolean,
  young: (member: string, on: Day) => boolean,
  promises: readonly Promised[],
  withdrewOn: Day | null,
  countingDays: number,
  now: Day,
): Loaded {
  const { facts, member, givenUpOn, stillWaitingOn, publishedOn, closedOn } = held;
  const askedOn = middleOfMonth(monthOf(facts.askedOn));
  const { delayDays, receivedShare } = publish(facts, givenUpOn);
  const inForce = promises.filter(({ since }) => since <= askedOn).at(-1) ?? promises[0];
  const expectedDays = expectedPaymentDelay(inForce?.days ?? null, null);
  const claim = { askedOn: facts.askedOn, expectedDays, lastWordOn: stillWaitingOn ?? publishedOn };
  const picture = held.confirmations >= PROOF_CONFIRMATIONS_NEEDED ? 'confirmed' : 'screenshot';
  return {
    facts: {
      authorId: member,
      voice: null,
      postedOn: publishedOn,
      young: young(member, publishedOn),
      brought: false,
      proof: held.hasPicture && !held.questioned ? picture : 'declared',
    },
    evidence: {
      authorKey: member,
      established: established(member),
      solicited: facts.solicited,
      suspect: false,
      state: facts.outcome,
      shareReceived: receivedShare ?? 1,
      askedOn,
      settledOn: delayDays === null ? null : addDays(askedOn, delayDays),
      toldOn: closedOn === null ? publishedOn : endOfMonth(monthOf(closedOn)),
      countsFrom: addDays(closedOn ?? publishedOn, countingDays),
      unpaidOn: addDays(
        facts.askedOn,
        Math.ceil(UNPAID_MULTIPLE_OF_EXPECTED_DELAY * expectedDays) + countingDays,
      ),
      stillWaitingOn: stillWaitingOn === null ? null : middleOfMonth(monthOf(stillWaitingOn)),
      unansweredReminders: claimReminderDays(claim).filter((day) => day <= now).length,
      withdrewOn,
      promiseDays: inForce?.days ?? null,
    },
  };
}

/** The day on which the facts are read matters to forms alone. */
function publish(facts: PayoutFacts, givenUpOn: Day | null): ParsedPayout['kept'] {
  const payout = parsePayout(facts, '9999-01-01', givenUpOn);
  if ('issues' in payout) throw new Error('The plan of the demo says what no form accepts');
  return payout.kept;
}
