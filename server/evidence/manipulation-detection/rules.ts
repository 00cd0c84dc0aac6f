import { AppError, refuseField } from '#server/core/errors.ts';
import { FINDING_RULES, type FindingDecisionKind } from '#shared/evidence/findings.ts';

export type FindingSituation = { readonly ended: boolean; readonly lifted: boolean };

/** What can be proposed on a finding: one that stands is lifted, or one that was lifted restored. */
function possibleOn({ ended, lifted }: FindingSituation): FindingDecisionKind | null {
  if (ended) return null;
  return lifted ? 'restore-finding' : 'lift-finding';
}

/** The same for a viewer: for moderators without an interest of their own. */
export function findingDecisionOf(
  moderator: boolean,
  finding: FindingSituation & { readonly concerned: boolean },
): FindingDecisionKind | null {
  return moderator && !finding.concerned ? possibleOn(finding) : null;
}

/**
 * Whether a decision fits: its rule belongs to its kind, and it changes something.
 * @throws AppError bad-input, or conflict where the finding is so already.
 */
export function checkFindingDecision(
  { kind, rule }: { readonly kind: FindingDecisionKind; readonly rule: string | null },
  finding: FindingSituation,
): void {
  if (!(FINDING_RULES[kind] as readonly (string | null)[]).includes(rule)) {
    throw refuseField('rule', 'invalid');
  }
  if (possibleOn(finding) !== kind) throw new AppError('conflict');
}
