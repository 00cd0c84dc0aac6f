import type { ViewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
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

/** A proof, as far as a viewer's rights on it depend on it. */
export type ProofForViewer = {
  /** Members may confirm or doubt it: the payout was received, has a picture, and is not hidden. */
  readonly isVerifiable: boolean;
  readonly mine: boolean;
  /** The picture is shown to its author only, since it was reported to show personal data. */
  readonly covered: boolean;
};

/** Returns why the viewer can neither confirm nor doubt a proof; null when she can. */
export function whyNoProofStatement(
  who: ViewerRoles | null,
  proof: ProofForViewer,
): StatementBlock | null {
  if (!proof.isVerifiable) return 'no-proof';
  if (proof.mine) return 'author';
  if (who === null) return 'signed-out';
  if (proof.covered) return 'covered';
  return who.established ? null : 'not-established';
}

/**
 * Throws unless the viewer may confirm or doubt a proof.
 * @throws AppError not-allowed for a reason about the viewer, conflict for one about the proof.
 */
export function requireMayStateOnProof(who: ViewerRoles, proof: ProofForViewer): void {
  const block = whyNoProofStatement(who, proof);
  if (block === null) return;
  throw new AppError(block === 'no-proof' || block === 'covered' ? 'conflict' : 'not-allowed');
}

/** Whether a proof's author may uncover its picture: one covered on a report, not by a decision. */
export function mayAuthorUncoverPicture(proof: {
  mine: boolean;
  flagged: boolean;
  held: boolean;
}): boolean {
  return proof.mine && proof.flagged && !proof.held;
}

/** A check, as far as a viewer's rights on it depend on it. */
export type CheckForViewer = {
  readonly reason: DoubtReasonCode;
  readonly state: 'open' | 'upheld' | 'dismissed';
  /** Whether the check is about the current picture. */
  readonly ofThisPicture: boolean;
  readonly covered: boolean;
  /** The viewer is the author of one of the proofs, or confirmed or doubted it. */
  readonly party: boolean;
  /** The viewer's account posts in lockstep with one of a party. */
  readonly linked: boolean;
  readonly answered: boolean;
  /** Number of opinions on the check that count. */
  readonly counted: number;
  /** Number of established members on the site. */
  readonly established: number;
  /** One moderator alone took the last decision; null before a decision. */
  readonly decidedAlone: boolean | null;
  readonly decidedByMe: boolean;
};

/**
 * Returns the rights of a viewer on a check. Members give opinions on pictures they can see; a
 * moderator who is no party and gave none settles it. Another moderator may revise a decision that
 * one took alone.
 */
export function checkRights(who: ViewerRoles | null, check: CheckForViewer) {
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
    /** See the picture: moderators see a covered one while they may decide on it. */
    seePicture,
    opine: look && who.established && open && seePicture && !check.decidedByMe && !check.answered,
    // Opinions can always be withdrawn; a decision stands without them.
    takeBack: check.answered,
    /** May ever decide: a moderator who is no party and gave no opinion. */
    mayJudge,
    /** Whether the viewer can decide the check now. */
    decide: mayJudge && (first || again),
    /** A decision now would be one moderator's alone, since too few opinions count. */
    alone: !enough,
  };
}

/**
 * Returns the kind of decision that a rule leads to: some rules uphold the doubt, others dismiss
 * it.
 * @throws AppError bad-input when the rule does not fit the check.
 */
export function checkDecisionKindOf(rule: CheckRule, about: DoubtReasonCode): CheckDecisionKind {
  if ((DISMISS_CHECK_RULES as readonly CheckRule[]).includes(rule)) return 'dismiss-check';
  if ((UPHOLD_CHECK_RULES[about] as readonly CheckRule[]).includes(rule)) return 'uphold-check';
  throw fieldError('rule', 'invalid');
}
