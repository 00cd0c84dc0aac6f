import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import {
  CLOSING_HOURS,
  DEBATE_HOURS,
  FINAL_SHARE,
  LAST_CALL_HOURS,
  LOOK_BACK_DAYS,
  MAX_CHANGES,
  MAX_THRESHOLD_SHARE,
  MIN_THRESHOLD,
  MIN_NEW_ACCOUNTS,
  MIN_TURNOUT,
  ON_DAYS,
  OUTCOME_DAYS,
  PLEDGE_HOURS,
  SECONDERS,
  type BallotKind,
  type BoycottFailure,
  type BoycottInput,
  type BoycottPace,
  type BoycottState,
  type PledgeRank,
} from '#shared/collective/boycotts.ts';
import type { BoycottResponse } from '#shared/collective/boycott-data.ts';
import type { FieldIssues } from '#shared/core/errors.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A call-off is asked of the pledgers once a week at most. */
const CALL_OFF_MS = 7 * DAY_MS;

/** Members, or pledges, by rank. */
export type Ranked = { readonly established: number; readonly fresh: number };

/** Those that count: never more new ones than established ones; the view boycott_pledge_count says the same in SQL. */
export function counted({ established, fresh }: Ranked): number {
  return established + countedFresh({ established, fresh });
}

/** Of the new ones, as many as count. */
export function countedFresh({ established, fresh }: Ranked): number {
  return Math.min(fresh, established);
}

/** Of those who could pledge: new accounts only where they are enough to hide each other. */
export function taken({ established, fresh }: Ranked): Ranked {
  return { established, fresh: fresh < MIN_NEW_ACCOUNTS ? 0 : fresh };
}

/** So many at least: rounded down to 20, 50, 100, 200, 500 and so on; 0 where too few for a boycott. */
export function roughly(people: number): number {
  const least = MIN_THRESHOLD / MAX_THRESHOLD_SHARE;
  let step = 0;
  for (let ten = 10; ten <= people; ten *= 10) {
    for (const one of [ten, 2 * ten, 5 * ten]) if (one >= least && one <= people) step = one;
  }
  return step;
}

/** What is wrong with a proposal beyond the form of its fields: what is refused, and how long what takes. */
export function checkProposal(input: BoycottInput): FieldIssues {
  const { pace, target, client, task } = input;
  const has = (allowed: readonly number[], hours: number): boolean => allowed.includes(hours);
  return {
    ...(target === 'client' && client === undefined ? { client: { code: 'required' } } : {}),
    ...(target === 'task' && task === undefined ? { task: { code: 'required' } } : {}),
    ...(has(DEBATE_HOURS[pace], input.debateHours) ? {} : { debateHours: { code: 'invalid' } }),
    ...(has(PLEDGE_HOURS[pace], input.pledgeHours) ? {} : { pledgeHours: { code: 'invalid' } }),
    ...(has(ON_DAYS, input.onDays) ? {} : { onDays: { code: 'invalid' } }),
  };
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

function afterDebate({ threshold, pledgeHours }: Stepping, eligible: Ranked, now: Date): Step {
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
 * What a ballot came to; null where too few voted, of all pledgers or of the established. An offer is
 * taken, and a boycott called off, by most of those who vote; how it ended is what more say than anything
 * else. Established members alone must have voted the same way: new accounts cannot turn it.
 */
export function ballotResult(
  kind: BallotKind,
  votes: readonly Votes[],
  pledged: Ranked,
): string | null {
  const established = votes.filter(({ rank }) => rank === 'established');
  if (sum(votes) < MIN_TURNOUT * (pledged.established + pledged.fresh)) return null;
  if (sum(established) < MIN_TURNOUT * pledged.established) return null;
  if (kind === 'closing') {
    const first = firstOf(votes);
    return first === firstOf(established) ? first : null;
  }
  if (!isTaken(votes) || !isTaken(established)) return 'go-on';
  if (kind === 'call-off') return 'call-off';
  return votesFor(votes, 'won') > votesFor(votes, 'partly') ? 'won' : 'partly';
}

/** Whether most say anything else than to go on. */
function isTaken(votes: readonly Votes[]): boolean {
  return votesFor(votes, 'go-on') * 2 < sum(votes);
}

/** The value that more have than any other; null where two share the first place. */
function firstOf(votes: readonly Votes[]): string | null {
  const byValue = [...new Set(votes.map(({ value }) => value))]
    .map((value) => ({ value, votes: votesFor(votes, value) }))
    .toSorted((one, other) => other.votes - one.votes);
  const [first, second] = byValue;
  return first === undefined || first.votes === second?.votes ? null : first.value;
}

/** How many said so, of all ranks. */
export function votesFor(votes: readonly Votes[], value: string): number {
  return sum(votes.filter((vote) => vote.value === value));
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
  readonly stepEndsAt: Date | null;
  readonly debateHours: number;
  /** Her account is old enough to second, where she is not established. */
  readonly ripe: boolean;
  readonly outcome: string | null;
  readonly lookedBack: boolean;
  readonly endedOn: Day | null;
  /** When the pledgers were last asked whether to call it off. */
  readonly callOffAskedAt: Date | null;
};

/** What a viewer may do with a boycott, but for pledging. */
export type BoycottRights = Omit<BoycottResponse['can'], 'pledge'>;

/** What a viewer may do with a boycott; what a page shows and an action checks. */
export function boycottRights(viewer: Viewer | null, facts: RightsFacts, now: Date): BoycottRights {
  const { state, mine, seconded } = facts;
  const asks = viewer !== null && state === 'proposed' && !mine && !facts.hidden;
  const ended = mine && state === 'ended';
  return {
    change: mine && mayChange(facts, now),
    second: asks && !seconded && facts.worksThere && (viewer.established || facts.ripe),
    unsecond: viewer !== null && state === 'proposed' && seconded,
    callOff: mine && mayCallOff(facts, now),
    withdraw: mine && mayWithdraw(state),
    sayOutcome: ended && facts.outcome === 'unsaid' && isWithin(facts.endedOn, OUTCOME_DAYS, now),
    nameOrganiser: mine && (state === 'proposed' || state === 'debated'),
    lookBack: ended && !facts.lookedBack && isWithin(facts.endedOn, LOOK_BACK_DAYS, now),
  };
}

// What is pledged for must have been there to be debated.
function mayChange({ state, changes, stepEndsAt, debateHours }: RightsFacts, now: Date): boolean {
  if (state !== 'debated' || changes >= MAX_CHANGES || stepEndsAt === null) return false;
  const quiet = debateHours * FINAL_SHARE * HOUR_MS;
  return now.getTime() < stepEndsAt.getTime() - quiet;
}

// Once the threshold is reached the promise binds: from then on the pledgers alone end it.
function mayCallOff({ state, reached, callOffAskedAt }: RightsFacts, now: Date): boolean {
  if (state === 'on') {
    return callOffAskedAt === null || now.getTime() - callOffAskedAt.getTime() >= CALL_OFF_MS;
  }
  return state === 'proposed' || state === 'debated' || (state === 'pledging' && !reached);
}

// While it binds others they must be able to read what they promised.
function mayWithdraw(state: BoycottState): boolean {
  return state !== 'pledging' && state !== 'on';
}

function isWithin(day: Day | null, days: number, now: Date): boolean {
  return day !== null && today(now) <= addDays(day, days);
}

/** The moment so many hours later, to the second. */
export function inHours(now: Date, hours: number): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000 + hours * HOUR_MS);
}
