import { fieldError } from '#server/core/errors.ts';
import { checkMeasure } from '#server/governance/cases/rules.ts';
import type { CaseSubjectKind } from '#shared/core/subject-kinds.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';
import type { CaseRule } from '#shared/governance/case-handling.ts';
import type { Vote } from '#shared/governance/juries.ts';

/** A juror's vote, and the rule that she names; null for a vote that shows the subject. */
export type JurorVote = { readonly vote: Vote; readonly rule: string | null };

export type JuryVerdict = {
  readonly kind: Vote;
  /** The rule that most of the majority named; null when the subject stays shown. */
  readonly rule: string | null;
};

const showing = ({ vote }: JurorVote): boolean => vote === 'restore' || vote === 'dismiss';
const removing = ({ vote }: JurorVote): boolean => vote === 'remove';
const covering = ({ vote }: JurorVote): boolean => vote === 'cover';
const hidingAtLeast = (one: JurorVote): boolean => !showing(one) && !covering(one);

export function majorityOf(seats: number): number {
  return Math.floor(seats / 2) + 1;
}

/**
 * Computes the verdict of a jury as soon as no remaining vote could change it; null before. A vote
 * to remove is also one to hide: with a majority for either but none for removal, the subject is
 * hidden, the milder of both.
 * @param over whether no more votes will come, so that a majority by now decides.
 */
export function verdictOf(
  votes: readonly JurorVote[],
  seats: number,
  over = false,
): JuryVerdict | null {
  const majority = majorityOf(seats);
  const left = over ? 0 : seats - votes.length;
  const show = votes.filter(showing);
  if (show.length >= majority) return { kind: 'restore', rule: null };
  const cover = votes.filter(covering);
  if (cover.length >= majority) return { kind: 'cover', rule: mostNamed(cover) };
  const remove = votes.filter(removing);
  if (remove.length >= majority) return { kind: 'remove', rule: mostNamed(remove) };
  const hide = votes.filter(hidingAtLeast);
  if (hide.length < majority || remove.length + left >= majority) return null;
  return { kind: 'hide', rule: mostNamed(hide) };
}

/** Whether a vote belongs to the verdict's majority, whose jurors are the decision makers. */
export function isVoteOfMajority(cast: JurorVote, { kind }: JuryVerdict): boolean {
  if (kind === 'remove') return removing(cast);
  if (kind === 'cover') return covering(cast);
  return kind === 'hide' ? hidingAtLeast(cast) : showing(cast);
}

/** Returns the rule named most often; on a tie the first in alphabetical order. */
function mostNamed(votes: readonly JurorVote[]): string | null {
  const rules = votes.flatMap(({ rule }) => (rule === null ? [] : [rule]));
  const times = (rule: string): number => rules.filter((other) => other === rule).length;
  const [first] = rules.toSorted((a, b) => times(b) - times(a) || (a < b ? -1 : 1));
  return first ?? null;
}

/**
 * Returns the votes open to a juror, given the current measure; a pause cannot be removed. A jury on covering words
 * (`coverAtStake`) covers them or shows them.
 */
export function possibleVotes(
  kind: CaseSubjectKind,
  hidden: Measure | null,
  { coverAtStake, covered }: { readonly coverAtStake: boolean; readonly covered: boolean },
): Vote[] {
  const shows = hidden === null && !(coverAtStake && covered) ? 'dismiss' : 'restore';
  if (coverAtStake) return [shows, 'cover'];
  return kind === 'pause' ? [shows, 'hide'] : [shows, 'hide', 'remove'];
}

/**
 * Returns the rule to store with a vote: hiding and removing need one, and only some allow removal.
 * @throws AppError bad-input when the rule is missing or does not allow removal.
 */
export function checkJurorVote(vote: Vote, rule: CaseRule | undefined): CaseRule | null {
  if (vote === 'restore' || vote === 'dismiss') return null;
  if (rule === undefined) throw fieldError('rule', 'required');
  checkMeasure(vote, rule);
  return rule;
}

/**
 * Returns what readers see of a subject after a decision; different decisions can have the same
 * effect.
 */
export function visibilityAfter(kind: Measure): 'shown' | 'covered' | 'hidden' | 'removed' {
  if (kind === 'cover') return 'covered';
  if (kind === 'hide') return 'hidden';
  return kind === 'remove' || kind === 'veil' ? 'removed' : 'shown';
}
