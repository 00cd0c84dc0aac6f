import { refuseField } from '#server/core/errors.ts';
import type { NoAppeal } from '#shared/governance/appeals.ts';
import { REMOVAL_RULES, type Measure } from '#shared/governance/cases.ts';
import type { CaseRule } from '#shared/governance/case-work.ts';
import type { PartyRole, Vote } from '#shared/governance/juries.ts';

/** What a juror voted. */
export type CastVote = { readonly vote: Vote; readonly rule: string | null };

export type Verdict = {
  readonly kind: Vote;
  /** The rule that most of the majority named; null where the thing is left or shown. */
  readonly rule: string | null;
};

const showing = ({ vote }: CastVote): boolean => vote === 'restore' || vote === 'dismiss';
const removing = ({ vote }: CastVote): boolean => vote === 'remove';
const hidingAtLeast = (one: CastVote): boolean => !showing(one);

/** How many of so many seats decide. */
export function majorityOf(seats: number): number {
  return Math.floor(seats / 2) + 1;
}

/**
 * What a jury has decided, as soon as no vote that is still to come could change it; null before.
 * Who wants a thing removed wants it at least hidden: with a majority for either, and none for
 * removing, it is hidden, the milder of both.
 * @param over no more votes come: what a majority wants by now is decided.
 */
export function verdictOf(votes: readonly CastVote[], seats: number, over = false): Verdict | null {
  const majority = majorityOf(seats);
  const left = over ? 0 : seats - votes.length;
  const show = votes.filter(showing);
  if (show.length >= majority) return { kind: 'restore', rule: null };
  const remove = votes.filter(removing);
  if (remove.length >= majority) return { kind: 'remove', rule: mostNamed(remove) };
  const hide = votes.filter(hidingAtLeast);
  if (hide.length < majority || remove.length + left >= majority) return null;
  return { kind: 'hide', rule: mostNamed(hide) };
}

/** Whether a vote is one of those that made a verdict: their jurors are the hands of the decision. */
export function isOfMajority(cast: CastVote, { kind }: Verdict): boolean {
  if (kind === 'remove') return removing(cast);
  return kind === 'hide' ? hidingAtLeast(cast) : showing(cast);
}

/** Of rules that are named as often, the first in their own order. */
function mostNamed(votes: readonly CastVote[]): string | null {
  const rules = votes.flatMap(({ rule }) => (rule === null ? [] : [rule]));
  const times = (rule: string): number => rules.filter((other) => other === rule).length;
  const [first] = rules.toSorted((a, b) => times(b) - times(a) || (a < b ? -1 : 1));
  return first ?? null;
}

/** What a juror may vote for, of a thing that is hidden so. */
export function votesFor(hidden: Measure | null): Vote[] {
  return [hidden === null ? 'dismiss' : 'restore', 'hide', 'remove'];
}

/**
 * A vote as it is kept: hiding and removing name a rule, and only some rules remove.
 * @throws AppError bad-input where the rule is missing, or removes nothing.
 */
export function checkVote(vote: Vote, rule: CaseRule | undefined): CaseRule | null {
  if (vote === 'restore' || vote === 'dismiss') return null;
  if (rule === undefined) throw refuseField('rule', 'required');
  if (vote === 'remove' && !(REMOVAL_RULES as readonly CaseRule[]).includes(rule)) {
    throw refuseField('rule', 'invalid');
  }
  return rule;
}

/** What a reader sees after a decision: two decisions that come to the same leave the same. */
export function effectOf(kind: Measure): 'shown' | 'hidden' | 'removed' {
  if (kind === 'hide') return 'hidden';
  return kind === 'remove' || kind === 'veil' ? 'removed' : 'shown';
}

export type AppealSituation = {
  readonly kind: Measure;
  /** What the viewer is in its case. */
  readonly role: PartyRole | null;
  readonly replaced: boolean;
  /** Made by time alone, such as the end of a veil. */
  readonly automated: boolean;
  readonly there: boolean;
  /** Six months have passed. */
  readonly late: boolean;
  /** The state of her earlier appeal in this case. */
  readonly used: string | null;
  readonly caseState: string;
  /** A case about the same thing is open beside this one. */
  readonly otherCase: boolean;
  /** The state of the jury that looks at this case again. */
  readonly jury: string | null;
};

/**
 * Why somebody may not appeal against a decision; null where she may. An author appeals against what
 * hides, a flagger against what does not remove, once a case, unless no jury could decide. A second
 * appeal joins the jury of the first until it sits.
 */
export function whyNoAppeal(one: AppealSituation): NoAppeal | null {
  const { kind, role } = one;
  if (role !== 'author' && role !== 'flagger') return 'not-concerned';
  const hides = effectOf(kind) !== 'shown';
  const gains = role === 'author' ? hides : kind !== 'remove';
  if (kind === 'veil' || one.automated || !gains) return 'nothing-to-gain';
  if (!one.there) return 'gone';
  if (one.used !== null && one.used !== 'undecided') return 'used';
  if (one.replaced) return 'replaced';
  if (one.late) return 'too-late';
  if (one.jury === 'sitting') return 'jury-sits';
  if (one.otherCase || (one.caseState !== 'closed' && one.jury !== 'waiting')) return 'case-open';
  return null;
}
