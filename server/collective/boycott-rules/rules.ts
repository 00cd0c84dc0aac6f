import type { Viewer } from '#server/http/viewer.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import {
  CLOSING_BALLOT_HOURS,
  DEBATE_HOURS,
  FROZEN_DEBATE_SHARE,
  PLEDGING_HOURS_AFTER_THRESHOLD,
  RETROSPECTIVE_DAYS,
  MAX_CALL_TEXT_CHANGES,
  MAX_PLEDGE_THRESHOLD_SHARE,
  MIN_PLEDGE_THRESHOLD,
  MIN_NEW_ACCOUNTS_TO_PLEDGE,
  MIN_BALLOT_TURNOUT,
  BOYCOTT_DURATION_DAYS,
  DAYS_UNTIL_PROPOSER_STATES_OUTCOME,
  PLEDGE_HOURS,
  SECONDERS_NEEDED,
  type BallotKind,
  type BoycottFailure,
  type BoycottInput,
  type BoycottPace,
  type BoycottState,
  type PledgeRank,
} from '#shared/collective/boycotts.ts';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { FieldIssues } from '#shared/core/errors.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A call-off can be put to the vote once a week. */
const CALL_OFF_MS = 7 * DAY_MS;

/** Counts by rank: members or pledges. */
export type CountsByRank = { readonly established: number; readonly fresh: number };

/**
 * Counted pledges: never more new members than established ones. The view boycott_pledge_count does
 * the same in SQL.
 */
export function countedPledges({ established, fresh }: CountsByRank): number {
  return established + countedNewMemberPledges({ established, fresh });
}

/** The number of new members that count. */
export function countedNewMemberPledges({ established, fresh }: CountsByRank): number {
  return Math.min(fresh, established);
}

/** Possible pledgers: new accounts only when they are enough to hide each other. */
export function possiblePledgersByRank({ established, fresh }: CountsByRank): CountsByRank {
  return { established, fresh: fresh < MIN_NEW_ACCOUNTS_TO_PLEDGE ? 0 : fresh };
}

/** A lower bound: rounds down to 20, 50, 100, 200, 500 and so on; 0 when too few for a boycott. */
export function roundDownForPublication(people: number): number {
  const least = MIN_PLEDGE_THRESHOLD / MAX_PLEDGE_THRESHOLD_SHARE;
  let step = 0;
  for (let ten = 10; ten <= people; ten *= 10) {
    for (const one of [ten, 2 * ten, 5 * ten]) if (one >= least && one <= people) step = one;
  }
  return step;
}

/** Errors of a proposal across fields: the target and the durations. */
export function findProposalErrors(input: BoycottInput): FieldIssues {
  const { pace, target, client, task } = input;
  const has = (allowed: readonly number[], hours: number): boolean => allowed.includes(hours);
  return {
    ...(target === 'client' && client === undefined ? { client: { code: 'required' } } : {}),
    ...(target === 'task' && task === undefined ? { task: { code: 'required' } } : {}),
    ...(has(DEBATE_HOURS[pace], input.debateHours) ? {} : { debateHours: { code: 'invalid' } }),
    ...(has(PLEDGE_HOURS[pace], input.pledgeHours) ? {} : { pledgeHours: { code: 'invalid' } }),
    ...(has(BOYCOTT_DURATION_DAYS, input.onDays) ? {} : { onDays: { code: 'invalid' } }),
  };
}

/** The fields on which the next step depends. */
export type BoycottStepFields = {
  readonly state: BoycottState;
  readonly pace: BoycottPace;
  readonly threshold: number;
  readonly debateHours: number;
  readonly pledgeHours: number;
  readonly onDays: number;
  readonly reached: boolean;
  readonly stepEndsAt: Date | null;
};

/** Counts for the next step, each computed on demand. */
export type BoycottStepCounts = {
  readonly seconders: number;
  readonly eligible: CountsByRank;
  readonly pledges: CountsByRank;
};

export type BoycottStep =
  | { readonly to: 'debated'; readonly until: Date }
  | { readonly to: 'pledging'; readonly until: Date; readonly threshold: number }
  | { readonly to: 'reached'; readonly until: Date }
  | { readonly to: 'on'; readonly until: Date }
  | { readonly to: 'failed'; readonly failure: BoycottFailure }
  | { readonly to: 'ended' };

/** The automatic step that is due now; null when none is. */
export function dueBoycottStep(
  boycott: BoycottStepFields,
  counts: BoycottStepCounts,
  now: Date,
): BoycottStep | null {
  const { state, stepEndsAt } = boycott;
  const due = stepEndsAt !== null && stepEndsAt <= now;
  if (state === 'proposed') {
    if (counts.seconders >= SECONDERS_NEEDED) {
      return { to: 'debated', until: hoursLater(now, boycott.debateHours) };
    }
    return due ? { to: 'failed', failure: 'no-seconders' } : null;
  }
  if (state === 'debated') return due ? afterDebate(boycott, counts.eligible, now) : null;
  if (state === 'pledging') return whilePledging(boycott, countedPledges(counts.pledges), now, due);
  if (state === 'on' && due) return { to: 'ended' };
  return null;
}

function afterDebate(
  { threshold, pledgeHours }: BoycottStepFields,
  eligible: CountsByRank,
  now: Date,
): BoycottStep {
  const most = maxThresholdFor(eligible);
  if (most < MIN_PLEDGE_THRESHOLD) return { to: 'failed', failure: 'too-few-eligible' };
  const until = hoursLater(now, pledgeHours);
  return { to: 'pledging', until, threshold: Math.min(threshold, most) };
}

