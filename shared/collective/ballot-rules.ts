import type { CountsByRank } from './pledge-counts.ts';

export const PLEDGE_RANKS = ['established', 'new'] as const;
export const STATED_OUTCOMES = ['won', 'partly', 'lost', 'called-off'] as const;
export const BALLOT_KINDS = ['offer', 'closing', 'call-off'] as const;
export const BALLOT_ANSWERS = {
  // The pledgers accept the offer in full, accept it in part, or go on.
  offer: ['won', 'partly', 'go-on'],
  closing: STATED_OUTCOMES,
  'call-off': ['call-off', 'go-on'],
} as const satisfies Record<BallotKind, readonly string[]>;
/** Minimum turnout of a ballot, among all pledgers and among established ones: a share, 0 to 1. */
export const MIN_BALLOT_TURNOUT = 0.25;

const DAY_MS = 86_400_000;

type BallotKind = (typeof BALLOT_KINDS)[number];
type StatedOutcome = (typeof STATED_OUTCOMES)[number];
type PledgeRank = (typeof PLEDGE_RANKS)[number];

/** A ballot of a boycott. Moments are ISO 8601, to the second, in UTC. */
export type BallotOfBoycott = {
  readonly id: string;
  readonly kind: BallotKind;
  readonly openedAt: string;
  readonly closesAt: string;
  /** What its votes gave; null while it is open, and where it gave nothing. */
  readonly result: string | null;
};

/**
 * Returns the outcome that the ballots of a boycott give: that of the first one that ended it, by the
 * moment it closed, else that of the closing ballot.
 * @param until when the boycott ends by itself; ballots that close then end nothing.
 */
export function outcomeOfBallots(
  ballots: readonly BallotOfBoycott[],
  until: string,
): StatedOutcome | 'unsaid' {
  const [ending] = ballots
    .filter(({ closesAt }) => closesAt < until)
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
    .flatMap((ballot) => endingOf(ballot) ?? []);
  const said = ballots.find(({ kind }) => kind === 'closing')?.result;
  return ending ?? STATED_OUTCOMES.find((outcome) => outcome === said) ?? 'unsaid';
}

/** When a boycott ends by itself, as ISO 8601 to the second. */
export function endOfBoycott(onFrom: Date, onDays: number): string {
  return new Date(onFrom.getTime() + onDays * DAY_MS).toISOString().replace(/\.\d+Z$/, 'Z');
}

const placeOf = ({ closesAt, openedAt, id }: BallotOfBoycott): string =>
  [closesAt, openedAt, id].join(' ');

/** Returns the outcome with which a closed ballot ends the boycott; null when the boycott goes on. */
export function endingOf({
  kind,
  result,
}: Pick<BallotOfBoycott, 'kind' | 'result'>): StatedOutcome | null {
  if (kind === 'offer' && (result === 'won' || result === 'partly')) return result;
  return kind === 'call-off' && result === 'call-off' ? 'called-off' : null;
}

export type VotesByRank = {
  readonly value: string;
  readonly rank: PledgeRank;
  readonly votes: number;
};

/**
 * Returns the result of a ballot; null when the turnout, of all pledgers or of established ones, is
 * too low. Accepting an offer and calling off take a majority of the votes; the outcome takes a
 * plurality. The votes of established members alone must give the same result, so that new accounts
 * cannot change it.
 */
export function ballotResult(
  kind: BallotKind,
  votes: readonly VotesByRank[],
  pledged: CountsByRank,
): string | null {
  const established = votes.filter(({ rank }) => rank === 'established');
  if (sum(votes) < MIN_BALLOT_TURNOUT * (pledged.established + pledged.newMembers)) return null;
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

/** Returns the value with the most votes; null on a tie. */
function firstOf(votes: readonly VotesByRank[]): string | null {
  const byValue = [...new Set(votes.map(({ value }) => value))]
    .map((value) => ({ value, votes: countVotesForValue(votes, value) }))
    .toSorted((one, other) => other.votes - one.votes);
  const [first, second] = byValue;
  return first === undefined || first.votes === second?.votes ? null : first.value;
}

export function countVotesForValue(votes: readonly VotesByRank[], value: string): number {
  return sum(votes.filter((vote) => vote.value === value));
}

function sum(votes: readonly VotesByRank[]): number {
  return votes.reduce((total, { votes: n }) => total + n, 0);
}
