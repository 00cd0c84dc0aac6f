import type { PayoutEvidence } from '#shared/evidence/standing.ts';
import { NO_NEWS_REMINDERS } from '#shared/evidence/standing-constants.ts';

/** How many pay-outs of a platform are waited for, how many of them without news, and how many came once it had replied. */
export type ClaimCounts = {
  readonly open: number;
  readonly noNews: number;
  readonly afterReply: number;
};

type Counted = {
  readonly published: { readonly afterReply: boolean };
  readonly evidence: Pick<PayoutEvidence, 'state' | 'solicited' | 'unansweredReminders'>;
};

/** Counts the claims that are shown, out of all that is not hidden; what was posted at somebody's request is not. */
export function countClaims(loaded: readonly Counted[]): ClaimCounts {
  const shown = loaded.filter(({ evidence }) => !evidence.solicited);
  const waiting = shown.filter(({ evidence }) => evidence.state === 'waiting');
  const noNews = waiting.filter(({ evidence }) => isSilent(evidence)).length;
  return {
    open: waiting.length - noNews,
    noNews,
    afterReply: shown.filter(({ published }) => published.afterReply).length,
  };
}

/** Whether so many reminders were left unanswered that a claim stands apart, as without news. */
export function isSilent({
  unansweredReminders,
}: Pick<PayoutEvidence, 'unansweredReminders'>): boolean {
  return unansweredReminders >= NO_NEWS_REMINDERS;
}
