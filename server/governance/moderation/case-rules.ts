import { refuseField } from '#server/core/errors.ts';
import { COMMUNITY_MIN_ESTABLISHED } from '#shared/evidence/checks.ts';
import type { Measure } from '#shared/governance/cases.ts';
import { measureOf, type CaseRule, type ProposalKind } from '#shared/governance/case-work.ts';

/** Who looks. */
export type Who = { readonly established: boolean; readonly moderator: boolean };

export type CaseSituation = {
  readonly state: 'open' | 'proposed' | 'jury' | 'closed';
  /** The thing is there; its author can take it back at any time. */
  readonly there: boolean;
  /** What hides it now. */
  readonly hidden: Measure | null;
  /** Its author, one who flagged it, or speaks for whom it rates. */
  readonly party: boolean;
  /** Counts as one voice with a party. */
  readonly linked: boolean;
  /** Hers for now, or another moderator's. */
  readonly mine: boolean;
  readonly takenByOther: boolean;
  /** Hers for now, or it was, and nobody else took it since. */
  readonly had: boolean;
  /** Veiled or removed, or proposed to be removed: a second person reads it once she took it. */
  readonly guarded: boolean;
  /** It was veiled before, in this case or another, and its author changed nothing since. */
  readonly veiled: boolean;
  readonly proposal: { readonly mine: boolean; readonly linked: boolean } | null;
  /** The last decision on it; one that was replaced is not looked at again. */
  readonly last: {
    readonly alone: boolean;
    readonly mine: boolean;
    readonly replaced: boolean;
  } | null;
  /** Members who are established. */
  readonly established: number;
};

export type CaseRights = {
  look: boolean;
  /** The sentences of flaggers, and the history. */
  readFlags: boolean;
  take: boolean;
  release: boolean;
  /** Take back what she proposed, before anybody answered. */
  withdraw: boolean;
  propose: ProposalKind[];
  veil: boolean;
  dismiss: boolean;
  answer: boolean;
  /** Take it as the second person, and give it back. */
  takeSecond: boolean;
  giveBack: boolean;
  reopen: boolean;
  alone: boolean;
};

/**
 * What somebody may do about a case. A moderator who is nobody's party proposes; a second person, an
 * established member or another moderator, agrees or objects. What few may read is shown to a member
 * who took that case; a moderator reads all, and answers also while another has it, so that nobody
 * holds up a veil. What one decided alone, another may look at anew.
 */
export function caseRights(who: Who, one: CaseSituation): CaseRights {
  const { state, hidden, proposal, last } = one;
  const impartial = !one.party && !one.linked;
  const judges = who.moderator && impartial;
  const works = judges && state === 'open' && !one.takenByOther;
  const second =
    (who.moderator || who.established) &&
    impartial &&
    state === 'proposed' &&
    proposal !== null &&
    !proposal.mine &&
    !proposal.linked;
  const guarded = one.guarded && !who.moderator;
  return {
    look: (who.moderator && !one.party) || (second && (!guarded || one.mine)),
    readFlags: who.moderator && !one.party,
    take: works && !one.mine,
    release: state === 'open' && one.mine,
    // Also where she has become a party since: nobody else could do it.
    withdraw: who.moderator && state === 'proposed' && proposal?.mine === true,
    propose: works && one.there ? proposable(hidden) : [],
    veil: works && one.there && hidden === null && !one.veiled,
    dismiss: works,
    // Also late, as long as nobody else reads it: what she typed is not lost.
    answer: second && (!guarded || one.mine || (one.had && !one.takenByOther)),
    takeSecond: second && guarded && !one.mine && !one.takenByOther,
    giveBack: second && guarded && one.mine,
    reopen:
      judges && state === 'closed' && last !== null && last.alone && !last.mine && !last.replaced,
    alone: one.established < COMMUNITY_MIN_ESTABLISHED,
  };
}

/** What would change something of a thing that is hidden so. */
function proposable(hidden: Measure | null): ProposalKind[] {
  if (hidden === null) return ['hide', 'remove'];
  if (hidden === 'veil') return ['hide', 'remove', 'restore'];
  return hidden === 'hide' ? ['remove', 'restore'] : ['hide', 'restore'];
}

/** @throws AppError bad-input where a rule does not allow to take a text out of reading. */
export function checkMeasure(kind: ProposalKind, rule: CaseRule): void {
  if (kind === 'remove' && measureOf(rule) !== 'remove') throw refuseField('rule', 'invalid');
}

/** What a decision says of the flags that led to it. */
export function flagOutcome(
  kind: Measure,
  unfounded: boolean,
): 'upheld' | 'not-upheld' | 'unfounded' {
  if (kind === 'hide' || kind === 'remove') return 'upheld';
  return unfounded ? 'unfounded' : 'not-upheld';
}
