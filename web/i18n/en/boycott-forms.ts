import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

/** The forms of a boycott: proposing, changing, ending, looking back. */
export const boycottForms: Messages['boycotts']['forms'] = {
  propose: 'Propose a boycott',
  proposeSay: 'Say what is wrong, and what everybody would do. You sign with your pseudonym.',
  change: 'Change the text of the boycott',
  changeSay: (left) =>
    `Each version can still be read. ${count(left, 'change is still possible', 'changes are still possible')}. In the last quarter of the debate the text changes no more.`,
  before: 'Before you begin',
  beforeSteps: [
    'It takes evidence of your own on this platform.',
    'Your pseudonym will be public. It will say that you work there. Your name stands nowhere.',
    'Three other members will have to support it, without being named.',
    'Then come the debate, the pledges, and the boycott if enough pledge.',
    'Once others pledge, the text stays. Before and after, you can withdraw it.',
  ],
  where: 'On which platform?',
  whereSay: 'Its name, or a part of it.',
  find: 'Look for it',
  found: 'Choose the platform:',
  notFound: 'No platform has that name here.',
  addPlatform: 'Add it first',
  narrow: 'One client only, one task only? Rather start from its page.',
  toClients: 'The clients',
  toTasks: 'The tasks',
  what: 'What is refused',
  elsewhere: 'Choose something else',
  mine: 'You have evidence on these platforms:',
  nowhere: 'You have evidence on no platform yet. It takes some to propose.',
  notThere: (platforms) => `First it takes evidence of your own on ${platforms}.`,
  notThereDo: 'Publish a pay-out, or a task report. Or show it to two moderators alone.',
  enough: (people, platform) => `On ${platform}, at least ${people} people could pledge today.`,
  tooFew: (platform) =>
    `On ${platform}, fewer than 20 people could pledge today. It takes 20: without them the call fails.`,

  platform: 'Platform',
  platformHint: 'This client gives work there. A boycott is of one.',
  noPlatform: 'This client is not tied to any platform yet. Tie it first, from its page.',
  pace: 'At which pace?',
  ordinary: 'Ordinary',
  ordinarySay: 'Only established members pledge.',
  fast: 'Fast, for a task that lives for a few days',
  fastSay: 'Accounts older than 48 hours pledge too, counted apart.',
  toFast: 'Go to the fast pace',
  toOrdinary: 'Go to the ordinary pace',
  title: 'Title',
  titleHint: 'What is refused, in one line. From 10 to 120 characters.',
  grievance: 'What is wrong',
  grievanceHint: 'Facts: what, how much, since when. No insult, no name of a person.',
  evidence: 'Evidence',
  evidenceHint: (most) =>
    `Addresses of pages of this site, one a line, ${most} at most. No unsigned proof of your own.`,
  demands: 'What is demanded',
  demandsHint: 'What must change so that work goes on.',
  partaking: 'What taking part means',
  partakingHint: 'Exactly: what one no longer does, and what one still can.',
  endsWhen: 'What ends it before the last day',
  endsWhenHint: 'For example: the reward goes up to 50 cents.',
  threshold: 'Threshold',
  thresholdHint: (least) =>
    `How many pledges to begin: ${least} at least, at most half of those who can pledge.`,
  debateHours: 'How long the debate lasts',
  debateHint: 'You can change the text, except in its last quarter.',
  pledgeHours: 'How long pledging lasts',
  pledgeHint: 'Without the threshold in time, all stops and all is destroyed.',
  onDays: 'How long the boycott lasts',
  onHint: 'A short time is easier to hold.',
  hours: (hours) => {
    if (hours % 168 === 0) return hours === 168 ? 'one week' : `${hours / 168} weeks`;
    return count(hours / 24, 'day', 'days');
  },
  days: (days) => count(days, 'day', 'days'),
  send: 'Publish the call',
  save: 'Save the new text',

  outcome: {
    title: 'Say the outcome',
    say: 'The pledgers settled nothing by a vote. Say what was obtained.',
    choice: 'The outcome',
    text: 'What was obtained, and what was not',
    textHint: 'Facts: a reward that changed, an answer, nothing.',
    send: 'Publish the outcome',
    final: 'It is signed with your pseudonym, and changes no more.',
  },
  lookBack: {
    title: 'Looking back',
    say: 'Weeks later: what held, what was missing?',
    text: 'What you say of it now',
    textHint: 'What you would tell somebody who begins another one.',
    send: 'Publish it',
  },
  callOff: {
    title: 'Call off this boycott',
    before: 'It stops at once. Pledges and keys are destroyed.',
    on: 'The pledgers vote first. Their vote decides.',
    send: 'Yes, call it off',
    ask: 'Yes, ask for that vote',
    no: 'No, back to the boycott',
  },
  withdraw: {
    title: 'Withdraw this boycott',
    called: [
      'The call stops, if it is still open.',
      'Your text and its earlier versions are erased for good.',
      'Your pseudonym no longer stands there. The page stays, empty.',
      'Your post in the forum is withdrawn. Those of others stay.',
    ],
    ended: [
      'Your text, your outcome and your look back are erased for good.',
      'The steps, the numbers and how it ended stay: they are everybody’s.',
      'Your pseudonym no longer stands there.',
      'Your post in the forum is withdrawn. Those of others stay.',
    ],
    send: 'Yes, withdraw it',
    bound: 'This is not possible now: others pledge on this text.',
    instead: {
      pledging: 'Call the boycott off first. Then you can withdraw the text.',
      reached: 'The threshold is reached: it will begin. Then you can ask for a vote.',
      on: 'Ask the pledgers to vote on calling it off. Once it is over, you can withdraw it.',
      asked:
        'A vote on calling it off was asked already. Once it is over, you can withdraw the text.',
    },
  },
  notYours: 'You cannot do this, or no longer. Go back to see where it stands.',
};
