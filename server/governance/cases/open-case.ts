import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { URGENT_REASONS, type CaseOrigin } from '#shared/governance/cases.ts';
import type { FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';

export type CaseToOpen = {
  readonly subject: FlaggableSubject;
  readonly origin: CaseOrigin;
  readonly reason: string;
  /** Deadline that was promised for the decision, if any. */
  readonly dueAt?: Date;
  /** Counts that a detector reported. */
  readonly numbers?: Readonly<Record<string, number>>;
};

/**
 * Finds the open case about a subject, or opens one. The subject's author is a party from the
 * start; an existing deadline can only be brought forward, and an urgent reason makes the case
 * urgent.
 */
export async function findOrOpenCase(
  tx: Db,
  wanted: CaseToOpen,
  now: Date,
): Promise<{ id: string }> {
  const { subject, origin, reason, dueAt, numbers } = wanted;
  const name = `${subject.kind}/${subject.id}`;
  const fresh = randomId();
  const [row] = await tx.sql(
    statement(
      { id: col.text },
      `INSERT INTO moderation_case (id, subject, platform_id, origin, reason, state, opened_at, due_at,
                                  numbers)
     VALUES ($1, $2, $3, $4, $5, 'open', $6::timestamptz, $7::timestamptz, $9::jsonb)
     ON CONFLICT (subject) WHERE state <> 'closed'
     DO UPDATE SET due_at = LEAST(moderation_case.due_at, excluded.due_at),
       reason = CASE WHEN excluded.reason = ANY($8) AND moderation_case.reason <> ALL($8)
                     THEN excluded.reason ELSE moderation_case.reason END RETURNING id`,
    ),
    [
      fresh,
      name,
      subject.platformId,
      origin,
      reason,
      now.toISOString(),
      dueAt?.toISOString() ?? null,
      URGENT_REASONS,
      numbers === undefined ? null : JSON.stringify(numbers),
    ],
  );
  const id = row?.id ?? fresh;
  if (id !== fresh) return { id };
  if (subject.memberId !== null) await addCaseParty(tx, id, subject.memberId, 'author');
  await appendEntry(tx, now, {
    kind: 'case-opened',
    subject: `case/${id}`,
    content: { case: id, about: name, origin, reason },
  });
  return { id };
}

/** Makes a member a party, who may not decide the case; an existing role is kept. */
export async function addCaseParty(
  tx: Db,
  caseId: string,
  memberId: string,
  role: 'author' | 'flagger' | 'rated',
): Promise<void> {
  await tx.sql(
    `INSERT INTO case_party (case_id, member_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [caseId, memberId, role],
  );
}
