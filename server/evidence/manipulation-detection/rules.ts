import { AppError, fieldError } from '#server/core/errors.ts';
import { FINDING_RULES, type FindingDecisionKind } from '#shared/evidence/manipulation-findings.ts';

export type FindingSituation = { readonly ended: boolean; readonly lifted: boolean };

/**
 * Returns the decision that can be proposed on a finding: to lift one that stands, or to restore a
 * lifted one; null for an ended one.
 */
function possibleOn({ ended, lifted }: FindingSituation): FindingDecisionKind | null {
  if (ended) return null;
  return lifted ? 'restore-finding' : 'lift-finding';
}

/**
 * Returns the decision that a viewer can propose on a finding: that of `possibleOn`, for moderators
 * without a conflict of interest; null for others.
 */
export function findingDecisionOf(
  moderator: boolean,
  finding: FindingSituation & { readonly concerned: boolean },
): FindingDecisionKind | null {
  return moderator && !finding.concerned ? possibleOn(finding) : null;
}

/**
 * Checks that a decision's rule fits its kind and that it changes something.
 * @throws AppError bad-input, or conflict when nothing would change.
 */
export function checkFindingDecision(
  { kind, rule }: { readonly kind: FindingDecisionKind; readonly rule: string | null },
  finding: FindingSituation,
): void {
  if (!(FINDING_RULES[kind] as readonly (string | null)[]).includes(rule)) {
    throw fieldError('rule', 'invalid');
  }
  if (possibleOn(finding) !== kind) throw new AppError('conflict');
}
