import { AppError, fieldError } from '#server/core/errors.ts';
import {
  LARGE_COMMUNITY_MIN_ESTABLISHED,
  DISMISS_CHECK_RULES,
  UPHOLD_CHECK_RULES,
  opinionsNeeded,
  type CheckDecisionKind,
  type CheckRule,
  type DoubtReasonCode,
  type StatementBlock,
} from '#shared/evidence/proof-verification.ts';

/** The viewer: signed in or not, established or not. */
export type ViewerStanding = { readonly established: boolean; readonly moderator: boolean };

export type ProofState = {
  /** Received, with a picture, and not hidden. */
  readonly isProof: boolean;
  readonly mine: boolean;
  readonly covered: boolean;
};

/** Why the viewer can neither confirm nor doubt a proof; null when she can. */
export function whyNoProofStatement(
  who: ViewerStanding | null,
  proof: ProofState,
): StatementBlock | null {
  if (!proof.isProof) return 'no-proof';
  if (proof.mine) return 'author';
  if (who === null) return 'signed-out';
  if (proof.covered) return 'covered';
  return who.established ? null : 'not-established';
}

/** @throws AppError not-allowed for a reason about the viewer, conflict for one about the proof. */
export function requireMayStateOnProof(who: ViewerStanding, proof: ProofState): void {
  const block = whyNoProofStatement(who, proof);
  if (block === null) return;
  throw new AppError(block === 'no-proof' || block === 'covered' ? 'conflict' : 'not-allowed');
}

/** Whether its author may uncover a picture: covered on a report, not by a decision. */
export function mayAuthorUncoverPicture(proof: {
  mine: boolean;
  flagged: boolean;
  held: boolean;
}): boolean {
  return proof.mine && proof.flagged && !proof.held;
}

export type CheckSituation = {
  readonly reason: DoubtReasonCode;
  readonly state: 'open' | 'upheld' | 'dismissed';
  /** Whether the check is about the current picture. */
  readonly ofThisPicture: boolean;
  readonly covered: boolean;
  /** Author of one of the proofs, or a member who confirmed or doubted it. */
  readonly party: boolean;
  /** The viewer's account posts in lockstep with one of a party. */
  readonly linked: boolean;
  readonly answered: boolean;
  /** Number of opinions that count. */
  readonly counted: number;
  /** Number of established members on the site. */
  readonly established: number;
  /** Whether one moderator alone took the decision; null before one. */
  readonly decidedAlone: boolean | null;
  readonly decidedByMe: boolean;
};

/**
 * Rights of a viewer on a check. Members give opinions on pictures they can see; a moderator who is
 * no party and gave none settles it. Another moderator may revise a decision that one took alone.
 */
export function checkRights(who: ViewerStanding | null, check: CheckSituation) {
  const moderator = who?.moderator === true;
  const look = who !== null && (who.established || moderator) && !check.party;
  const open = check.state === 'open' || (check.decidedAlone === true && check.ofThisPicture);
  const seePicture = look && (!check.covered || (moderator && open));
  const enough = check.counted >= opinionsNeeded(check.reason);
  const few = check.established < LARGE_COMMUNITY_MIN_ESTABLISHED;
  const first = check.state === 'open' && (enough || few);
  const again = check.state !== 'open' && open && enough && !check.decidedByMe;
  const mayJudge = look && moderator && !check.linked && !check.answered;
  return {
    look,
    /** Moderators see a covered picture while they may decide on it. */
    seePicture,
    opine: look && who.established && open && seePicture && !check.decidedByMe && !check.answered,
    // Opinions can always be withdrawn; a decision stands without them.
    takeBack: check.answered,
    /** A moderator who is no party and gave no opinion. */
    mayJudge,
    /** `mayJudge`, and the check is ready for a decision. */
    decide: mayJudge && (first || again),
    /** A decision now would be one moderator's alone. */
    alone: !enough,
  };
}

/**
 * The outcome of a decision: its rule says whether the doubt is right.
 * @throws AppError bad-input when the rule does not fit the check.
 */
export function checkDecisionKindOf(rule: CheckRule, about: DoubtReasonCode): CheckDecisionKind {
  if ((DISMISS_CHECK_RULES as readonly CheckRule[]).includes(rule)) return 'dismiss-check';
  if ((UPHOLD_CHECK_RULES[about] as readonly CheckRule[]).includes(rule)) return 'uphold-check';
  throw fieldError('rule', 'invalid');
}
