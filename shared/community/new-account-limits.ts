/** The limits of new accounts: each is told beside the field that it is about, and on the rules page. */

/**
 * Below this number of posts on earlier days, a member's daily posts and links per post are
 * limited.
 */
export const POSTS_UNTIL_UNLIMITED = 5;
export const FIRST_POSTS_PER_DAY = 5;
export const MAX_LINKS_IN_FIRST_POSTS = 2;

/** Private messages, and new conversations, a day (UTC) of an account younger than these days. */
export const YOUNG_ACCOUNT_MESSAGE_DAYS = 10;
export const YOUNG_ACCOUNT_MESSAGE_LIMITS = { messages: 20, conversations: 3 } as const;
