import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { proposeChange } from '#server/identity/two-person-approval/propose-change.ts';
import type { FindingDecisionInput } from '#shared/evidence/manipulation-findings.ts';
import { PROPOSABLE_FINDING_CHANGES } from './proposed-changes.ts';

/**
 * Proposes to lift or restore a finding, by a rule and with a reason.
 * @throws AppError not-allowed unless a moderator whom it does not name; conflict when nothing
 * would change.
 */
export async function decideOnFinding(
  tx: Db,
  viewer: Viewer,
  findingId: string,
  input: FindingDecisionInput,
  now: Date,
): Promise<{ id: string }> {
  if (!viewer.roles.includes('moderator')) {
    // A missing finding is not-found for everybody, before rights are checked.
    requireFound(await tx.finding.findUnique({ where: { id: findingId }, select: { id: true } }));
    throw new AppError('not-allowed');
  }
  return runIdempotently(tx, viewer.id, input, now, async () => {
    requireFound(await tx.finding.findUnique({ where: { id: findingId }, select: { id: true } }));
    const { kind, rule, reason } = input;
    const asked = { subjectId: findingId, rule, reason, payload: {} };
    return proposeChange(tx, PROPOSABLE_FINDING_CHANGES[kind], viewer, asked, now);
  });
}
