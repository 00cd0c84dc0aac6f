import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { today } from '#shared/core/days.ts';
import type { FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import type { Measure, ProposalOutcome } from '#shared/core/moderation-decisions.ts';

export type NotifiedDecision = { readonly id: string; readonly kind: Measure };

/** Notifies the author of a subject of the decision, at once and whatever it is. */
export async function notifySubjectAuthor(
  tx: Db,
  { memberId }: Pick<FlaggableSubject, 'memberId'>,
  { id, kind }: NotifiedDecision,
  now: Date,
): Promise<void> {
  if (memberId === null) return;
  await notify(tx, [memberId], { kind: 'decision', subject: id, facts: { measure: kind } }, now);
}

export async function notifyFlaggers(
  tx: Db,
  caseId: string,
  { id, kind }: NotifiedDecision,
  outcome: string,
  now: Date,
): Promise<string[]> {
  const flags = await tx.flag.findMany({ where: { caseId }, select: { memberId: true } });
  const members = flags.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
  const facts = { measure: kind, outcome };
  await notify(tx, members, { kind: 'flag-decided', subject: id, facts }, now);
  return members;
}

/**
 * Notifies the moderators who proposed something in a case of what became of it. What they took back is
 * left out, and what was dropped since they became a party: it would tell them so.
 */
export async function notifyProposers(
  tx: Db,
  caseId: string,
  facts: { readonly proposal: ProposalOutcome },
  now: Date,
): Promise<void> {
  const proposals = await tx.caseProposal.findMany({
    where: { caseId, state: { not: 'dropped' } },
    select: { memberId: true },
  });
  const members = proposals.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
  await notify(tx, members, { kind: 'case-answered', subject: caseId, facts }, now);
}

/**
 * Notifies the moderators on duty of an urgent case: those of the day's rota, else all; never a
 * party or one in quiet.
 */
export async function notifyModeratorsOnDuty(tx: Db, caseId: string, now: Date): Promise<void> {
  const members = await tx.sql(ON_DUTY, [caseId, today(now), now.toISOString()]);
  const onDuty = members.filter((one) => one.onDuty);
  const told = onDuty.length > 0 ? onDuty : members;
  const news = { kind: 'case', subject: caseId } as const;
  await notify(
    tx,
    told.map(({ id }) => id),
    news,
    now,
  );
}

const ON_DUTY = statement(
  { id: col.text, onDuty: col.bool },
  `
  SELECT DISTINCT g.member_id AS id, EXISTS (SELECT 1 FROM moderator_turn t
           WHERE t.member_id = g.member_id AND t.day = $2::date) AS "onDuty"
    FROM role_grant g
   WHERE g.role = 'moderator' AND g.ended_on IS NULL AND g.ends_on > $2::date
     AND NOT EXISTS (SELECT 1 FROM case_party q WHERE q.case_id = $1 AND q.member_id = g.member_id)
     AND NOT EXISTS (SELECT 1 FROM moderator_care c
       WHERE c.member_id = g.member_id AND c.quiet_until > $3::timestamptz)`,
);
