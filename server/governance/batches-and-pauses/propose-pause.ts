import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { FLAG_REASONS, flagReasonCode, type FlagReasonCode } from '#shared/governance/cases.ts';
import type { CaseRule } from '#shared/governance/case-handling.ts';
import { PAUSE_DAYS, type PostingPauseInput } from '#shared/governance/posting-pauses.ts';
import { caseRights } from '#server/governance/cases/rules.ts';
import { loadCase, type CaseForViewer } from '#server/governance/cases/load-case.ts';
import { findOrOpenCase } from '#server/governance/cases/open-case.ts';
import { findProposablePauses } from '#server/governance/cases/proposable-pauses.ts';
import {
  requireModerator,
  toDecisionMaker,
  viewerRoles,
} from '#server/identity/roles/decision-maker-handles.ts';
import { decideCase, putProposal, wordsOf } from '#server/governance/case-decisions/decide-case.ts';

type Pause = Pick<PostingPauseInput, 'days' | 'rule' | 'facts' | 'reason'>;

/**
 * Proposes a pause from posting for the author of the post that a case is about. The pause has a case of
 * its own, so that what is public of it names neither author nor post.
 * @returns the id of that case.
 * @throws AppError not-allowed unless the viewer is a moderator who is no party; conflict when a pause of
 * the author holds or waits, or the case is not about a post.
 */
export async function proposePause(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: PostingPauseInput,
  now: Date,
): Promise<{ id: string; decision: string | null }> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadCase(tx, viewer, id, now);
    if (one.party || one.linked) throw new AppError('not-allowed');
    return putPause(tx, viewer, one, input, [one.subject.id, ...one.posts], now);
  });
}

/** Opens the case of a pause for these posts, with its proposal; a small community decides at once. */
export async function putPause(
  tx: Db,
  viewer: Viewer,
  one: CaseForViewer,
  { days, ...typed }: Pause,
  posts: readonly string[],
  now: Date,
): Promise<{ id: string; decision: string | null }> {
  const words = wordsOf(typed);
  const rights = caseRights(viewerRoles(viewer), one);
  const { memberId } = one.subject;
  if (!rights.pause || memberId === null) throw new AppError('conflict');
  const { alone } = rights;
  if (!(await findProposablePauses(tx, memberId, alone, now)).includes(days)) {
    throw new AppError('conflict');
  }
  await countDailyUse(tx, viewer.id, 'pause', now);
  const pause = randomId();
  await tx.postingPause.create({ data: { id: pause, memberId, days, posts: [...posts] } });
  const about = { platformId: null, clientId: null, taskId: null, hiddenBy: null, coveredBy: null };
  const { id } = await findOrOpenCase(
    tx,
    {
      subject: { kind: 'pause', id: pause, memberId, ...about },
      origin: 'own-initiative',
      reason: reasonOf(words.rule, one.reason),
    },
    now,
  );
  const hands = [await toDecisionMaker(tx, viewer)] as const;
  if (!alone || days > PAUSE_DAYS) {
    await putProposal(tx, { id }, hands[0], 'hide', words, now);
    return { id, decision: null };
  }
  const opened = await loadCase(tx, viewer, id, now);
  const decision = await decideCase(
    tx,
    opened,
    hands,
    { kind: 'hide', ...words, alone: true },
    now,
  );
  return { id, decision };
}

/** The reason that a rule stands for: that of the case it comes from, where it names the rule. */
function reasonOf(rule: CaseRule, reason: FlagReasonCode): FlagReasonCode {
  if (FLAG_REASONS[reason] === rule) return reason;
  return flagReasonCode.options.find((code) => FLAG_REASONS[code] === rule) ?? reason;
}
