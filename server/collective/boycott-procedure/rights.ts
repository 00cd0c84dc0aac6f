import type { Viewer } from '#server/http/viewer.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import {
  FROZEN_DEBATE_SHARE,
  RETROSPECTIVE_DAYS,
  MAX_CALL_TEXT_CHANGES,
  DAYS_UNTIL_PROPOSER_STATES_OUTCOME,
  type BoycottState,
} from '#shared/collective/boycotts.ts';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';

const HOUR_MS = 3_600_000;
/** Minimum time between two ballots on calling a boycott off: a week. */
const CALL_OFF_MS = 7 * 24 * HOUR_MS;

export type BoycottRightsFacts = {
  readonly state: BoycottState;
  readonly reached: boolean;
  readonly hidden: boolean;
  readonly mine: boolean;
  readonly seconded: boolean;
  readonly worksThere: boolean;
  readonly changes: number;
  readonly stepEndsAt: Date | null;
  readonly debateHours: number;
  /** The viewer's account is old enough to second without being established. */
  readonly ripe: boolean;
  readonly outcome: string | null;
  readonly lookedBack: boolean;
  readonly endedOn: Day | null;
  /** When the last ballot on calling the boycott off was opened; null without one. */
  readonly callOffAskedAt: Date | null;
};

/** A viewer's rights in a boycott, except pledging and translating it. */
export type BoycottRights = Omit<BoycottResponse['can'], 'pledge' | 'translate'>;

/** Returns a viewer's rights in a boycott; pages show them and actions check them. */
export function boycottRights(
  viewer: Viewer | null,
  facts: BoycottRightsFacts,
  now: Date,
): BoycottRights {
  const { state, mine, seconded } = facts;
  const asks = viewer !== null && state === 'proposed' && !mine && !facts.hidden;
  const ended = mine && state === 'ended';
  return {
    change: mine && mayChange(facts, now),
    second: asks && !seconded && facts.worksThere && (viewer.established || facts.ripe),
    unsecond: viewer !== null && state === 'proposed' && seconded,
    callOff: mine && mayCallOff(facts, now),
    withdraw: mine && mayWithdraw(state),
    sayOutcome:
      ended &&
      facts.outcome === 'unsaid' &&
      isWithin(facts.endedOn, DAYS_UNTIL_PROPOSER_STATES_OUTCOME, now),
    nameOrganiser: mine && (state === 'proposed' || state === 'debated'),
    lookBack: ended && !facts.lookedBack && isWithin(facts.endedOn, RETROSPECTIVE_DAYS, now),
  };
}

// The call's text must have been open to debate before members pledge to it, so it cannot change in
// the last hours of the debate.
function mayChange(
  { state, changes, stepEndsAt, debateHours }: BoycottRightsFacts,
  now: Date,
): boolean {
  if (state !== 'debated' || changes >= MAX_CALL_TEXT_CHANGES || stepEndsAt === null) return false;
  const quiet = debateHours * FROZEN_DEBATE_SHARE * HOUR_MS;
  return now.getTime() < stepEndsAt.getTime() - quiet;
}

// Once the threshold is reached, pledges bind and the proposer cannot call the boycott off. While
// it is on, calling it off opens a ballot of the pledgers, at most once in CALL_OFF_MS.
function mayCallOff({ state, reached, callOffAskedAt }: BoycottRightsFacts, now: Date): boolean {
  if (state === 'on') {
    return callOffAskedAt === null || now.getTime() - callOffAskedAt.getTime() >= CALL_OFF_MS;
  }
  return state === 'proposed' || state === 'debated' || (state === 'pledging' && !reached);
}

// While pledges bind others, they must be able to read what they promised.
function mayWithdraw(state: BoycottState): boolean {
  return state !== 'pledging' && state !== 'on';
}

function isWithin(day: Day | null, days: number, now: Date): boolean {
  return day !== null && today(now) <= addDays(day, days);
}
