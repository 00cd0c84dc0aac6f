// Evidence for the tests of the standing; no page and no route imports it.
import { addDays, type Day } from '#shared/core/days.ts';
import {
  computeStanding,
  type PayoutEvidence,
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

/** Confirmed payouts of this many established members, each settled on the day of request. */
export function members(
  count: number,
  settledOn: Day,
  overrides: Overrides = {},
): PayoutEvidence[] {
  return Array.from({ length: count }, () => ({
    authorKey: `member ${(nextAuthor += 1)}`,
    established: true,
    solicited: false,
    suspect: false,
    proof: 'confirmed' as const,
    state: 'received' as const,
    shareReceived: 1,
    askedOn: settledOn,
    settledOn,
    stillWaitingOn: null,
    unansweredReminders: 0,
    promiseDays: null,
    ...overrides,
  }));
}
export const paid = (count: number, days = 0, overrides: Overrides = {}) =>
  members(count, ago(days), overrides);
export const refused = (count: number, days = 0, overrides: Overrides = {}) =>
  members(count, ago(days), { state: 'refused', ...overrides });
export const waiting = (count: number, days: number, overrides: Overrides = {}) =>
  members(count, ago(days), {
    state: 'waiting',
    proof: 'declared',
    settledOn: null,
    promiseDays: 30,
    ...overrides,
  });
export const givenUp = (count: number, after: number): PayoutEvidence[] =>
  waiting(count, after, { state: 'given-up', settledOn: NOW });
export const fresh = { established: false };
export const suspect = { suspect: true };
export const screenshot = { proof: 'screenshot' } as const;

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
