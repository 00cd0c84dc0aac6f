import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { lockPlatform } from '#server/directory/platforms/platform-facts.ts';
import { requirePlatformRight } from '#server/directory/platforms/rules.ts';
import { proposeChange } from '#server/identity/two-person-approval/propose-change.ts';
import type { PlatformDecisionInput } from '#shared/directory/platform-decisions.ts';
import { PROPOSABLE_PLATFORM_CHANGES } from './proposed-changes.ts';

/**
 * Proposes to mark a platform as closed, or open again, by a rule and with a reason.
 * @throws AppError not-allowed unless a moderator who does not represent it; conflict when nothing
 * would change.
 */
export async function decideOnPlatform(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: PlatformDecisionInput,
  now: Date,
): Promise<{ id: string }> {
  requirePlatformRight(viewer, 'decide');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { id: subjectId } = await lockPlatform(tx, slug);
    const { kind, rule, reason } = input;
    const asked = { subjectId, rule, reason, payload: {} };
    return proposeChange(tx, PROPOSABLE_PLATFORM_CHANGES[kind], viewer, asked, now);
  });
}
