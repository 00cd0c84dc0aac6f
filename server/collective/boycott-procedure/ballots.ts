import {
  CLOSING_BALLOT_HOURS,
  MIN_BALLOT_TURNOUT,
  type BallotKind,
  type PledgeRank,
} from '#shared/collective/boycotts.ts';
import type { CountsByRank } from './pledge-count-rules.ts';

const HOUR_MS = 3_600_000;

/**
 * Returns the start of the closing ballot: it takes the boycott's last days, or the last third of a
 * short one.
 */
export function closingBallotStart(stepEndsAt: Date, onDays: number): Date {
  const hours = Math.min(CLOSING_BALLOT_HOURS, (onDays * 24) / 3);
  return new Date(stepEndsAt.getTime() - hours * HOUR_MS);
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
