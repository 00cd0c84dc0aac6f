import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { stateIfPublic } from '#server/transparency-log/state-found-rows.ts';
import { flagOutcome } from '#server/governance/cases/rules.ts';
import { endJuriesAndNoticesOfCase } from './end-juries-and-notices.ts';
import { pauseFlaggingOfFlooders } from '#server/governance/flags/pause-flooders.ts';
import type { FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import {
  notifySubjectAuthor,
  notifyFlaggers,
  notifyProposers,
  type NotifiedDecision,
} from '#server/governance/cases/notifications.ts';

export type CaseEnding = {
  readonly caseId: string;
  readonly subject: FlaggableSubject;
  readonly decision: NotifiedDecision;
  /** The decision finds that the flags were manifestly unfounded. */
  readonly unfounded?: boolean;
  /** A second person agreed with what was proposed. */
  readonly agreed?: boolean;
  /** An appeal confirmed the earlier decision, so flags keep their outcome. */
  readonly confirmed?: boolean;
};

/**
 * Closes a decided case: sets the outcome of its flags, notifies author and flaggers, and ends
 * whatever depends on it. Cases about other posts that the decision hides are closed with it.
 */
export async function endCase(tx: Db, ending: CaseEnding, now: Date): Promise<void> {
  await endOneCase(tx, ending, now);
  if (ending.decision.kind !== 'hide' && ending.decision.kind !== 'remove') return;
  // The author hears once of a decision about several posts.
  for (const { caseId, post } of await tx.sql(COVERED, [ending.decision.id])) {
    const subject = { ...ending.subject, kind: 'post', id: post, memberId: null } as const;
    await endOneCase(tx, { caseId, subject, decision: ending.decision }, now);
  }
}

// Open cases about posts that decision $1 hides with the subject of its own case.
const COVERED = statement(
  { caseId: col.text, post: col.text },
  `SELECT o.id AS "caseId", split_part(o.subject, '/', 2) AS post
     FROM decision d JOIN moderation_case o ON o.subject LIKE 'post/%'
      AND d.batch ? split_part(o.subject, '/', 2)
    WHERE d.id = $1 AND o.id <> d.case_id AND o.state IN ('open', 'proposed')
    ORDER BY o.id FOR UPDATE OF o`,
);

async function endOneCase(
  tx: Db,
  { caseId, subject, decision, unfounded = false, agreed = false, confirmed = false }: CaseEnding,
  now: Date,
): Promise<void> {
  await tx.moderationCase.update({
    where: { id: caseId },
    data: { state: 'closed', closedAt: now, takenBy: null, takenUntil: null },
  });
  const waiting = { caseId, state: 'open' };
  const isDropped = (await tx.caseProposal.count({ where: waiting })) > 0;
  const outcomeOfProposal = agreed ? 'agreed' : isDropped ? 'dropped' : 'decided';
  await notifyProposers(tx, caseId, { proposal: outcomeOfProposal }, now);
  await tx.caseProposal.updateMany({ where: waiting, data: { state: 'dropped' } });
  const outcome = flagOutcome(decision.kind, unfounded);
  const where = confirmed ? { caseId, outcome: null } : { caseId };
  await tx.flag.updateMany({ where, data: { outcome } });
  await appendEntry(tx, now, {
    kind: 'case-closed',
    subject: `case/${caseId}`,
    content: { case: caseId, decision: decision.id, flags: outcome },
  });
  await stateIfPublic(tx, `case/${caseId}`, now);
  await endJuriesAndNoticesOfCase(tx, caseId, now);
  await notifySubjectAuthor(tx, subject, decision, now);
  const flaggers = await notifyFlaggers(tx, caseId, decision, outcome, now);
  if (outcome === 'unfounded') await pauseFlaggingOfFlooders(tx, caseId, flaggers, now);
}
