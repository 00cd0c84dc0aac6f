/** Half-life H of a payout's weight, in days. */
export const HALF_LIFE_DAYS = 45;

/** Evidence of a payout whose screenshot two others confirmed. */
export const WEIGHT_OF_CONFIRMED_PROOF = 1;
/** Evidence of a payout with a screenshot. */
export const WEIGHT_OF_SCREENSHOT = 0.6;
/** Evidence of a payout that is only declared. */
export const WEIGHT_OF_DECLARED = 0.5;

/** Weight of an author who is established. */
export const WEIGHT_OF_ESTABLISHED_AUTHOR = 1;
/** Weight of an author who is not established. */
export const WEIGHT_OF_NEW_AUTHOR = 0.25;
/** Weight of an author whose post was solicited or paid for. */
export const WEIGHT_OF_SOLICITED_AUTHOR = 0;
/** Weight of a post that an open finding names as suspect. */
export const WEIGHT_OF_SUSPECT_AUTHOR = 0;

/** Length of the blocks, counted from a member's first payout, in which her weight is capped. */
export const MEMBER_BLOCK_DAYS = 30;
/** Maximum evidence of one member's payouts within one block. */
export const MEMBER_BLOCK_CAP = 1;
/** Weight that all members who are not established may always have together. */
export const NEW_MEMBERS_CAP_MIN = 1;
/**
 * Maximum weight of all members who are not established, as a share of the weight of the
 * established.
 */
export const NEW_MEMBERS_CAP_SHARE = 0.25;

/** Expected delay without a promise or enough receipts, in days. */
export const EXPECTED_DEFAULT_DAYS = 30;
/** Shortest expected delay, in days: a published month is up to half a month off. */
export const EXPECTED_MIN_DAYS = 15;
/** Longest expected delay, in days: a longer promise excuses nothing. */
export const EXPECTED_MAX_DAYS = 45;
/** Number of received payouts from which their median delay is used. */
export const EXPECTED_MIN_RECEIVED = 5;
/** Receipts older than this many days are left out of the median delay. */
export const EXPECTED_WINDOW_DAYS = 365;
/** Multiple of the expected delay at which a pending payout is unpaid. */
export const UNPAID_MULTIPLE_OF_EXPECTED_DELAY = 2;
/** A received payout with a smaller share makes its author a member unpaid. */
export const PARTLY_PAID_MIN_SHARE = 0.75;
/** Unanswered reminders from which a pending payout is listed as "no news". */
export const NO_NEWS_REMINDERS = 2;

/** Probability below the interval, and above it: a central 90 % interval. */
export const INTERVAL_TAIL = 0.05;
/** Weight n below which there is too little evidence. */
export const KNOWN_MIN_WEIGHT = 3;
/** Number of members needed before a platform's first standing. */
export const KNOWN_MIN_MEMBERS = 3;
/** Weight n of established members alone below which nothing moves. */
export const GUARD_MIN_WEIGHT = 2;
/** Tolerance on the bounds of n: ten times 0.3 is not 3 in floating point. */
export const WEIGHT_ROUNDING = 1e-9;

/** `not-paying` is entered when the interval's high end is at most this. */
export const NOT_PAYING_MAX_HIGH = 0.5;
/** `not-paying` is left when the interval's high end is over this. */
export const NOT_PAYING_LEFT_OVER_HIGH = 0.55;
/** Members unpaid or refused that `not-paying` needs. */
export const NOT_PAYING_MIN_MEMBERS = 5;
/** `doubtful` is entered when even the interval's high end is at most this. */
export const DOUBTFUL_MAX_HIGH = 0.88;
/** `doubtful` is left upwards when the interval's high end is over this. */
export const DOUBTFUL_LEFT_OVER_HIGH = 0.93;
/** Members overdue, refused or partly paid within the window that `doubtful` needs. */
export const DOUBTFUL_MIN_MEMBERS = 4;
/** Days within which members late or refused count towards `doubtful`. */
export const DOUBTFUL_WINDOW_DAYS = 90;
/** Mean from which a first standing is `promising`, and `doubtful` is left. */
export const PROMISING_MIN_MEAN = 0.75;
/** `reliable` is entered when the interval's low end is at least this. */
export const RELIABLE_MIN_LOW = 0.65;
/** `reliable` is left when the interval's low end is under this. */
export const RELIABLE_LEFT_UNDER_LOW = 0.6;
/** Established members within the window that `reliable` needs. */
export const RELIABLE_MIN_ESTABLISHED = 10;
/** Window of the established members, in days. */
export const RELIABLE_WINDOW_DAYS = 180;
/** Days without a receipt after which `reliable` ends and `not-paying` may begin. */
export const RECEIPT_WINDOW_DAYS = 60;

/** Members pending past twice the expected delay from which the page says so first. */
export const MANY_WAIT_MIN_MEMBERS = 3;
