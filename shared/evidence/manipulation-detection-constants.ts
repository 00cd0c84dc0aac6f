/** How far back the campaign detector looks, in days: older posts weigh next to nothing. */
export const CAMPAIGN_HORIZON_DAYS = 365;

/**
 * Window lengths in which bursts are searched, in days: a hired crowd posts within a week or two; a
 * slower one still shows within a month.
 */
export const BURST_WINDOWS_DAYS = [7, 14, 30] as const;
/** Weeks before a burst that define what is usual: half a year. */
export const BURST_BASE_WEEKS = 26;
/** Weeks for which a platform must have been observed; otherwise nothing is "usual". */
export const BURST_MIN_OBSERVED_WEEKS = 8;
/**
 * Lower bound of what is usual, in members per week. So a burst has at least 7 members, and the
 * first posts on a quiet platform are none.
 */
export const BURST_MIN_USUAL_MEMBERS_PER_WEEK = 1;
/** Highest probability of a burst arising by chance. */
export const BURST_MAX_CHANCE = 1e-4;
/** Maximum number of bursts searched per direction, which bounds the work. */
export const MAX_BURSTS_PER_DIRECTION = 12;

/** An account is young for posts within this many days of its creation. */
export const YOUNG_ACCOUNT_DAYS = 10;
/**
 * Share of young accounts that is always usual: many people join because they have something to
 * say, and say it on the first day.
 */
export const COHORT_MIN_USUAL_SHARE = 0.2;
/** Highest probability of a cohort (a burst of young accounts) arising by chance. */
export const COHORT_MAX_CHANCE = 1e-3;

/** Days before a burst from which trusted members' posts are compared. */
export const WITNESS_DAYS_BEFORE = 14;
/**
 * Days after a burst until which trusted members' posts are compared: more than before it, since
 * later posts tell a scandal from a campaign better.
 */
export const WITNESS_DAYS_AFTER = 30;
/** Share of trusted members who must say the opposite. */
export const CONTRADICTION_MIN_SHARE = 0.75;
/** Highest probability of a contradiction by trusted members arising by chance. */
export const CONTRADICTION_MAX_CHANCE = 0.01;

/**
 * Share of praise that is "nearly all" with proof, while one minus it is "nearly none" without; or
 * the reverse.
 */
export const PROOF_GAP_SHARE = 0.8;
/** Highest probability of a gap between posts with and without proof arising by chance. */
export const PROOF_GAP_MAX_CHANCE = 1e-3;

/** Days within which two accounts must say the same about a platform to be in step. */
export const LOCKSTEP_DAYS = 2;
/** Platforms on which two accounts must have been in step. */
export const LOCKSTEP_MIN_PLATFORMS = 3;
/**
 * Minimum days between two occasions: posts of two people on the day on which both join are one
 * coincidence, whatever the number of platforms.
 */
export const LOCKSTEP_OCCASION_DAYS = 7;
/** Highest probability of a pair in step arising by chance. */
export const LOCKSTEP_MAX_CHANCE = 1e-5;
/**
 * Maximum probability by chance for a group of only two: thousands of members make millions of
 * pairs.
 */
export const LOCKSTEP_PAIR_MAX_CHANCE = 1e-9;

/** Smaller numbers of members are never published: they would help to identify them. */
export const PUBLISHED_MIN_MEMBERS = 5;

/** Mean rating of a review, 1 to 5, from which it praises. */
export const PRAISE_MIN_RATING = 4;
/** A review whose mean rating is at most this blames. */
export const BLAME_MAX_RATING = 2;
