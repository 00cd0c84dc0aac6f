import { fieldError } from '#server/core/errors.ts';
import type { ViewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { isCoverable, type CaseSubjectKind } from '#shared/core/subject-kinds.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';
import { LARGE_COMMUNITY_MIN_ESTABLISHED } from '#shared/evidence/proof-verification.ts';
import { REMOVAL_RULES } from '#shared/governance/cases.ts';
import {
  measureAllowedBy,
  type CaseRule,
  type ProposedMeasure,
} from '#shared/governance/case-handling.ts';

export type CaseSituation = {
  /** What it is about: the viewer may veil or remove content, and propose more about a post. */
  readonly kind: CaseSubjectKind;
  readonly state: 'open' | 'proposed' | 'jury' | 'closed';
  /** The subject still exists: its author can withdraw it at any time. */
  readonly there: boolean;
  /** The measure that hides the subject now; null when nothing does. */
  readonly hidden: Measure | null;
  /** Words of its text are covered. */
  readonly covered: boolean;
  /**
   * The viewer is the subject's author, a flagger, or a representative of the party that it rates.
   */
  readonly party: boolean;
  /** The viewer shares a voice with a party. */
  readonly linked: boolean;
  /** The viewer has taken the case. */
  readonly mine: boolean;
  readonly takenByOther: boolean;
  /** The viewer has taken the case, or did earlier and nobody else has since. */
  readonly had: boolean;
  /**
   * The subject is veiled or removed, or proposed for removal: a second person can read it only
   * after taking the case.
   */
  readonly guarded: boolean;
  /** The subject was veiled before, in any case, and its author has not changed it since. */
  readonly veiled: boolean;
  readonly proposal: { readonly mine: boolean; readonly linked: boolean } | null;
  /** The last decision on the case, null without one; a replaced one cannot be reviewed. */
  readonly last: {
    readonly alone: boolean;
    readonly mine: boolean;
    readonly replaced: boolean;
  } | null;
  readonly established: number;
  /** A pause from posting that a jury decides, once two moderators propose it. */
  readonly longPause: boolean;
};

/**
 * Returns the rights of a viewer on a case. A moderator who is no party proposes; a second person,
 * an established member or another moderator, agrees or objects. A member sees guarded content only
 * after taking the case; a moderator sees everything, and can answer even while another has the
 * case, so that nobody holds up a veil. Another moderator may review what one decided alone.
 */
export function caseRights(who: ViewerRoles, one: CaseSituation) {
  const { state, hidden, proposal, last } = one;
  const impartial = !one.party && !one.linked;
  const judges = who.moderator && impartial;
  const works = judges && state === 'open' && !one.takenByOther;
  const second =
    (who.moderator || (who.established && !one.longPause)) &&
    impartial &&
    state === 'proposed' &&
    proposal !== null &&
    !proposal.mine &&
    !proposal.linked;
  const guarded = one.guarded && !who.moderator;
  const isAboutPosts = one.kind === 'post' || one.kind === 'pause';
  const compares = judges && isAboutPosts && (state === 'open' || state === 'proposed');
  return {
    look: (who.moderator && !one.party) || (second && (!guarded || one.mine)),
    /** Read the flaggers' sentences, and the history. */
    readFlags: who.moderator && !one.party,
    take: works && !one.mine,
    release: state === 'open' && one.mine,
    /** Withdraw her proposal before it is answered, even if a party by now: nobody else could. */
    withdraw: who.moderator && state === 'proposed' && proposal?.mine === true,
    propose: works && one.there ? proposable(one) : [],
    veil: works && one.kind !== 'pause' && one.there && hidden === null && !one.veiled,
    dismiss: works,
    /** See the author's posts of that day, and propose to hide several. */
    batch: works && one.there && one.kind === 'post' && hidden === null,
    /** Propose a pause of the author, while or after the case goes on; another guard is in the act. */
    pause: judges && one.there && one.kind === 'post',
    /** Ask whether the author has other accounts, which two moderators do. */
    likeness: compares && one.there,
    // A late answer is accepted too, as long as nobody else has taken the case, so that the text
    // typed is not lost.
    answer: second && (!guarded || one.mine || (one.had && !one.takenByOther)),
    /** Take the case as second person, and give it back. */
    takeSecondReview: second && guarded && !one.mine && !one.takenByOther,
    giveBack: second && guarded && one.mine,
    reopen:
      judges && state === 'closed' && last !== null && last.alone && !last.mine && !last.replaced,
    alone: one.established < LARGE_COMMUNITY_MIN_ESTABLISHED,
  };
}

/** Returns the proposals that would change something, given the current measure. */
function proposable({ kind, hidden, covered }: CaseSituation): ProposedMeasure[] {
  const whole = proposableOfAll(kind, hidden);
  if (!isCoverable(kind)) return whole;
  return covered && hidden === null ? [...whole, 'cover', 'uncover'] : [...whole, 'cover'];
}

/** Returns the proposals about a subject as a whole. */
function proposableOfAll(kind: CaseSubjectKind, hidden: Measure | null): ProposedMeasure[] {
  // A pause holds or ends: there is nothing to remove.
  if (kind === 'pause') return hidden === null ? ['hide'] : ['restore'];
  if (hidden === null) return ['hide', 'remove'];
  if (hidden === 'veil') return ['hide', 'remove', 'restore'];
  return hidden === 'hide' ? ['remove', 'restore'] : ['hide', 'restore'];
}

/**
 * Throws unless a rule allows the proposed measure.
 * @throws AppError bad-input naming the rules that allow to remove and to cover, when this one does not.
 */
export function checkMeasure(kind: ProposedMeasure, rule: CaseRule): void {
  if ((kind === 'remove' || kind === 'cover') && measureAllowedBy(rule) !== 'remove') {
    throw fieldError('rule', 'only-hides', REMOVAL_RULES.join(', '));
  }
}

/** Returns the outcome that a decision has for the flags that led to it. */
export function flagOutcome(
  kind: Measure,
  unfounded: boolean,
): 'upheld' | 'not-upheld' | 'unfounded' {
  if (kind === 'hide' || kind === 'remove' || kind === 'cover') return 'upheld';
  return unfounded ? 'unfounded' : 'not-upheld';
}
