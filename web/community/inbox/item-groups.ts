import type { InboxKind } from '#shared/community/inbox.ts';

/** What an inbox item is to its reader: news of what she follows, the forum, or asked of her. */
export type InboxGroup = 'news' | 'forum' | 'asked';

export const INBOX_GROUPS: Readonly<Record<InboxKind, InboxGroup>> = {
  mention: 'forum',
  quote: 'forum',
  question: 'forum',
  thread: 'forum',
  message: 'forum',
  'platform-claims': 'news',
  'platform-standing': 'news',
  'platform-reply': 'news',
  client: 'news',
  'client-reply': 'news',
  'boycott-step': 'news',
  'boycott-message': 'news',
  'boycott-key-dropped': 'news',
  'private-evidence': 'news',
  'shown-before': 'news',
  week: 'news',
  'message-flag': 'news',
  'messages-suspended': 'news',
  decision: 'news',
  'flag-decided': 'news',
  appeal: 'news',
  'flags-paused': 'news',
  'act-answered': 'news',
  'boycott-ballot': 'asked',
  'boycott-deadline': 'asked',
  'boycott-key-asked': 'asked',
  'boycott-key-waits': 'asked',
  'private-check': 'asked',
  // The home page asks by the payouts themselves instead.
  'claim-reminder': 'asked',
  check: 'asked',
  'jury-called': 'asked',
  'jury-reveal': 'asked',
  'jury-duty': 'asked',
  case: 'asked',
  'act-waits': 'asked',
  'act-drawn': 'asked',
};
