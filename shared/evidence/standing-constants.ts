/** Half-life of a report, in days, in the share paid lately. */
export const LATELY_HALF_LIFE_DAYS = 14;
/** Half-life of a report, in days, in the share paid over a season. */
export const SEASON_HALF_LIFE_DAYS = 90;
/**
 * Length of the period in days in which all reports of one member on a platform together weigh at most
 * 1.
 */
export const MEMBER_VOICE_DAYS = 90;
/** A report ages from its counting day, or so many days after settlement or posting if that is earlier. */
export const TOLD_LATE_DAYS = 30;
/**
 * Days after a member withdrew a report on a platform during which her new reports there weigh nothing.
 */
export const WITHDRAWAL_DAYS = 90;

/** Multiple of the expected delay after which a pending payout counts as not paid. */
export const UNPAID_MULTIPLE_OF_EXPECTED_DELAY = 1.5;
/** Multiple of the expected delay until which "I am still waiting" makes a report younger. */
export const RENEWED_MULTIPLE_OF_EXPECTED_DELAY = 4;
/** Weight of a pending payout after one unanswered reminder, and after more. */
export const WEIGHT_AFTER_ONE_REMINDER = 0.5;
export const WEIGHT_AFTER_MORE_REMINDERS = 0.2;

/** Days since her first report on a platform for which a member is a newcomer there. */
export const NEWCOMER_DAYS = 90;
/** A member whose first report is within so many days of the platform's first one is no newcomer. */
export const PLATFORM_START_DAYS = 120;
/**
 * Weight of newcomers' reports that one report by a longer-standing member backs, if it says the same.
 */
export const NEWCOMERS_BACKED_BY_ONE = 8;
/** Weight of newcomers that is backed from the start. */
export const NEWCOMERS_MIN_WEIGHT = 3;
/** Maximum backed weight of newcomers, as a share of the others' reports of payouts paid. */
export const NEWCOMERS_MAX_SHARE = 0.5;
/** Half-life of the reports that back newcomers, in days. */
export const NEWCOMERS_HALF_LIFE_DAYS = 45;

/** Weight of an established author in figures. */
export const WEIGHT_OF_ESTABLISHED_AUTHOR = 1;
/** Weight of an author who is not established, in figures; in the standing she weighs nothing. */
export const WEIGHT_OF_NEW_AUTHOR = 0.25;
/** Weight that all members who are not established may always have together, in figures. */
export const NEW_MEMBERS_CAP_MIN = 1;
/**
 * Maximum weight of all members who are not established in figures, as a share of the weight of the
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
/** A payout of which a smaller share was received counts as not paid. */
export const PARTLY_PAID_MIN_SHARE = 0.75;
/** Unanswered reminders from which a pending payout is listed as "no news". */
export const NO_NEWS_REMINDERS = 2;

/** Probability below the interval, and above it: a central 90 % interval. */
export const INTERVAL_TAIL = 0.05;
/** Weight over a season that a platform's first standing needs. */
export const KNOWN_MIN_WEIGHT = 3;
/** Number of members that a platform's first standing needs. */
export const KNOWN_MIN_MEMBERS = 3;
/** Weight over a season below which the standing stays as it is, without news. */
export const NO_NEWS_UNDER_WEIGHT = 2;

/** `doubtful` is entered when the high end of the share paid lately is at most this. */
export const LATELY_MAX_HIGH = 0.6;
/** `doubtful` is left only when that high end is over this. */
export const LATELY_LEFT_OVER_HIGH = 0.73;
/** Minimum number of members not paid for entering `doubtful` by the share paid lately. */
export const LATELY_MIN_MEMBERS = 4;
/** Days within which these members are counted. */
export const LATELY_WINDOW_DAYS = 60;
/** `doubtful` is also entered when the high end of the share paid over a season is at most this. */
export const SEASON_MAX_HIGH = 0.7;
/** `doubtful` is left only when that high end is over this. */
export const SEASON_LEFT_OVER_HIGH = 0.78;
/** Minimum number of members not paid for entering `doubtful` by the share paid over a season. */
export const SEASON_MIN_MEMBERS = 5;
/** Days within which these members are counted. */
export const SEASON_WINDOW_DAYS = 180;
/** Least mean over a season for a first `promising`, and least mean lately for the end of a warning. */
export const PROMISING_MIN_MEAN = 0.7;

/** `not-paying` is entered when the high end of either share is at most this. */
export const NOT_PAYING_MAX_HIGH = 0.5;
/** `not-paying` is left when both high ends are over this. */
export const NOT_PAYING_LEFT_OVER_HIGH = 0.55;
/** Members not paid within SEASON_WINDOW_DAYS that `not-paying` needs. */
export const NOT_PAYING_MIN_MEMBERS = 5;
/** Members, no newcomers, paid within RECEIPT_WINDOW_DAYS who keep `not-paying` away. */
export const NOT_PAYING_UNDER_PAID_MEMBERS = 3;

/** `reliable` is entered when the low end of the share paid over a season is at least this. */
export const RELIABLE_MIN_LOW = 0.65;
/** `reliable` is left when it is under this. */
export const RELIABLE_LEFT_UNDER_LOW = 0.6;
/** Members within SEASON_WINDOW_DAYS that `reliable` needs. */
export const RELIABLE_MIN_MEMBERS = 10;
/** Days without a receipt after which `reliable` ends. */
export const RECEIPT_WINDOW_DAYS = 60;

/**
 * The recent delays, compared to find whether payments take longer, are those reported within so many
 * days.
 */
export const SLOWER_RECENT_DAYS = 75;
/** The earlier delays are those reported between so many and so many days ago. */
export const SLOWER_BEFORE_MIN_DAYS = 120;
export const SLOWER_BEFORE_MAX_DAYS = 365;
/** Minimum number of members with recent delays, and of members with earlier ones. */
export const SLOWER_MIN_MEMBERS = 8;
/** The standardised log-rank statistic below which payments take longer. */
export const SLOWER_MAX_Z = -3.8;
/** Ratio of the recent rate of payment to the earlier one below which payments take longer. */
export const SLOWER_MAX_RATE = 0.6;
