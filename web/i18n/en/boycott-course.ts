import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

/** What pledgers are asked, and what they answer. */
export const ballots: Messages['boycotts']['one']['ballots'] = {
  title: 'The votes',
  say: 'Only pledgers vote, each once, without being named.',
  kinds: {
    offer: 'Accept this offer?',
    closing: 'How does it end?',
    'call-off': 'Call off the boycott now?',
  },
  answers: {
    offer: {
      won: 'Accept it: that is all that was demanded',
      partly: 'Accept it: that is a part of what was demanded',
      'go-on': 'Refuse it, and go on',
    },
    closing: {
      won: 'Won',
      partly: 'Partly won',
      lost: 'Lost',
      'called-off': 'Called off',
    },
    'call-off': { 'call-off': 'Call it off', 'go-on': 'Go on' },
  },
  offerFrom: (name) => `Offer of ${name}`,
  offerHidden: 'The text of this offer can no longer be seen.',
  open: (until) => `The vote is open until ${until}.`,
  result: (answer) => `Result: ${answer}.`,
  tooFew: 'Too few votes: nothing is decided.',
  noResult: 'No answer leads among all and among the established: nothing is decided.',
  answer: 'Answer',
  voices: 'Votes',
};

/** Who held, day by day. */
export const checkIns: Messages['boycotts']['one']['checkIns'] = {
  title: 'Day by day',
  say: 'What pledgers say. Each answers if she wishes.',
  none: 'Nobody has answered yet.',
  day: (n) => `Day ${n}`,
  dayHead: 'Day',
  held: 'held',
  couldNot: 'could not',
  caption: 'Held, and could not, by day',
  table: 'The same numbers, as a table',
};

/** What the evidence shows. */
export const effect: Messages['boycotts']['one']['effect'] = {
  title: 'What the evidence shows',
  say: 'Facts from before and since. They do not prove that the boycott is the cause.',
  reportsCaption: 'Task reports by the month of the work, before and since',
  before: 'before',
  since: 'since',
  month: 'Month',
  count: 'Reports',
  members: 'Members',
  running: 'The month in which it begins counts whole. Reports still come in later.',
  rewards: 'Rewards that changed',
  noRewards: 'No reward has changed.',
  replies: (n) => `Since it began, who is aimed at published ${count(n, 'reply', 'replies')}.`,
  noReplies: 'Since it began, who is aimed at has not replied.',
};

/** The pledges, to be counted by anybody. */
export const published: Messages['boycotts']['one']['pledges'] = {
  title: 'The published pledges',
  link: 'Count the pledges yourself',
  say: 'Anybody can count them. None says whose it is.',
  how: 'How to count them',
  steps: [
    'Take the complete list below: it is a JSON file.',
    'Each pledge has a key, a prefix and a signature.',
    'Check the signature with the site’s public key, and with each other one.',
    'Count those that pass. A key counts only once.',
    'Compare with the number of people who could pledge.',
  ],
  here: {
    button: 'Count them here',
    counting: 'Your browser is checking each signature…',
    fits: (n) => `All of it fits the public record. Valid signatures: ${n}.`,
    misfit: 'Careful: this does not fit. Say so in the forum.',
    waits: 'The public record does not have this list yet. Try again in ten minutes.',
    offline: 'The line is down. Try again later.',
    faults: {
      record: 'What the site shows is not what the public record says.',
      list: 'This list is not the one of the public record.',
      signature: 'At least one signature is not valid.',
      twice: 'A key stands there twice.',
      many: 'There are more pledges than people who could pledge.',
    },
  },
  more: 'More pledges than people who could? The site cheats: say so in the forum.',
  recipe: 'The computation, in detail',
  recipeSay: [
    'The message has five lines, the last of them empty:',
    'The signature is over the prefix of 32 bytes, then the message.',
    'Where several keys sign, the signatures follow one another, the site’s first.',
    'It is RSA-PSS with SHA-384, salt of 48 bytes (RFC 9474).',
  ],
  rankLine: 'rank: established or new',
  keyLine: 'key of the pledge, in base64',
  all: 'The complete list (JSON)',
  acts: 'What the pledgers said (JSON)',
  publicKey: {
    established: 'Public key of the site, for established members',
    new: 'Public key of the site, for new accounts',
  },
  organiserKey: {
    established: (n) => `Public key of organiser ${n}, for established members`,
    new: (n) => `Public key of organiser ${n}, for new accounts`,
  },
  inRecord: 'These keys are in the public record, from before the first pledge.',
  keys: 'The published keys',
  keysSay: (n) => `${count(n, 'pledge', 'pledges')}, in the order of their keys.`,
  none: 'Nothing is published before the boycott begins.',
  rank: { established: 'established member', new: 'new account' },
};
