import type { Db } from '#server/database/db.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { stateIfPublic } from '#server/transparency-log/state-found-rows.ts';

/**
 * Sets the outcome of a case's open appeals, and notifies the appellants.
 * @param decisionId the deciding decision; null when the appealed decision stands.
 */
export async function endAppealsOfCase(
  tx: Db,
  caseId: string,
  state: 'upheld' | 'reversed' | 'undecided',
  decisionId: string | null,
  now: Date,
): Promise<void> {
  const open = await tx.appeal.findMany({ where: { caseId, state: 'open' } });
  for (const { id, memberId, decisionId: against } of open) {
    await tx.appeal.update({ where: { id }, data: { state, endedAt: now } });
    await appendEntry(tx, now, {
      kind: 'appeal-ended',
      subject: `appeal/${id}`,
      content: { appeal: id, against, state, decision: decisionId },
    });
    await stateIfPublic(tx, `appeal/${id}`, now);
    if (memberId === null) continue;
    const subject = decisionId ?? against;
    await notify(tx, [memberId], { kind: 'appeal', subject, facts: { appeal: state } }, now);
  }
}
