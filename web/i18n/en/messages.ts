import { formatDay } from '#web/format.ts';
import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

export const messages: Messages['messages'] = {
  title: 'Private messages',
  keep: [
    'Each message is deleted for both after 30 days.',
    'It is encrypted with us. The operator of the site has the key.',
    'Who stole the database would know who writes to whom, and when. Not what.',
  ],

  more: 'What a thief would know',

  list: {
    say: 'Between members who both allow it.',
    off: 'You do not allow private messages. Nobody can write to you.',
    offLink: 'Allow them, in the settings',
    empty: 'No messages. To write to a member, open their page from the forum.',
    forum: 'Open the forum',
    unread: (n) => count(n, 'unread', 'unread'),
    mine: 'you wrote last',
    theirs: 'wrote last',
    ignored: 'ignored',
    older: 'Older conversations',
    newest: 'Back to the latest',
  },

  conversation: {
    title: (pseudonym) => `Messages with ${pseudonym}`,
    page: (pseudonym) => `See the page of ${pseudonym}`,
    all: 'All my messages',
    text: 'Your message',
    textHint: (max) => `Plain text, at most ${max} characters.`,
    send: 'Send',
    begins: (left) =>
      left === 0
        ? 'You cannot write to anybody new any more today.'
        : `Today you can still write to ${count(left, 'new person', 'new people')}.`,
    left: (left) => `${count(left, 'message', 'messages')} left for today.`,
    states: {
      open: '',
      self: 'This is you.',
      suspended: 'A decision keeps you from private messages.',
      'own-off': 'You do not allow private messages. Allow them to write here.',
      ignoring: 'You ignore this member. No message passes between you.',
      refused: 'This member takes no private messages. You can answer in the forum.',
    },
    settings: 'Open the settings',
    none: 'Nothing between you for 30 days.',
    list: 'The messages, the latest first',
    links: 'A link stays text. Copy it only if you trust it.',
    you: 'You',
    daysLeft: (n) => `deleted within ${count(n, 'day', 'days')}`,
    unreadable: 'This message can no longer be read: the key of the site has changed.',
    withdraw: 'Take this message back for both',
    older: 'Older messages',
    newest: 'Back to the latest',
    end: 'Get nothing more from this member',
    endSay: [
      'You will no longer see their messages, here and in the forum.',
      'They will not know: they will read that you take no messages.',
    ],
    endSubmit: 'Ignore this member',
  },

  flag: {
    title: 'Report to the moderators',
    say: [
      'A moderator will read this message and your sentence, without your pseudonyms.',
      'Nothing else of the conversation will be read.',
      'The copy is deleted once it is decided, or after 60 days.',
      'The author learns nothing before a decision.',
    ],
    sentence: 'What is wrong',
    sentenceHint: 'One sentence will do. Name nobody.',
    submit: 'Show this message',
    states: {
      waits: 'Reported: a moderator will read it.',
      none: 'Reported: a moderator found nothing against the rules.',
      suspend: 'Reported: its author cannot write for a while.',
    },
  },

  suspension: {
    title: 'You cannot write private messages',
    until: (day) => `This ends on ${formatDay(day, 'en')}.`,
    why: 'A member reported a message of yours. A moderator decided so.',
    rule: 'Rule',
    reason: 'Reason',
    contest: 'To contest it, write to the contact in the legal notice.',
  },

  queue: {
    title: 'Reported messages',
    say: 'Private messages, shown by the person who got them. Without names or what followed.',
    moderators: 'Only moderators read reported messages.',
    own: 'What you wrote or reported yourself is not here.',
    waiting: (n) =>
      n === 0 ? 'No message waits.' : `${count(n, 'message waits', 'messages wait')}.`,
    days: (n) => (n === 0 ? 'reported today' : `has waited for ${count(n, 'day', 'days')}`),
    text: 'The message',
    sentence: 'What its reader says of it',
    unreadable: 'This text can no longer be read: the key of the site has changed.',
    decision: 'What to do?',
    decisions: {
      none: 'Nothing: the message is against no rule',
      suspend: 'Keep its author from private messages for 30 days',
    },
    rule: 'Rule, to keep somebody from them',
    noRule: 'Choose a rule',
    reason: 'Reason, to keep somebody from them',
    reasonHint: 'The author reads it. Do not quote the message.',
    alone: 'You decide alone. The text is deleted as you decide.',
    decide: 'Decide',
  },

  settings: {
    title: 'Others and me',
    messages: 'Private messages',
    messagesSay: [
      'Only members who allow them too can write to you.',
      'Each message is deleted for both after 30 days.',
    ],
    messagesOn: 'You allow private messages.',
    messagesOff: 'You do not allow private messages.',
    allow: 'Allow private messages',
    forbid: 'No longer allow them',
    contact: 'Press and research',
    contactSay: [
      'Your page will tell members that press and research may contact you.',
      'They can by private message. So allow those too.',
      'You commit to nothing. The site makes no list of it.',
    ],
    contactOn: 'Your page says so.',
    contactOff: 'Your page says nothing of it.',
    contactAllow: 'Say so on my page',
    contactForbid: 'No longer say so',
    ignored: 'Whom I ignore',
    ignoredNone: 'You ignore nobody. The button is on the page of each member.',
    ignoredSay: 'Nobody else sees this.',
    ignoredEnd: (pseudonym) => `Stop ignoring ${pseudonym}`,
    open: 'Open my private messages',
    page: 'See my page',
  },

  member: {
    since: (year) => `A member since ${year}.`,
    counts: (posts, threads) =>
      `${count(posts, 'post', 'posts')} and ${count(threads, 'thread', 'threads')} in the forum.`,
    evidence: 'This page shows the forum, and nothing of any evidence.',
    contactable: 'Press and research may contact this member, by private message.',
    own: 'This is your page, as others see it.',
    settings: 'Change what it says',
    write: 'Write a private message',
    refused: 'This member takes no private messages.',
    off: 'To write here, first allow private messages.',
    signIn: 'Sign in to write',
    ignore: 'Ignore this member',
    ignoreSay: 'Posts will be folded away, and nothing else will reach you.',
    ignoreSecret: 'Neither this member nor anybody else will know.',
    ignoring: 'You ignore this member.',
    endIgnore: 'Stop ignoring this member',
    posts: 'Latest posts',
    noPosts: 'No posts in the forum.',
    threads: 'Latest threads',
    noThreads: 'No threads in the forum.',
    inThread: 'in',
    postsInThread: (n) => count(n, 'post', 'posts'),
    older: 'Older ones',
    newest: 'Back to the latest',
  },

  done: {
    sent: 'Your message is sent.',
    withdrawn: 'Your message is taken back, for both.',
    flagged: 'A moderator will read this message.',
    decided: 'It is decided. The text is deleted.',
    ignored: 'You ignore this member, who will not know.',
    'ignore-ended': 'You no longer ignore this member.',
    'messages-allowed': 'Private messages are allowed.',
    'messages-not-allowed': 'Nobody can write to you any more.',
    contactable: 'Your page says so.',
    'not-contactable': 'Your page no longer says so.',
  },
};
