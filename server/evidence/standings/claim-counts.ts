import type { PayoutEvidence } from '#shared/evidence/standing.ts';
import { NO_NEWS_REMINDERS } from '#shared/evidence/standing-constants.ts';

/** Whether enough reminders went unanswered that a claim is "without news". */
export function isClaimWithoutNews({
  unansweredReminders,
}: Pick<PayoutEvidence, 'unansweredReminders'>): boolean {
  return unansweredReminders >= NO_NEWS_REMINDERS;
}
