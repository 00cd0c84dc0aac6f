import type { Db } from '#server/database/db.ts';
import { APPEAL_PERIOD_MONTHS } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';

/**
 * Erases who proposed, answered and was drawn, as long after a proposed change's end as a case decision can be
 * appealed; until then nobody may decide twice. Deletes proposals without effect.
 */
export async function eraseOldProposers(tx: Db, now: Date): Promise<void> {
  const { sql } = tx;
  const over = `ended_at < $1::date - interval '${APPEAL_PERIOD_MONTHS} months'`;
  await sql(`DELETE FROM proposed_act WHERE state IN ('refused', 'dropped') AND ${over}`, [
    today(now),
  ]);
  await sql(
    `UPDATE proposed_act SET member_id = NULL, first_id = NULL, second_id = NULL
      WHERE ${over} AND (member_id IS NOT NULL OR first_id IS NOT NULL OR second_id IS NOT NULL)`,
    [today(now)],
  );
  await sql(`DELETE FROM act_draw w USING proposed_act p WHERE p.id = w.act_id AND p.${over}`, [
    today(now),
  ]);
}

/**
 * Ends a member's unanswered proposals when her account is deleted. Those that only moderators could read are
 * deleted, the others stay without her.
 */
export async function dropProposalsOfMember(tx: Db, memberId: string, now: Date): Promise<void> {
  await tx.proposedChange.deleteMany({
    where: { memberId, kind: { in: ['show-fund', 'show-contact', 'send-message'] }, state: 'open' },
  });
  await tx.proposedChange.updateMany({
    where: { memberId, state: { in: ['open', 'applied'] } },
    data: { state: 'dropped', endedAt: now, dueAt: null },
  });
}

export async function deleteProposalsAbout(tx: Db, subject: string): Promise<void> {
  await tx.proposedChange.deleteMany({ where: { subject } });
}
