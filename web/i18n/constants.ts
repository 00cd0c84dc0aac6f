import { MIN_SLIPS_OF_DELAY, MIN_SLIPS_OF_SHARE } from '#shared/directory/slip-figures.ts';
import * as newAccounts from '#shared/community/new-account-limits.ts';
import * as campaigns from '#shared/evidence/manipulation-detection-constants.ts';
import {
  RATING_PRIOR_FALLBACK,
  RATING_PRIOR_WEIGHT,
  RATING_RECENT_DAYS,
} from '#shared/evidence/platform-rating.ts';
import { REMINDER_DELAY_MULTIPLES } from '#shared/evidence/claim-reminders.ts';
import * as standing from '#shared/evidence/standing-constants.ts';
import { MAX_SECOND_REVIEWS_A_DAY, SECOND_REVIEW_HOURS } from '#shared/governance/cases.ts';
import { LIKENESS_DAYS, LIKENESS_MINUTES } from '#shared/governance/account-likeness.ts';
import {
  ESTABLISHED_DAILY_UNDER,
  ESTABLISHED_MIN_MONTHS,
  ESTABLISHED_MIN_PIECES,
} from '#shared/identity/established.ts';

/**
 * Constants of the rules that sentences name, as {KNOWN_MIN_MEMBERS}. All of the standing are here: a
 * test asks that a sentence names each of them.
 */
export const constants = {
  ...standing,
  INTERVAL_TAIL_REST: 1 - standing.INTERVAL_TAIL,
  MIN_SLIPS_OF_DELAY,
  MIN_SLIPS_OF_SHARE,
  BURST_BASE_WEEKS: campaigns.BURST_BASE_WEEKS,
  LOCKSTEP_DAYS: campaigns.LOCKSTEP_DAYS,
  LOCKSTEP_MIN_PLATFORMS: campaigns.LOCKSTEP_MIN_PLATFORMS,
  PUBLISHED_MIN_MEMBERS: campaigns.PUBLISHED_MIN_MEMBERS,
  YOUNG_ACCOUNT_DAYS: campaigns.YOUNG_ACCOUNT_DAYS,
  RATING_PRIOR_FALLBACK,
  RATING_PRIOR_WEIGHT,
  RATING_RECENT_DAYS,
  REMINDERS_AT_EXPECTED: REMINDER_DELAY_MULTIPLES.join(', '),
  SECONDS_A_DAY: MAX_SECOND_REVIEWS_A_DAY,
  SECOND_HOURS: SECOND_REVIEW_HOURS,
  LIKENESS_DAYS,
  LIKENESS_MINUTES,
  ESTABLISHED_DAILY_UNDER,
  ESTABLISHED_MIN_MONTHS,
  ESTABLISHED_MIN_PIECES,
  POSTS_UNTIL_UNLIMITED: newAccounts.POSTS_UNTIL_UNLIMITED,
  FIRST_POSTS_PER_DAY: newAccounts.FIRST_POSTS_PER_DAY,
  MAX_LINKS_IN_FIRST_POSTS: newAccounts.MAX_LINKS_IN_FIRST_POSTS,
  YOUNG_ACCOUNT_MESSAGE_DAYS: newAccounts.YOUNG_ACCOUNT_MESSAGE_DAYS,
  YOUNG_MESSAGES: newAccounts.YOUNG_ACCOUNT_MESSAGE_LIMITS.messages,
  YOUNG_CONVERSATIONS: newAccounts.YOUNG_ACCOUNT_MESSAGE_LIMITS.conversations,
};
