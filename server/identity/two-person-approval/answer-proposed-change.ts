import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { toDecisionMaker } from '#server/identity/roles/decision-maker-handles.ts';
import type { ChangeAnswer } from '#shared/identity/two-person-approval.ts';
import { closeProposedChange, applyProposedChange } from './apply-proposed-change.ts';
import type { ChangeKinds } from './change-kind.ts';
import {
  loadProposedChangeForViewer,
  type ProposedChangeForViewer,
} from './load-proposed-change.ts';
import { proposedChangeRights } from './rules.ts';
import { isProposerModerator } from './run-due-proposed-changes.ts';

/**
 * Confirms a proposed change, which then takes effect, or refuses it with a reason, which ends it.
 * @throws AppError not-allowed unless the viewer may be the second person; conflict when it is answered
 * already or nothing would change; bad-input for a refusal without a reason.
 */
export async function answerProposedChange(
  tx: Db,
  kinds: ChangeKinds,
  viewer: Viewer,
  id: string,
  input: ChangeAnswer,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadProposedChangeForViewer(tx, kinds, viewer, id, now);
    const { row, kind, relation } = one;
    const rights = proposedChangeRights(one.who, relation);
    if (!rights.answer && !rights.confirm) {
      const isOver = relation.state !== 'open' && relation.state !== 'applied';
      throw new AppError(isOver && rights.look ? 'conflict' : 'not-allowed');
    }
    await countDailyUse(tx, viewer.id, 'second-answer', now);
    const decisionMaker = kind.by === 'moderators' ? await toDecisionMaker(tx, viewer) : null;
    const second = { id: viewer.id, handle: decisionMaker?.handle ?? null };
    if (relation.state === 'applied') {
      // A proposed change in effect is reverted by a new change in its history.
      if (input.answer === 'refuse') throw new AppError('conflict');
      await tx.proposedChange.update({
        where: { id },
        data: { state: 'confirmed', secondId: viewer.id, endedAt: now },
      });
    } else if (input.answer === 'refuse') {
      if (input.objection === undefined) throw fieldError('objection', 'required');
      await closeProposedChange(
        tx,
        row,
        { state: 'refused', second, objection: input.objection },
        now,
      );
    } else {
      // Confirming needs two: it is refused once the proposer has left or is no moderator any more.
      if (row.memberId === null || !(await mayStillPropose(tx, one, now))) {
        throw new AppError('conflict');
      }
      await applyProposedChange(
        tx,
        kind,
        row,
        { second, hands: handsOf(one, decisionMaker) },
        now,
      ).catch((error: unknown) => {
        // The confirmer did not type the input, so an invalid one is a conflict: it no longer
        // fits.
        if (!(error instanceof AppError) || error.code !== 'bad-input') throw error;
        throw new AppError('conflict');
      });
    }
    return { id };
  });
}

async function mayStillPropose(
  tx: Db,
  { kind, row }: ProposedChangeForViewer,
  now: Date,
): Promise<boolean> {
  if (kind.by === 'members' || row.reverses !== null) return true;
  return isProposerModerator(tx.sql, row, now);
}

function handsOf(
  { row, relation }: ProposedChangeForViewer,
  second: Awaited<ReturnType<typeof toDecisionMaker>> | null,
): { seat: 'moderator' | 'member' | 'juror'; handle: string }[] {
  if (second === null || row.handle === null) return [];
  const isMember = relation.reverses && row.handle.startsWith('E-');
  return [
    { seat: isMember ? 'member' : 'moderator', handle: row.handle },
    { seat: second.seat, handle: second.handle },
  ];
}

/**
 * Withdraws the viewer's proposal before it is answered.
 * @throws AppError not-allowed for somebody else's proposal; conflict when it is answered.
 */
export async function withdrawProposedChange(
  tx: Db,
  kinds: ChangeKinds,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const { row, who, relation } = await loadProposedChangeForViewer(tx, kinds, viewer, id, now);
  if (!relation.mine) throw new AppError('not-allowed');
  if (!proposedChangeRights(who, relation).withdraw) throw new AppError('conflict');
  await closeProposedChange(tx, row, { state: 'dropped' }, now);
  return { id };
}
