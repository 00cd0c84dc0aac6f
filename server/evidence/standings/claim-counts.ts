import type { PayoutEvidence } from '#shared/evidence/standing.ts';
import { NO_NEWS_REMINDERS } from '#shared/evidence/standing-constants.ts';

/** Numbers of a platform's claims: open, without news, and received after the platform replied. */
export type ClaimCounts = {
  readonly open: number;
  readonly noNews: number;
  readonly afterReply: number;
};

type Counted = {
  readonly published: { readonly afterReply: boolean };
  readonly evidence: Pick<PayoutEvidence, 'state' | 'solicited' | 'unansweredReminders'>;
};

/** Counts claims among loaded payouts, which are visible ones; leaves out solicited ones. */
export function countClaims(loaded: readonly Counted[]): ClaimCounts {
  const shown = loaded.filter(({ evidence }) => !evidence.solicited);
  const waiting = shown.filter(({ evidence }) => evidence.state === 'waiting');
  const noNews = waiting.filter(({ evidence }) => isClaimWithoutNews(evidence)).length;
  return {
    open: waiting.length - noNews,
    noNews,
    afterReply: shown.filter(({ published }) => published.afterReply).length,
  };
}

/** Whether enough reminders went unanswered that a claim is shown as "without news". */
export function isClaimWithoutNews({
  unansweredReminders,
}: Pick<PayoutEvidence, 'unansweredReminders'>): boolean {
  return unansweredReminders >= NO_NEWS_REMINDERS;
}