/** The highest threshold for a number of possible pledgers: at most half of them. */
export function maxThresholdFor(eligible: CountsByRank): number {
  return Math.floor(countedPledges(eligible) * MAX_PLEDGE_THRESHOLD_SHARE);
}

function whilePledging(
  { threshold, reached, pace, onDays, stepEndsAt }: BoycottStepFields,
  pledged: number,
  now: Date,
  due: boolean,
): BoycottStep | null {
  if (due) {
    if (pledged < threshold) return { to: 'failed', failure: 'too-few-pledges' };
    return { to: 'on', until: hoursLater(now, onDays * 24) };
  }
  if (reached || pledged < threshold || stepEndsAt === null) return null;
  const lastCall = hoursLater(now, PLEDGING_HOURS_AFTER_THRESHOLD[pace]);
  return { to: 'reached', until: lastCall < stepEndsAt ? lastCall : stepEndsAt };
}

/** The start of the closing ballot: the boycott's last days, or the last third of a short one. */
export function closingBallotStart(stepEndsAt: Date, onDays: number): Date {
  const hours = Math.min(CLOSING_BALLOT_HOURS, (onDays * 24) / 3);
  return new Date(stepEndsAt.getTime() - hours * HOUR_MS);
}

/** Votes for one value, by rank. */
export type VotesByRank = {
  readonly value: string;
  readonly rank: PledgeRank;
  readonly votes: number;
};

/**
 * The result of a ballot; null when the turnout, of all pledgers or of established ones, is too
 * low. Accepting an offer and calling off take a majority of the votes; the outcome takes a
 * plurality. Established members alone must give the same result, so that new accounts cannot
 * change it.
 */
export function ballotResult(
  kind: BallotKind,
  votes: readonly VotesByRank[],
  pledged: CountsByRank,
): string | null {
  const established = votes.filter(({ rank }) => rank === 'established');
  if (sum(votes) < MIN_BALLOT_TURNOUT * (pledged.established + pledged.fresh)) return null;
  if (sum(established) < MIN_BALLOT_TURNOUT * pledged.established) return null;
  if (kind === 'closing') {
    const first = firstOf(votes);
    return first === firstOf(established) ? first : null;
  }
  if (!isTaken(votes) || !isTaken(established)) return 'go-on';
  if (kind === 'call-off') return 'call-off';
  return countVotesForValue(votes, 'won') > countVotesForValue(votes, 'partly') ? 'won' : 'partly';
}

/** Whether a majority votes for anything other than to go on. */
function isTaken(votes: readonly VotesByRank[]): boolean {
  return countVotesForValue(votes, 'go-on') * 2 < sum(votes);
}

/** The value with the most votes; null on a tie. */
function firstOf(votes: readonly VotesByRank[]): string | null {
  const byValue = [...new Set(votes.map(({ value }) => value))]
    .map((value) => ({ value, votes: countVotesForValue(votes, value) }))
    .toSorted((one, other) => other.votes - one.votes);
  const [first, second] = byValue;
  return first === undefined || first.votes === second?.votes ? null : first.value;
}

/** Votes for a value over all ranks. */
export function countVotesForValue(votes: readonly VotesByRank[], value: string): number {
  return sum(votes.filter((vote) => vote.value === value));
}

function sum(votes: readonly VotesByRank[]): number {
  return votes.reduce((total, { votes: n }) => total + n, 0);
}

/** The facts on which a viewer's rights in a boycott depend. */
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
  /** The account is old enough to second without being established. */
  readonly ripe: boolean;
  readonly outcome: string | null;
  readonly lookedBack: boolean;
  readonly endedOn: Day | null;
  /** When the last vote on calling it off was opened. */
  readonly callOffAskedAt: Date | null;
};

/** A viewer's rights in a boycott, except pledging. */
export type BoycottRights = Omit<BoycottResponse['can'], 'pledge'>;

/** A viewer's rights in a boycott; pages show them and actions check them. */
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

// What members pledge for must have been open to debate.
function mayChange(
  { state, changes, stepEndsAt, debateHours }: BoycottRightsFacts,
  now: Date,
): boolean {
  if (state !== 'debated' || changes >= MAX_CALL_TEXT_CHANGES || stepEndsAt === null) return false;
  const quiet = debateHours * FROZEN_DEBATE_SHARE * HOUR_MS;
  return now.getTime() < stepEndsAt.getTime() - quiet;
}

// Once the threshold is reached the promise binds: only the pledgers can end it.
function mayCallOff({ state, reached, callOffAskedAt }: BoycottRightsFacts, now: Date): boolean {
  if (state === 'on') {
    return callOffAskedAt === null || now.getTime() - callOffAskedAt.getTime() >= CALL_OFF_MS;
  }
  return state === 'proposed' || state === 'debated' || (state === 'pledging' && !reached);
}

// While others are bound, they must be able to read what they promised.
function mayWithdraw(state: BoycottState): boolean {
  return state !== 'pledging' && state !== 'on';
}

function isWithin(day: Day | null, days: number, now: Date): boolean {
  return day !== null && today(now) <= addDays(day, days);
}

/** The moment a number of hours later, truncated to the second. */
export function hoursLater(now: Date, hours: number): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000 + hours * HOUR_MS);
}
