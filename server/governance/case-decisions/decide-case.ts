import type { Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import type { ProposeMeasureInput } from '#shared/governance/case-handling.ts';
import type { CaseForViewer } from '#server/governance/cases/load-case.ts';
import type { DecisionMaker } from '#server/identity/roles/decision-maker-handles.ts';
import { endCase } from './end-case.ts';
import { makeCaseDecision } from './make-decision.ts';
import { factsFor } from './standard-facts.ts';

/** The rule, facts and reason of a proposal or decision. */
export type CaseWords = Pick<ProposeMeasureInput, 'rule' | 'facts' | 'reason'>;

export function wordsOf({ rule, facts, reason }: CaseWords): CaseWords {
  return { rule, facts: factsFor(rule, facts), reason };
}

export function comesFrom({ origin, numbers }: CaseForViewer) {
  return numbers === null ? { origin } : { origin, numbers };
}

/**
 * Stores a moderator's proposal, which waits for a second person; `batch` are posts besides the subject, `words` what it
 * covers.
 */
export async function putProposal(
  tx: Db,
  { id: caseId }: Pick<CaseForViewer, 'id'>,
  { handle, memberId }: DecisionMaker,
  kind: string,
  words: CaseWords,
  now: Date,
  {
    batch = [],
    words: coveredWords = null,
  }: { readonly batch?: readonly string[]; readonly words?: readonly string[] | null } = {},
): Promise<void> {
  await tx.caseProposal.create({
    data: {
      id: randomId(),
      caseId,
      memberId,
      handle,
      kind,
      ...wordsOf(words),
      proposedAt: now,
      state: 'open',
      ...(batch.length === 0 ? {} : { batch: [...batch] }),
      ...(coveredWords === null ? {} : { words: [...coveredWords] }),
    },
  });
  await tx.moderationCase.update({
    where: { id: caseId },
    data: { state: 'proposed', takenBy: null, takenUntil: null },
  });
}

/**
 * Takes the decision that ends a case, replacing an earlier one.
 * @returns its id.
 */
export async function decideCase(
  tx: Db,
  one: CaseForViewer,
  hands: readonly DecisionMaker[],
  {
    unfounded,
    ...what
  }: Omit<CaseWords, 'rule'> & {
    rule: string;
    kind: CaseForViewer['hidden'] & string;
    alone?: boolean;
    unfounded?: boolean;
    /** Posts besides the subject, where no proposal names them. */
    batch?: readonly string[];
    /** The words to cover, where no proposal names them. */
    words?: readonly string[] | null;
  },
  now: Date,
): Promise<string> {
  const { id: caseId, subject } = one;
  const replaces = replacedBy(one, what.kind, what.kind === 'cover' && (await isBatch(tx, one)));
  const { id } = await makeCaseDecision(
    tx,
    {
      caseId,
      subject,
      hands,
      stage: 'first',
      ...comesFrom(one),
      ...what,
      ...(replaces === null ? {} : { replaces }),
    },
    now,
  );
  const decision = { id, kind: what.kind };
  const agreed = hands.length > 1;
  await endCase(tx, { caseId, subject, decision, unfounded: unfounded ?? false, agreed }, now);
  return id;
}

/**
 * Returns the id of the decision that a new one replaces: the one that hides the subject now or, in
 * a reopened case, its last decision; null when none is replaced.
 */
function replacedBy(
  { subject, hiddenElsewhere, last, lastId }: CaseForViewer,
  kind: string,
  /** Other posts are hidden by the same decision, which stays in force for them. */
  amongOthers: boolean,
): string | null {
  if (kind === 'uncover') return subject.coveredBy;
  if (amongOthers) return null;
  // A decision of another case may hide this post as part of its batch; it stays in force.
  if (subject.hiddenBy !== null && kind !== 'dismiss' && !hiddenElsewhere) return subject.hiddenBy;
  if (kind === 'cover' && subject.coveredBy !== null) return subject.coveredBy;
  return last?.replaced === false && last.alone ? lastId : null;
}

async function isBatch(tx: Db, { subject: { hiddenBy } }: CaseForViewer): Promise<boolean> {
  if (hiddenBy === null) return false;
  const hiding = await tx.decision.findUnique({ where: { id: hiddenBy }, select: { batch: true } });
  return (hiding?.batch ?? null) !== null;
}
