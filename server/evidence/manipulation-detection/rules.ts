import { AppError, fieldError } from '#server/core/errors.ts';
import { FINDING_RULES, type FindingDecisionKind } from '#shared/evidence/manipulation-findings.ts';

export type FindingSituation = { readonly ended: boolean; readonly lifted: boolean };

/** The decision that can be proposed on a finding: lift one that stands, restore a lifted one. */
function possibleOn({ ended, lifted }: FindingSituation): FindingDecisionKind | null {
  if (ended) return null;
  return lifted ? 'restore-finding' : 'lift-finding';
}

/** As above for a viewer: moderators without a conflict of interest. */
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
