/** How far back the detector of campaigns looks, in days: older posts weigh next to nothing. */
export const CAMPAIGN_HORIZON_DAYS = 365;

/**
 * Lengths of the windows in which a burst is looked for, in days: a hired crowd posts within a week
 * or two; one that takes its time is still seen within a month.
 */
export const BURST_WINDOWS_DAYS = [7, 14, 30] as const;
/** What came before, that a burst is measured against, in weeks: half a year. */
export const BURST_BASE_WEEKS = 26;
/** Weeks that a platform must have been watched: without them there is no "usual". */
export const BURST_MIN_WEEKS = 8;
/**
 * What counts as usual at least, in members a week. So a burst is never fewer than 7 members, and
 * the first posts on a quiet platform are none.
 */
export const BURST_MIN_USUAL = 1;
/** A burst is a number of members that chance would bring less often than this. */
export const BURST_MAX_CHANCE = 1e-4;
/** How many bursts of one direction are looked for at most: bounds the work. */
export const BURSTS_AT_MOST = 12;

/** An account is young on a post that it makes within so many days of its own making. */
export const YOUNG_ACCOUNT_DAYS = 10;
/**
 * Share of young accounts that is always usual: many people come here because they have something
 * to say, and say it on their first day.
 */
export const COHORT_MIN_USUAL_SHARE = 0.2;
/** A cohort is a number of young accounts that chance would bring less often than this. */
export const COHORT_MAX_CHANCE = 1e-3;

/** Days before a burst from which on those who can be trusted are listened to. */
export const WITNESS_DAYS_BEFORE = 14;
/**
 * And days after it: longer, since what comes later can only tell a scandal from a campaign better.
 */
export const WITNESS_DAYS_AFTER = 30;
/** Share of them that must say the opposite. */
export const CONTRADICTION_MIN_SHARE = 0.75;
/** How often chance may bring such a contradiction. */
export const CONTRADICTION_MAX_CHANCE = 0.01;

/** Share of praise that is "nearly all" with proof, and 1 less it "nearly none" without, or turned. */
export const PROOF_GAP_SHARE = 0.8;
/** How often chance may bring such a gap. */
export const PROOF_GAP_MAX_CHANCE = 1e-3;

/** Days within which two accounts must say the same about a platform to be in step. */
export const LOCKSTEP_DAYS = 2;
/** Platforms on which they must have been in step. */
export const LOCKSTEP_MIN_PLATFORMS = 3;
/**
 * Days that must lie between two occasions: what two people post on the day on which they join
 * is one coincidence, however many platforms it is about.
 */
export const LOCKSTEP_OCCASION_DAYS = 7;
/** How often chance may bring a pair in step. */
export const LOCKSTEP_MAX_CHANCE = 1e-5;
/** How often where they are only two: among thousands of members there are millions of pairs. */
export const LOCKSTEP_PAIR_MAX_CHANCE = 1e-9;

/** A number of members smaller than this is never published: it would help to find them. */
export const PUBLISHED_MIN_MEMBERS = 5;

/** Mean mark of a review, 1 to 5, from which it praises. */
export const PRAISE_MIN_MARK = 4;
/** Mean mark up to which it blames. */
export const BLAME_MAX_MARK = 2;
