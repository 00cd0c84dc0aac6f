import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { toDecisionMaker } from '#server/identity/roles/decision-maker-handles.ts';
import { isByTwoModerators, type ChangeAnswer } from '#shared/identity/two-person-approval.ts';
import {
  closeProposedChange,
  applyProposedChange,
  type SecondPerson,
} from './apply-proposed-change.ts';
import type { ChangeKinds } from './change-kind.ts';
import {
  loadProposedChangeForViewer,
  type ProposedChangeForViewer,
} from './load-proposed-change.ts';
import { proposedChangeRights } from './rules.ts';
import { isModerator } from './run-due-proposed-changes.ts';

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
      const isFirst = isByTwoModerators(kind) && !(await isModerator(tx.sql, row.firstId, now));
      await (
        isFirst
          ? approveFirst(tx, one, second, now)
          : applyProposedChange(tx, kind, row, { second, hands: handsOf(one, decisionMaker) }, now)
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

/** Stores the first of two approvals; nothing takes effect before the second. */
async function approveFirst(
  tx: Db,
  { kind, row }: ProposedChangeForViewer,
  { id, handle }: SecondPerson,
  now: Date,
): Promise<void> {
  await kind.check(tx, row, now);
  await tx.proposedChange.update({
    where: { id: row.id },
    data: { firstId: id, firstHandle: handle },
  });
}

async function mayStillPropose(
  tx: Db,
  { kind, row }: ProposedChangeForViewer,
  now: Date,
): Promise<boolean> {
  // Members propose without a handle.
  if (kind.by === 'members' || row.reverses !== null || row.handle === null) return true;
  return isModerator(tx.sql, row.memberId, now);
}

function handsOf(
  { row, relation }: ProposedChangeForViewer,
  second: Awaited<ReturnType<typeof toDecisionMaker>> | null,
): { seat: 'moderator' | 'member' | 'juror'; handle: string }[] {
  const first = row.firstHandle ?? row.handle;
  if (second === null || first === null) return [];
  const isMember = relation.reverses && first.startsWith('E-');
  return [
    { seat: isMember ? 'member' : 'moderator', handle: first },
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
  const one = await loadProposedChangeForViewer(tx, kinds, viewer, id, now);
  const { row, kind, who, relation } = one;
  if (!relation.mine) throw new AppError('not-allowed');
  if (!proposedChangeRights(who, relation).withdraw) throw new AppError('conflict');
  // What a member proposed to moderators was read by them alone: nothing of it stays.
  if (isByTwoModerators(kind) && row.handle === null) {
    await tx.proposedChange.delete({ where: { id } });
  } else {
    await closeProposedChange(tx, row, { state: 'dropped' }, now);
  }
  return { id };
}
