import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');

export const incidents: Messages['incidents'] = {
  kinds: {
    'account-closed': 'Account closed',
    'account-suspended': 'Account suspended',
    'balance-stuck': 'Balance stuck under the threshold',
    'tasks-refused': 'Tasks refused in bulk',
  },
  form: {
    title: 'Report an incident',
    titleOn: (platform) => `An incident with ${platform}`,
    correctTitle: 'Correct my incident',
    intro: 'State the facts. Others see the month and a rounded amount.',
    platform: 'Platform',
    platformHint: 'Its name, or the address of its site.',
    kind: 'What happened?',
    happenedOn: 'On which day?',
    happenedOnHint: 'The day stays private. Only the month is published.',
    reason: 'Did it give a reason?',
    reasons: { none: 'No, none', given: 'Yes', unknown: 'I do not know' },
    appeal: 'Did you protest to it?',
    appeals: {
      'not-tried': 'Not yet',
      unanswered: 'Yes, no answer',
      answered: 'Yes, it answered',
    },
    lost: 'Balance lost',
    currency: 'Currency',
    text: 'In a few words',
    textHint: 'Name nobody. No address, no private message. 2,000 characters at most.',
    solicited: 'I was asked or paid to publish this.',
    signed: (pseudonym) => `Sign “${pseudonym}”. Otherwise nobody sees who publishes.`,
    submit: 'Publish the incident',
    correct: 'Save the correction',
    kindNote: 'Changing what happened erases the “me too”.',
    withdrawTitle: 'Withdraw this incident',
    withdrawHint: 'It is erased for good. The public record says only that it was withdrawn.',
    withdraw: 'Withdraw the incident',
  },
  list: {
    empty: 'No incident reported.',
    report: 'Report an incident',
    reasons: { none: 'No reason given', given: 'A reason given', unknown: 'Reason unknown' },
    appeals: {
      'not-tried': 'no appeal yet',
      unanswered: 'appeal unanswered',
      answered: 'appeal answered',
    },
    lost: (amount) => `balance lost: about ${amount}`,
    happened: (month) => `in ${month}`,
    solicited: 'Published at somebody’s request. Does not count in the figures.',
    echoes: (members) => `${count(members, 'other member says', 'other members say')}: me too`,
    echo: 'Me too',
    echoSignIn: 'Me too (sign in)',
    withdrawEcho: 'Take my “me too” back',
    edit: 'Correct or withdraw',
    older: 'Older incidents',
    newest: 'Back to the newest',
  },
};
