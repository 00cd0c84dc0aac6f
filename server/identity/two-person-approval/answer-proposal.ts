import { actOnce } from '#server/identity/accounts/idempotency.ts';
import { countUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, refuseField } from '#server/core/errors.ts';
import { decisionMakerOf } from '#server/identity/roles/decision-maker-handles.ts';
import type { ActAnswer } from '#shared/identity/two-person-approval.ts';
import { endAct, takeEffect } from './apply-proposal.ts';
import type { ActKinds } from './proposal-kinds.ts';
import { loadSituated, type SituatedAct } from './load-proposal.ts';
import { actRights } from './rules.ts';
import { proposerModerates } from './run-due-proposals.ts';

/**
 * Confirms an act, which then takes effect, or refuses it with a reason, which ends it.
 * @throws AppError not-allowed unless a possible second person; conflict when answered already or
 * when nothing would change; bad-input for a refusal without a reason.
 */
export async function answerAct(
  tx: Db,
  kinds: ActKinds,
  viewer: Viewer,
  id: string,
  input: ActAnswer,
  now: Date,
): Promise<{ id: string }> {
  return actOnce(tx, viewer.id, input, now, async () => {
    const one = await loadSituated(tx, kinds, viewer, id, now);
    const { row, kind, situation } = one;
    const rights = actRights(one.who, situation);
    if (!rights.answer && !rights.confirm) {
      const isOver = situation.state !== 'open' && situation.state !== 'applied';
      throw new AppError(isOver && rights.look ? 'conflict' : 'not-allowed');
    }
    await countUse(tx, viewer.id, 'second-answer', now);
    const decisionMaker = kind.by === 'moderators' ? await decisionMakerOf(tx, viewer) : null;
    const second = { id: viewer.id, handle: decisionMaker?.handle ?? null };
    if (situation.state === 'applied') {
      // An act in effect is reverted by a new change in its history.
      if (input.answer === 'refuse') throw new AppError('conflict');
      await tx.proposedAct.update({
        where: { id },
        data: { state: 'confirmed', secondId: viewer.id, endedAt: now },
      });
    } else if (input.answer === 'refuse') {
      if (input.objection === undefined) throw refuseField('objection', 'required');
      await endAct(tx, row, { state: 'refused', second, objection: input.objection }, now);
    } else {
      // Two cannot confirm when the proposer left or is no moderator any more.
      if (row.memberId === null || !(await mayStillPropose(tx, one, now))) {
        throw new AppError('conflict');
      }
      await takeEffect(tx, kind, row, { second, hands: handsOf(one, decisionMaker) }, now).catch(
        (error: unknown) => {
          // The confirmer did not type the input, so an invalid one is a conflict: it no longer
          // fits.
          if (!(error instanceof AppError) || error.code !== 'bad-input') throw error;
          throw new AppError('conflict');
        },
      );
    }
    return { id };
  });
}

async function mayStillPropose(tx: Db, { kind, row }: SituatedAct, now: Date): Promise<boolean> {
  if (kind.by === 'members' || row.reverses !== null) return true;
  return proposerModerates(tx.sql, row, now);
}

function handsOf(
  { row, situation }: SituatedAct,
  second: Awaited<ReturnType<typeof decisionMakerOf>> | null,
): { seat: 'moderator' | 'member' | 'juror'; handle: string }[] {
  if (second === null || row.handle === null) return [];
  const isMember = situation.reverses && row.handle.startsWith('E-');
  return [
    { seat: isMember ? 'member' : 'moderator', handle: row.handle },
    { seat: second.seat, handle: second.handle },
  ];
}

/**
 * Withdraws the viewer's proposal before it is answered.
 * @throws AppError not-allowed for another's; conflict when answered.
 */
export async function withdrawAct(
  tx: Db,
  kinds: ActKinds,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const { row, who, situation } = await loadSituated(tx, kinds, viewer, id, now);
  if (!situation.mine) throw new AppError('not-allowed');
  if (!actRights(who, situation).withdraw) throw new AppError('conflict');
  await endAct(tx, row, { state: 'dropped' }, now);
  return { id };
}
