import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import type { ChangeKind, ChangeRequest } from './change-kind.ts';
import { appliesImmediately } from './rules.ts';

/**
 * Applies a change by an established member or a moderator, and proposes it for a new member. The name
 * that readers know stays beside the new one until somebody else confirms it.
 * @returns the id of the waiting proposal; null when the change is in effect.
 */
export async function applyOrPropose(
  tx: Db,
  kind: ChangeKind,
  viewer: Viewer,
  asked: ChangeRequest,
  now: Date,
): Promise<string | null> {
  const { subjectId, rule, reason, payload } = asked;
  const row = {
    id: randomId(),
    kind: kind.kind,
    subject: `${kind.of}/${subjectId}`,
    rule,
    reason,
    payload: payload ?? {},
    memberId: viewer.id,
    proposedAt: now,
  };
  if (!appliesImmediately(viewerRoles(viewer))) {
    await kind.check(tx, asked, now);
    await tx.proposedChange.create({ data: { ...row, state: 'open' } });
    return row.id;
  }
  const by = { memberId: viewer.id, hands: [], alone: true };
  const { result, toConfirm = false } = await kind.apply(tx, asked, by, now);
  if (toConfirm) await tx.proposedChange.create({ data: { ...row, state: 'applied', result } });
  return null;
}
