import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { FLAG_REASONS, VEIL_HOURS } from '#shared/governance/cases.ts';
import {
  measureAllowedBy,
  type DismissCaseInput,
  type ProposeMeasureInput,
  type VeilSubjectInput,
} from '#shared/governance/case-handling.ts';
import { caseRights, checkMeasure } from '#server/governance/cases/rules.ts';
import { comesFrom, decideCase, putProposal, wordsOf } from './decide-case.ts';
import {
  toDecisionMaker,
  requireModerator,
  viewerRoles,
} from '#server/identity/roles/decision-maker-handles.ts';
import { loadCase, type CaseForViewer } from '#server/governance/cases/load-case.ts';
import { makeCaseDecision } from './make-decision.ts';
import { findSubjectContent } from '#server/governance/cases/subject-content.ts';
import { checkWordsToCover } from './words-to-cover.ts';
import { takeCaseToAct } from '#server/governance/cases/assignment.ts';
import { findNextAlikeCase } from '#server/governance/cases/group-alike-cases.ts';
import { notifySubjectAuthor } from '#server/governance/cases/notifications.ts';

const HOUR_MS = 3_600_000;

type Written = { id: string; decision: string | null };
/** `next` is an open case about a post that is alike. */
type Handled = Written & { next: string | null };

/**
 * Proposes to hide, remove or restore a case's subject; a second person must agree. In a small
 * community one moderator decides at once, marked as decided alone.
 * @throws AppError not-allowed unless the viewer is a moderator who is neither party nor linked to
 * one; conflict when the case is another's, decided, or nothing would change.
 */
export async function proposeOnCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: ProposeMeasureInput,
  now: Date,
): Promise<Handled> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadCase(tx, viewer, id, now);
    const rights = judgeRights(viewer, one);
    if (!rights.propose.includes(input.kind)) throw new AppError('conflict');
    checkMeasure(input.kind, input.rule);
    const words = await wordsToCover(tx, one, input);
    await takeCaseToAct(tx, viewer, one, now);
    const decisionMaker = await toDecisionMaker(tx, viewer);
    const { kind } = input;
    const decided = { kind, ...wordsOf(input), alone: true, words } as const;
    const decision = rights.alone ? await decideCase(tx, one, [decisionMaker], decided, now) : null;
    if (decision === null) await putProposal(tx, one, decisionMaker, kind, input, now, { words });
    return { id, decision, next: await findNextAlikeCase(tx, viewer, one.subject, now) };
  });
}

/**
 * Veils a threat, personal data or manifestly illegal content alone for 72 hours, and proposes what
 * should follow to a second person. Without one it is restored automatically.
 * @throws AppError as `proposeOnCase`; conflict also when veiled before and not changed since.
 */
export async function veilSubject(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: VeilSubjectInput,
  now: Date,
): Promise<Written> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadCase(tx, viewer, id, now);
    const rights = judgeRights(viewer, one);
    if (!rights.veil) throw new AppError('conflict');
    const decisionMaker = await toDecisionMaker(tx, viewer);
    const { subject } = one;
    // Round to the hour: the end of a veil is public, and would reveal the second of the
    // moderator's decision.
    const until = new Date(Math.floor(now.getTime() / HOUR_MS + VEIL_HOURS) * HOUR_MS);
    const veil = { ...wordsOf(input), ...comesFrom(one), kind: 'veil', stage: 'veil' } as const;
    const made = await makeCaseDecision(
      tx,
      { caseId: id, subject, hands: [decisionMaker], alone: true, until, ...veil },
      now,
    );
    // Where one moderator decides alone, she proposes nothing: she still has to decide herself.
    if (!rights.alone)
      await putProposal(tx, one, decisionMaker, measureAllowedBy(input.rule), input, now);
    await notifySubjectAuthor(tx, subject, { id: made.id, kind: 'veil' }, now);
    return { id, decision: made.id };
  });
}

/**
 * Closes a case without a measure, and lifts its veil, if any. Needs no second person.
 * @throws AppError as `proposeOnCase`.
 */
export async function dismissCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: DismissCaseInput,
  now: Date,
): Promise<Handled> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadCase(tx, viewer, id, now);
    if (!judgeRights(viewer, one).dismiss) throw new AppError('conflict');
    await takeCaseToAct(tx, viewer, one, now);
    const kind = one.hidden === 'veil' ? 'restore' : 'dismiss';
    const words = { rule: FLAG_REASONS[one.reason], facts: '', reason: input.reason ?? '' };
    const { unfounded } = input;
    const hands = [await toDecisionMaker(tx, viewer)];
    const decision = await decideCase(
      tx,
      one,
      hands,
      { kind, ...words, alone: true, unfounded },
      now,
    );
    return { id, decision, next: await findNextAlikeCase(tx, viewer, one.subject, now) };
  });
}

/** The words that a proposal covers; null for other measures. */
async function wordsToCover(
  tx: Db,
  { subject: { kind, id } }: CaseForViewer,
  { kind: measure, words, facts, reason }: ProposeMeasureInput,
): Promise<string[] | null> {
  if (measure !== 'cover') return null;
  const content = await findSubjectContent(tx, kind, id);
  return checkWordsToCover(words, content?.text ?? null, { facts, reason });
}

function judgeRights(viewer: Viewer, one: CaseForViewer): ReturnType<typeof caseRights> {
  if (one.party || one.linked) throw new AppError('not-allowed');
  return caseRights(viewerRoles(viewer), one);
}
