import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { toDecisionMaker, viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import {
  MAX_WAITING_OF_SUBJECT,
  isByTwoModerators,
  type ReversalInput,
} from '#shared/identity/two-person-approval.ts';
import { today } from '#shared/core/days.ts';
import type { ChangeKind, ChangeKinds, ChangeRequest } from './change-kind.ts';
import {
  changeKindOf,
  loadProposedChange,
  loadProposedChangeForViewer,
  requireImpartial,
} from './load-proposed-change.ts';
import { proposedChangeRights } from './rules.ts';
import { otherModeratorsSql, runDueProposedChange } from './run-due-proposed-changes.ts';

/**
 * Proposes a change that a moderator may not do alone; nothing changes before it is confirmed.
 * Notifies the other moderators, or draws an established member when none can answer.
 * @throws AppError not-allowed unless a moderator without a conflict of interest; conflict when
 * nothing would change, or proposed already.
 */
export async function proposeChange(
  tx: Db,
  kind: ChangeKind,
  viewer: Viewer,
  asked: ChangeRequest,
  now: Date,
): Promise<{ id: string }> {
  if (!viewerRoles(viewer).moderator) throw new AppError('not-allowed');
  await requireImpartial(tx.sql, kind, viewer.id, asked);
  return insertProposedChange(tx, kind, viewer, asked, { reverses: null }, now);
}

/**
 * Proposes, as any member, a change that two moderators approve; several of one subject can wait.
 * @throws AppError conflict when the same waits already, or the most of the subject.
 */
export async function proposeToModerators(
  tx: Db,
  kind: ChangeKind,
  viewer: Viewer,
  asked: ChangeRequest,
  now: Date,
): Promise<{ id: string }> {
  await kind.check(tx, asked, now);
  const about = { kind: kind.kind, subject: `${kind.of}/${asked.subjectId}`, state: 'open' };
  const payload = asked.payload ?? {};
  const same = await tx.proposedChange.count({ where: { ...about, payload: { equals: payload } } });
  const waiting = await tx.proposedChange.count({ where: about });
  if (same > 0 || waiting >= MAX_WAITING_OF_SUBJECT) throw new AppError('conflict');
  const id = randomId();
  const { rule, reason } = asked;
  await tx.proposedChange.create({
    data: { ...about, id, rule, reason, payload, memberId: viewer.id, proposedAt: now },
  });
  await notifyModerators(tx, kind, id, now);
  return { id };
}

/**
 * Proposes to reverse what one person decided alone; any other established member or moderator can
 * confirm it.
 * @throws AppError not-allowed for the person who decided, with a conflict of interest, or when not
 * established; conflict when reversed already.
 */
export async function proposeReversal(
  tx: Db,
  kinds: ChangeKinds,
  viewer: Viewer,
  id: string,
  input: ReversalInput,
  now: Date,
): Promise<{ id: string }> {
  const { established, moderator } = viewerRoles(viewer);
  if (!established && !moderator) throw new AppError('not-allowed');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadProposedChangeForViewer(tx, kinds, viewer, id, now);
    const { row, relation } = one;
    if (relation.reversed || row.state !== 'alone') throw new AppError('conflict');
    if (!proposedChangeRights(one.who, relation).reverse) throw new AppError('not-allowed');
    const inverse = one.kind.inverse(row, row.before);
    if (inverse === null) throw new AppError('conflict');
    const asked = { ...inverse, subjectId: row.subjectId, reason: input.reason };
    await countDailyUse(tx, viewer.id, 'second-answer', now);
    return insertProposedChange(
      tx,
      changeKindOf(kinds, inverse),
      viewer,
      asked,
      { reverses: id },
      now,
    );
  });
}

async function insertProposedChange(
  tx: Db,
  kind: ChangeKind,
  viewer: Viewer,
  { subjectId, rule, reason, payload }: ChangeRequest,
  { reverses }: { reverses: string | null },
  now: Date,
): Promise<{ id: string }> {
  // Locks the subject: of two concurrent proposals the second finds the first.
  await kind.check(tx, { subjectId, rule, reason, payload }, now);
  const about = { kind: kind.kind, subject: `${kind.of}/${subjectId}` };
  if ((await tx.proposedChange.count({ where: { ...about, state: 'open' } })) > 0) {
    throw new AppError('conflict');
  }
  const { handle } = await toDecisionMaker(tx, viewer);
  const id = randomId();
  await tx.proposedChange.create({
    data: {
      id,
      ...about,
      rule,
      reason,
      payload: payload ?? {},
      memberId: viewer.id,
      handle,
      ...(isByTwoModerators(kind) ? { firstId: viewer.id, firstHandle: handle } : {}),
      proposedAt: now,
      state: 'open',
      reverses,
    },
  });
  await notifyModerators(tx, kind, id, now);
  await runDueProposedChange(tx, kind, await loadProposedChange(tx.sql, id, 'lock'), now);
  return { id };
}

async function notifyModerators(tx: Db, kind: ChangeKind, id: string, now: Date): Promise<void> {
  const others = await tx.sql(
    statement(
      { id: col.text },
      `SELECT o.id FROM proposed_act p, LATERAL (${otherModeratorsSql(kind)}) o WHERE p.id = $1`,
    ),
    [id, today(now)],
  );
  await notify(
    tx,
    others.map((one) => one.id),
    { kind: 'act-waits', subject: id },
    now,
  );
}
