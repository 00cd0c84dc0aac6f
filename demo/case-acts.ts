import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { proposeBatch } from '#server/governance/batches-and-pauses/propose-batch.ts';
import { answerCaseProposal } from '#server/governance/case-decisions/answer-proposal.ts';
import {
  dismissCase,
  proposeOnCase,
  veilSubject,
} from '#server/governance/case-decisions/proposals.ts';
import { flagSubject } from '#server/governance/flags/actions.ts';
import { findCasesBeside } from '#server/governance/cases/pause-beside.ts';
import { findPostBatch } from '#server/governance/cases/posts-of-day.ts';
import { loadCase } from '#server/governance/cases/load-case.ts';
import { listCasesForSecondReview } from '#server/governance/second-review-queue/queries.ts';
import { takeNextSecondReview } from '#server/governance/second-review-queue/actions.ts';
import type { CaseAct } from './case-plans.ts';

/** Applies an act of moderation by the actions that members and moderators use. */
export async function actOnCase(
  tx: Db,
  viewer: Viewer,
  act: CaseAct,
  id: string,
  at: Date,
): Promise<void> {
  const about = `${act.thing}/${id}`;
  if (act.kind === 'flag') {
    const { ratedParty = false, ...flag } = act.flag;
    return void (await flagSubject(tx, viewer, { about, ...flag, ratedParty }, at));
  }
  const where = { subject: about, state: { not: 'closed' } };
  const open = await tx.moderationCase.findFirst({
    where,
    select: { id: true, proposals: { where: { state: 'open' }, select: { id: true } } },
  });
  // Where few are established, one moderator decided it alone.
  if (open === null) return;
  // Posts of a year can look in lockstep by chance: who is linked to a party leaves the case.
  const { party, linked } = await loadCase(tx, viewer, open.id, at);
  if (party || linked) return;
  switch (act.kind) {
    case 'propose-on-case':
      return void (await proposeOnCase(tx, viewer, open.id, act.words, at));
    case 'propose-batch': {
      const { posts } = await findPostBatch(tx, viewer, open.id, at);
      const alike = posts.filter((post) => post.alike).map((post) => post.id);
      const input = { ...act.words, posts: alike, pause: true };
      return void (await proposeBatch(tx, viewer, open.id, input, at));
    }
    case 'veil':
      return void (await veilSubject(tx, viewer, open.id, act.words, at));
    case 'dismiss-case':
      return void (await dismissCase(tx, viewer, open.id, act.words, at));
    case 'answer-proposal': {
      const [proposal] = open.proposals;
      if (proposal === undefined) return;
      // What few may read is taken first.
      const { can } = await listCasesForSecondReview(tx.sql, viewer, at);
      if (can.take) await takeNextSecondReview(tx, viewer, at);
      const input = { proposal: proposal.id, ...act.answer, ...(await pauseToo(tx, open.id)) };
      return void (await answerCaseProposal(tx, viewer, open.id, input, at));
    }
  }
}

/** Agrees with the pause of the author, where one is answered with the case. */
async function pauseToo(tx: Db, caseId: string) {
  const { pause } = await findCasesBeside(tx.sql, caseId);
  if (pause === null) return {};
  const where = { caseId: pause, state: 'open' };
  const { id } = await tx.caseProposal.findFirstOrThrow({ where, select: { id: true } });
  return { pauseProposal: id, pauseAnswer: 'agree' } as const;
}
