/** What an inbox tells of; of each subject there is one line a kind, which what happens again renews. */
export const INBOX_KINDS = [
  // Somebody wrote @her, or quoted her: the subject is the post.
  'mention',
  'quote',
  // New posts in a thread that she follows: the subject is the thread.
  'thread',
  // A platform that she follows: members wait for a pay-out, its standing changed.
  'platform-claims',
  'platform-standing',
  // New reports of tasks, or reviews, of a client that she follows.
  'client',
  // A private message: the subject is its sender.
  'message',
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

export const FOLLOW_KINDS = ['thread', 'platform', 'client'] as const;
export type FollowKind = (typeof FOLLOW_KINDS)[number];
