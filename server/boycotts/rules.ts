import type { Viewer } from '#server/accounts/viewer.ts';
import { addDays, today, type Day } from '#shared/days.ts';
import {
  CLOSING_HOURS,
  LAST_CALL_HOURS,
  LOOK_BACK_DAYS,
  MAX_CHANGES,
  MAX_THRESHOLD_SHARE,
  MIN_THRESHOLD,
  MIN_TURNOUT,
  OUTCOME_DAYS,
  SECONDERS,
  type BallotKind,
  type BoycottFailure,
  type BoycottPace,
  type BoycottState,
  type PledgeRank,
} from '#shared/boycotts.ts';
import type { BoycottResponse } from '#shared/boycott-data.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A call-off is asked of the pledgers once a week at most. */
const CALL_OFF_MS = 7 * DAY_MS;

/** Members, or pledges, by rank. */
export type Ranked = { readonly established: number; readonly fresh: number };

/** Those that count: never more new ones than established ones. */
export function counted({ established, fresh }: Ranked): number {
  return established + countedFresh({ established, fresh });
}

/** Of the new ones, as many as count. */
export function countedFresh({ established, fresh }: Ranked): number {
  return Math.min(fresh, established);
}

/** Whole quarters of a threshold that are pledged, 0 to 4. */
export function quartersOf(pledged: number, threshold: number): number {
  return Math.min(4, Math.floor((4 * pledged) / threshold));
}

/** What the next step of a boycott depends on. */
export type Stepping = {
  readonly state: BoycottState;
  readonly pace: BoycottPace;
  readonly threshold: number;
  readonly debateHours: number;
  readonly pledgeHours: number;
  readonly onDays: number;
  readonly reached: boolean;
  readonly stepEndsAt: Date | null;
};

/** What is counted for it, each as it is asked for. */
export type Counts = {
  readonly seconders: number;
  readonly eligible: Ranked;
  readonly pledges: Ranked;
};

export type Step =
  | { readonly to: 'debated'; readonly until: Date }
  | { readonly to: 'pledging'; readonly until: Date; readonly threshold: number }
  | { readonly to: 'reached'; readonly until: Date }
  | { readonly to: 'on'; readonly until: Date }
  | { readonly to: 'failed'; readonly failure: BoycottFailure }
  | { readonly to: 'ended' };

/** The step that a boycott takes by itself now; null while it takes none. */
export function nextStep(boycott: Stepping, counts: Counts, now: Date): Step | null {
  const { state, stepEndsAt } = boycott;
  const due = stepEndsAt !== null && stepEndsAt <= now;
  if (state === 'proposed') {
    if (counts.seconders >= SECONDERS) {
      return { to: 'debated', until: inHours(now, boycott.debateHours) };
    }
    return due ? { to: 'failed', failure: 'no-seconders' } : null;
  }
  if (state === 'debated') return due ? afterDebate(boycott, counts.eligible, now) : null;
  if (state === 'pledging') return whilePledging(boycott, counted(counts.pledges), now, due);
  if (state === 'on' && due) return { to: 'ended' };
  return null;
}

function afterDebate(
  { threshold, pledgeHours }: Stepping,
  eligible: Ranked,
  now: Date,
): Step {
  const most = highestThreshold(eligible);
  if (most < MIN_THRESHOLD) return { to: 'failed', failure: 'too-few-eligible' };
  const until = inHours(now, pledgeHours);
  return { to: 'pledging', until, threshold: Math.min(threshold, most) };
}

/** The highest threshold that so many could reach: at most half of them. */
export function highestThreshold(eligible: Ranked): number {
  return Math.floor(counted(eligible) * MAX_THRESHOLD_SHARE);
}

function whilePledging(
  { threshold, reached, pace, onDays, stepEndsAt }: Stepping,
  pledged: number,
  now: Date,
  due: boolean,
): Step | null {
  if (due) {
    if (pledged < threshold) return { to: 'failed', failure: 'too-few-pledges' };
    return { to: 'on', until: inHours(now, onDays * 24) };
  }
  if (reached || pledged < threshold || stepEndsAt === null) return null;
  const lastCall = inHours(now, LAST_CALL_HOURS[pace]);
  return { to: 'reached', until: lastCall < stepEndsAt ? lastCall : stepEndsAt };
}

