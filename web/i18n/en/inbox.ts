import type { Measure } from '#shared/governance/cases.ts';
import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';
import { appealEnds } from './jury-acts.ts';

const count = counter('en');
const members = (n: number): string => count(n, 'member', 'members');
const gone = 'A deleted account';

const things: Readonly<Record<string, string>> = {
  post: 'Your post',
  payout: 'Your pay-out',
  incident: 'Your incident',
  review: 'Your review',
  'client-review': 'Your review of a client',
  'task-report': 'Your task report',
  guess: 'Your guess',
  reply: 'Your reply',
  boycott: 'The text of your boycott',
};
const decided: Record<Measure, string> = {
  hide: 'a decision hides it. Read why, and how to contest it.',
  remove: 'a decision removes it from reading. Read why.',
  veil: 'a moderator veils it for 72 hours. Read why.',
  restore: 'it is shown again.',
  dismiss: 'somebody flagged it. It stays as it is.',
};
const outcomes = {
  upheld: 'your flag is upheld.',
  'not-upheld': 'your flag is not upheld. Read why.',
  unfounded: 'it is judged manifestly unfounded. Too many such flags lead to a pause.',
};

const steps = {
  proposed: 'it waits for three people who support it.',
  debated: 'the debate is open. Its text may still change.',
  pledging: 'people can pledge to take part, in a sealed envelope.',
  on: 'it has begun.',
  failed: 'it did not come about. The pledges are destroyed.',
};
const enough = 'enough people have pledged. It is about to begin.';
const endings = {
  won: 'it has ended, and is won.',
  partly: 'it has ended, and is partly won.',
  lost: 'it has ended, and is lost.',
  'called-off': 'it is called off.',
  unsaid: 'it has ended. Nobody has said the outcome yet.',
};
const shownTo = {
  accepted: 'Your private evidence is accepted, and destroyed. You can pledge.',
  refused: 'Your private evidence was not enough. It is destroyed. Send another.',
  unanswered: 'Nobody answered your private evidence. It is destroyed. Send it again.',
};

const lines: Messages['inbox']['lines'] = {
  mention: ({ by, name }) => `${by ?? gone} mentions you in “${name}”.`,
  quote: ({ by, name }) => `${by ?? gone} quotes you in “${name}”.`,
  thread: ({ count: n, name }) => `${count(n, 'new post', 'new posts')} in “${name}”.`,
  'platform-claims': ({ month, members: n, name }) =>
    `In ${month}, ${members(n)} said that they wait for a pay-out from ${name}.`,
  'platform-standing': ({ name, before, after }) =>
    `${name}: standing “${after}”, before “${before}”.`,
  'platform-reply': ({ name }) => `A reply is published on the page of ${name}.`,
  client: ({ month, name, reporters, reviewers }) => {
    const said = [
      reporters === 0 ? null : `${members(reporters)} described tasks`,
      reviewers === 0 ? null : `${members(reviewers)} gave a rating`,
    ].filter((part) => part !== null);
    return `${name}, in ${month}: ${said.join(', ')}.`;
  },
  'client-reply': ({ name }) => `A reply is published on the page of ${name}.`,
  'boycott-step': ({ name, boycott, ending, reached }) => {
    const step = boycott === 'ended' ? endings[ending] : steps[boycott];
    return `Boycott “${name}”: ${boycott === 'pledging' && reached ? enough : step}`;
  },
  'boycott-ballot': ({ name }) => `Boycott “${name}”: those who pledged can vote.`,
  'boycott-deadline': ({ name }) => `Your boycott “${name}”: this step ends within a day.`,
  'boycott-key-asked': ({ name }) => `The boycott “${name}” asks you for a key. Do you accept?`,
  'boycott-key-waits': ({ name }) => `Boycott “${name}”: envelopes wait for your key.`,
  'private-evidence': ({ shown }) => shownTo[shown],
  'private-check': ({ name }) => `Private evidence about ${name} waits for your opinion.`,
  'claim-reminder': ({ name }) => `You wait for a pay-out from ${name}. Did it come?`,
  check: ({ name, state }) =>
    ({
      open: `A question is asked about your proof from ${name}.`,
      upheld: `Your proof from ${name}: the doubt is judged right.`,
      dismissed: `Your proof from ${name}: the question is closed, it stands.`,
    })[state],
  message: ({ by, count: n }) =>
    `${count(n, 'private message', 'private messages')} from ${by ?? gone}.`,
  'message-flag': ({ by }) =>
    `A moderator decided about the message of ${by ?? gone} that you reported.`,
  decision: ({ name, measure }) => `${things[name] ?? name}: ${decided[measure]}`,
  'flag-decided': ({ outcome }) => `A decision is made: ${outcomes[outcome]}`,
  appeal: ({ appeal }) => `Your appeal: ${appealEnds[appeal]}`,
  'jury-called': () => 'A jury will decide on a text that concerns you. Help to draw it.',
  'jury-reveal': () => 'The hour of the draw has passed. Tell the words that you keep.',
  'jury-duty': () => 'You are drawn for a jury. You have three days to answer.',
  'flags-paused': ({ unfounded, flags, day }) =>
    `${unfounded} of your ${flags} flags were unfounded. You can flag again on ${day}.`,
  case: () => 'An urgent case waits for a moderator.',
  'act-waits': () => 'Another moderator proposes something. Your agreement is needed.',
  'act-drawn': () => 'Your name was drawn: say yes or no to a proposal.',
  'act-answered': () => 'What you proposed was answered.',
  'messages-suspended': () => 'A decision keeps you from private messages. Read why.',
};

