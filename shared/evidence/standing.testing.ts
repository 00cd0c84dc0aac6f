// Evidence for the tests of the standing; no page and no route imports it.
import { addDays, type Day } from '#shared/core/days.ts';
import type { PayoutEvidence } from './payout-evidence.ts';
import {
  computeStanding,
  type PreviousStanding,
  type Standing,
  type StandingState,
} from './standing.ts';

export const NOW = '2026-06-30';
/** Start of every previous standing in these tests. */
export const LONG_AGO = '2026-01-01';
export const ago = (days: number): Day => addDays(NOW, -days);

type Overrides = Partial<PayoutEvidence>;

let nextAuthor = 0;

/** Payouts of this many established members, each asked, settled, told and counted on one day. */
export function members(count: number, day: Day, overrides: Overrides = {}): PayoutEvidence[] {
  return Array.from({ length: count }, () => ({
    authorKey: `member ${(nextAuthor += 1)}`,
    established: true,
    solicited: false,
    suspect: false,
    state: 'received' as const,
    shareReceived: 1,
    askedOn: day,
    settledOn: day,
    toldOn: day,
    countsFrom: day,
    unpaidOn: null,
    stillWaitingOn: null,
    unansweredReminders: 0,
    withdrewOn: null,
    promiseDays: 30,
    ...overrides,
  }));
}
export const paid = (count: number, days = 0, overrides: Overrides = {}) =>
  members(count, ago(days), overrides);
export const refused = (count: number, days = 0, overrides: Overrides = {}) =>
  members(count, ago(days), { state: 'refused', ...overrides });
/** Asked so many days ago, with a promise of 30 days: not paid from the 45th on. */
export const waiting = (count: number, days: number, overrides: Overrides = {}) =>
  members(count, ago(days), {
    state: 'waiting',
    settledOn: null,
    unpaidOn: ago(days - 45),
    ...overrides,
  });
export const fresh = { established: false };
export const suspect = { suspect: true };
export const solicited = { solicited: true };

export function was(state: StandingState | null, everKnown = true): PreviousStanding | null {
  return state === null ? null : { state, since: LONG_AGO, everKnown };
}
export function computeTestStanding(
  payouts: PayoutEvidence[],
  from: StandingState | null = null,
  closed = false,
): Standing {
  return computeStanding({ payouts, previous: was(from), closed, now: NOW });
}

/** Reports by members who have reported on the platform for long; they were paid then. */
export function regulars(
  count: number,
  days: number,
  state: PayoutEvidence['state'],
): PayoutEvidence[] {
  return Array.from({ length: count }, () => {
    const [first] = paid(1, 300);
    if (first === undefined) return [];
    return [first, ...members(1, ago(days), { authorKey: first.authorKey, state })];
  }).flat();
}