/** When the pledgers begin to say how it ended: in its last days, of a short one in its last third. */
export function closingFrom(stepEndsAt: Date, onDays: number): Date {
  const hours = Math.min(CLOSING_HOURS, (onDays * 24) / 3);
  return new Date(stepEndsAt.getTime() - hours * HOUR_MS);
}

/** The votes for one value, by rank. */
export type Votes = { readonly value: string; readonly rank: PledgeRank; readonly votes: number };

/**
 * What a ballot came to; null where too few voted, or no value has it. An offer is taken, and a
 * boycott called off, by most of those who vote; how it ended is what more say than anything else.
 * Established members alone must have voted the same way: new accounts cannot turn it.
 */
export function ballotResult(
  kind: BallotKind,
  votes: readonly Votes[],
  pledged: number,
): string | null {
  const established = votes.filter(({ rank }) => rank === 'established');
  if (sum(votes) < MIN_TURNOUT * pledged) return null;
  const winner = winnerOf(kind, votes);
  return winner !== null && winner === winnerOf(kind, established) ? winner : null;
}

function winnerOf(kind: BallotKind, votes: readonly Votes[]): string | null {
  const byValue = new Map<string, number>();
  for (const { value, votes: n } of votes) byValue.set(value, (byValue.get(value) ?? 0) + n);
  const [first, second] = [...byValue].toSorted(([, one], [, other]) => other - one);
  if (first === undefined || first[1] === second?.[1]) return null;
  return kind === 'closing' || first[1] * 2 > sum(votes) ? first[0] : null;
}

function sum(votes: readonly Votes[]): number {
  return votes.reduce((total, { votes: n }) => total + n, 0);
}

/** What the rights of a viewer in a boycott depend on. */
export type RightsFacts = {
  readonly state: BoycottState;
  readonly reached: boolean;
  readonly hidden: boolean;
  readonly mine: boolean;
  readonly seconded: boolean;
  readonly worksThere: boolean;
  readonly changes: number;
  readonly outcome: string | null;
  readonly lookedBack: boolean;
  readonly endedOn: Day | null;
  /** When the pledgers were last asked whether to call it off. */
  readonly callOffAskedAt: Date | null;
};

/** What a viewer may do with a boycott; what a page shows and an action checks. */
export function boycottRights(
  viewer: Viewer | null,
  facts: RightsFacts,
  now: Date,
): Omit<BoycottResponse['can'], 'pledge'> {
  const { state, mine, seconded } = facts;
  const asks = viewer !== null && state === 'proposed' && !mine && !facts.hidden;
  const ended = mine && state === 'ended';
  return {
    change: mine && state === 'debated' && facts.changes < MAX_CHANGES,
    second: asks && !seconded && facts.worksThere,
    unsecond: viewer !== null && state === 'proposed' && seconded,
    callOff: mine && mayCallOff(facts, now),
    sayOutcome: ended && facts.outcome === 'unsaid' && isWithin(facts.endedOn, OUTCOME_DAYS, now),
    lookBack: ended && !facts.lookedBack && isWithin(facts.endedOn, LOOK_BACK_DAYS, now),
  };
}

// Once the threshold is reached the promise binds: from then on the pledgers alone end it.
function mayCallOff({ state, reached, callOffAskedAt }: RightsFacts, now: Date): boolean {
  if (state === 'on') {
    return callOffAskedAt === null || now.getTime() - callOffAskedAt.getTime() >= CALL_OFF_MS;
  }
  return state === 'proposed' || state === 'debated' || (state === 'pledging' && !reached);
}

function isWithin(day: Day | null, days: number, now: Date): boolean {
  return day !== null && today(now) <= addDays(day, days);
}

/** The moment so many hours later, to the second. */
export function inHours(now: Date, hours: number): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000 + hours * HOUR_MS);
}
