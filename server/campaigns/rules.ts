import { AppError, refuseField } from '#server/errors.ts';
import {
  FINDING_RULES,
  type FindingDecisionInput,
  type FindingDecisionKind,
} from '#shared/findings.ts';

export type FindingSituation = {
  readonly ended: boolean;
  readonly lifted: boolean;
  /** Whether it names the viewer: nobody decides on herself. */
  readonly party: boolean;
};

/** What somebody may decide on a finding: a moderator lifts one that stands, or restores it. */
export function findingDecisionOf(
  moderator: boolean,
  { ended, lifted, party }: FindingSituation,
): FindingDecisionKind | null {
  if (!moderator || party || ended) return null;
  return lifted ? 'restore-finding' : 'lift-finding';
}

/**
 * Whether a decision fits: its rule belongs to its kind, and it changes something.
 * @throws AppError not-allowed, bad-input, or conflict where the finding is so already.
 */
export function checkFindingDecision(
  { kind, rule }: FindingDecisionInput,
  moderator: boolean,
  finding: FindingSituation,
): void {
  if (!moderator || finding.party) throw new AppError('not-allowed');
  if (!(FINDING_RULES[kind] as readonly string[]).includes(rule)) {
    throw refuseField('rule', 'invalid');
  }
  if (findingDecisionOf(moderator, finding) !== kind) throw new AppError('conflict');
}