export const inbox: Messages['inbox'] = {
  title: 'My inbox',
  nav: (unread) => (unread === null ? 'Inbox' : `Inbox (${unread})`),
  say: 'What concerns you, and what you follow.',
  none: 'Nothing for now. Follow a platform, a client, a thread or a boycott.',
  lines,
  own: 'A line is about what you posted or flagged, or about a jury.',
  gone: 'What this line was about is no longer there.',
  unread: 'Unread',
  read: 'Mark as read',
  readAll: 'Mark all as read',
  first: 'Back to the beginning',
  next: 'Older ones',
  kept: 'A line that was read goes after 30\u00a0days.',
  following: 'What I follow',
  done: {
    read: 'Line marked as read.',
    'all-read': 'All is marked as read.',
  },

  follow: {
    begin: {
      thread: 'Follow this thread',
      platform: 'Follow this platform',
      client: 'Follow this client',
      boycott: 'Follow this boycott',
    },
    end: {
      thread: 'Stop following this thread',
      platform: 'Stop following this platform',
      client: 'Stop following this client',
      boycott: 'Stop following this boycott',
    },
    done: {
      followed: 'Noted. You will read what comes in your inbox.',
      unfollowed: 'Noted. You will hear of it no more.',
    },
    boycott: {
      title: 'Follow',
      say: 'You will read of each step. To follow is not to pledge, and nobody sees it.',
    },
  },

  mine: {
    title: 'What I follow',
    say: 'Nobody else sees this list.',
    none: 'You follow nothing. The button is on each platform, client and thread.',
    kinds: { thread: 'Thread', platform: 'Platform', client: 'Client', boycott: 'Boycott' },
    since: (day) => `since ${day}`,
    end: (name) => `Stop following ${name}`,
    endShort: 'Stop following',
    own: 'My own threads',
    ownQuestion: 'Follow the threads in which I post',
    ownYes: 'Yes, each thread in which I post',
    ownNo: 'No, only those that I choose',
    ownSubmit: 'Save this choice',
    feed: 'Private Atom feed',
    feedSay: 'Read your inbox in a feed reader, without signing in.',
    feedAddress: 'Secret address',
    feedWarn: 'Whoever has this address reads your inbox. Give it to nobody.',
    feedReader: 'A feed reader on the web will know it, too.',
    feedNone: 'You have no private feed.',
    feedMake: 'Make my private feed',
    feedRenew: 'Change the address',
    feedEnd: 'End the feed',
    copy: 'Copy',
    copied: 'Copied',
    next: 'More',
    done: {
      chosen: 'Your choice is saved.',
      'feed-made': 'Here is the address of your private feed. Earlier ones no longer work.',
      'feed-ended': 'Your private feed has ended. Its address no longer works.',
    },
  },

  feeds: {
    forum: 'Forum: new threads',
    category: (name) => `${name}: new threads`,
    newThread: (title) => `New thread: ${title}`,
    reply: (by, title) => `${by} in “${title}”`,
    deleted: gone,
    private: 'My inbox',
    boycott: (title) => `Boycott: ${title}`,
    boycottStep: (title, step) => `Boycott “${title}”: ${step}`,
    boycottSteps: {
      proposed: 'proposed',
      changed: 'its text has changed',
      debated: 'the debate is open',
      pledging: 'open for pledges',
      reached: 'the threshold is reached',
      on: 'it has begun',
      failed: 'it did not come about',
      ended: 'it has ended',
      'outcome-said': 'its outcome is said',
      'looked-back': 'a look back is published',
    },
  },
};
