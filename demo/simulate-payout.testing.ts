import type { CampaignFacts } from '#server/database/predicates/suspect-authors.ts';
import type { ReminderFacts } from '#server/evidence/standings/count-reminders.ts';
import { parsePayout, type ParsedPayout } from '#server/evidence/payouts/rules.ts';
import { PROOF_CONFIRMATIONS_NEEDED } from '#shared/evidence/proof-verification.ts';
import { addDays, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import type { PayoutEvidence } from '#shared/evidence/standing.ts';

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
  stillWaitingOn: Day | null;
  publishedOn: Day;
};
/** A delay that a platform promises, from a day on. */
export type Promised = { key: string; days: number; since: Day };
/** What the rules of standings and campaigns read of a payout. */
export type Loaded = { published: ReminderFacts; facts: CampaignFacts; evidence: PayoutEvidence };

/** What the site would read of a payout of the plan. */
export function toLoaded(
  held: Held,
  established: (member: string) => boolean,
  young: (member: string, on: Day) => boolean,
  promises: readonly Promised[],
): Loaded {
  const { key, facts, member, givenUpOn, stillWaitingOn, publishedOn } = held;
  const askedOn = middleOfMonth(monthOf(facts.askedOn));
  const { delayDays, receivedShare } = publish(facts, givenUpOn);
  const inForce = promises.filter(({ since }) => since <= askedOn).at(-1) ?? promises[0];
  const picture = held.confirmations >= PROOF_CONFIRMATIONS_NEEDED ? 'confirmed' : 'screenshot';
  return {
    published: {
      id: key,
      askedMonth: monthOf(facts.askedOn),
      postedMonth: monthOf(publishedOn),
      stillWaitingMonth: stillWaitingOn === null ? null : monthOf(stillWaitingOn),
    },
    facts: {
      authorId: member,
      voice: null,
      postedOn: publishedOn,
      young: young(member, publishedOn),
      brought: false,
    },
    evidence: {
      authorKey: member,
      established: established(member),
      solicited: facts.solicited,
      suspect: false,
      proof: held.hasPicture && !held.questioned ? picture : 'declared',
      state: facts.outcome,
      shareReceived: receivedShare ?? 1,
      askedOn,
      settledOn: delayDays === null ? null : addDays(askedOn, delayDays),
      stillWaitingOn,
      unansweredReminders: 0,
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
