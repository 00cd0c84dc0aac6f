import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import {
  toDecisionMaker,
  viewerRoles,
  type DecisionMaker,
} from '#server/identity/roles/decision-maker-handles.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { mayBeSecondPersonSql } from '#server/database/predicates/case-parties.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import type { AnswerProposalInput } from '#shared/governance/case-handling.ts';
import { addPartiesOfCoveredCases } from '#server/governance/cases/covered-posts.ts';
import { loadCase, lockCase, type OpenProposal } from '#server/governance/cases/load-case.ts';
import { notifyProposers } from '#server/governance/cases/notifications.ts';
import { findCasesBeside } from '#server/governance/cases/pause-beside.ts';
import { caseRights } from '#server/governance/cases/rules.ts';
import { callJury } from '#server/governance/jury-selection/call-jury.ts';
import { decideCase } from './decide-case.ts';
import { refuseCoveredWords } from './words-to-cover.ts';

type Answer = Pick<AnswerProposalInput, 'proposal' | 'answer' | 'objection'>;
type Answered = {
  id: string;
  decision: string | null;
  agreed: boolean;
  /** The case of the next proposal about several posts that waits for the viewer. */
  next: string | null;
};

/**
 * Stores a second person's answer to a proposal: agreeing decides the case, objecting calls a jury
 * of people who did not decide. With `pauseProposal`, also her answer to the pause of the author that the
 * same moderator proposed; both are stored, or none.
 * @throws AppError not-allowed unless she may be the second person; conflict when there is no
 * proposal, or a different one by now; bad-input for an objection without a reason.
 */
export async function answerCaseProposal(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: AnswerProposalInput,
  now: Date,
): Promise<Answered> {
  const who = viewerRoles(viewer);
  if (!who.established && !who.moderator) throw new AppError('not-allowed');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { pauseProposal } = input;
    const posts = await findOpenBatch(tx, id);
    await addPartiesOfCoveredCases(tx, id, posts);
    // Found first: once the posts are decided on, nothing waits beside the pause any more.
    const { pause } =
      pauseProposal === undefined ? { pause: null } : await findCasesBeside(tx.sql, id);
    const made = await answerOne(tx, viewer, id, input, 'objection', now);
    if (pauseProposal !== undefined) {
      if (pause === null) throw new AppError('conflict');
      if (input.pauseAnswer === undefined) throw fieldError('pauseAnswer', 'required');
      const answer = {
        proposal: pauseProposal,
        answer: input.pauseAnswer,
        objection: input.pauseObjection,
      };
      await answerOne(tx, viewer, pause, answer, 'pauseObjection', now);
    }
    const isBatchDecided = made.decision !== null && posts.length > 0;
    return { ...made, next: isBatchDecided ? await findNextBatch(tx, viewer) : null };
  });
}

async function answerOne(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: Answer,
  objectionField: string,
  now: Date,
): Promise<Omit<Answered, 'next'>> {
  const one = await loadCase(tx, viewer, id, now);
  const { proposal } = one;
  if (one.party || one.linked || proposal?.mine === true || proposal?.linked === true) {
    throw new AppError('not-allowed');
  }
  if (!caseRights(viewerRoles(viewer), one).answer || proposal?.id !== input.proposal) {
    throw new AppError('conflict');
  }
  await countDailyUse(tx, viewer.id, 'second-answer', now);
  const decisionMaker = await toDecisionMaker(tx, viewer);
  if (input.answer === 'object') {
    if (input.objection === undefined) throw fieldError(objectionField, 'required');
    refuseCoveredWords(proposal.words, { [objectionField]: input.objection });
    await answered(tx, proposal, decisionMaker, { state: 'refused', objection: input.objection });
    await callJury(tx, { caseId: id }, now);
    await notifyProposers(tx, id, { proposal: 'refused' }, now);
    return { id, decision: null, agreed: false };
  }
  // Two people can no longer decide when the subject was withdrawn or the proposer's account
  // deleted.
  if (!one.there || proposal.memberId === null) throw new AppError('conflict');
  await answered(tx, proposal, decisionMaker, { state: 'agreed', objection: null });
  // Two moderators only propose a long pause: a jury decides it.
  if (one.longPause) {
    await callJury(tx, { caseId: id }, now);
    await notifyProposers(tx, id, { proposal: 'jury' }, now);
    return { id, decision: null, agreed: true };
  }
  const { kind, rule, facts, reason, handle, memberId } = proposal;
  const first: DecisionMaker = { seat: 'moderator', handle, memberId };
  const hands = [first, decisionMaker];
  const decision = await decideCase(tx, one, hands, { kind, rule, facts, reason }, now);
  return { id, decision, agreed: true };
}

/** Finds the next proposal about several posts for which a second person has not answered yet. */
async function findNextBatch(tx: Db, viewer: Viewer): Promise<string | null> {
  const [next] = await tx.sql(NEXT_BATCH, [viewer.id]);
  return next?.id ?? null;
}

const NEXT_BATCH = statement(
  { id: col.text },
  `SELECT k.id FROM moderation_case k JOIN case_proposal p ON p.case_id = k.id AND p.state = 'open'
    WHERE p.batch IS NOT NULL AND ${mayBeSecondPersonSql('$1')} ORDER BY p.proposed_at, k.id LIMIT 1`,
);

async function findOpenBatch(tx: Db, caseId: string): Promise<string[]> {
  await lockCase(tx.sql, caseId);
  const open = await tx.caseProposal.findFirst({ where: { caseId, state: 'open' } });
  return (open?.batch ?? []) as string[];
}

async function answered(
  tx: Db,
  { id }: OpenProposal,
  { handle, memberId }: DecisionMaker,
  answer: { state: 'agreed' | 'refused'; objection: string | null },
): Promise<void> {
  await tx.caseProposal.update({
    where: { id },
    data: { ...answer, secondId: memberId, secondHandle: handle },
  });
}
