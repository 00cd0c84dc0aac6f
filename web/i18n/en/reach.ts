import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');

export const reach: Messages['reach'] = {
  push: {
    title: 'Notifications on this device',
    say: 'At most one an hour. It gives a number, never any content.',
    body: (unread) => `You have ${unread} unread lines.`,
    needsScript: 'They need JavaScript.',
    cannot: 'This browser cannot receive them.',
    refused: 'Your browser refuses them. Allow them in its settings.',
    failed: 'That did not work. Try again later.',
    begin: 'Get notifications here',
    end: 'Get none here any more',
    endAll: 'Get none anywhere any more',
    devices: (n) =>
      n === 0 ? 'No device gets them.' : `${count(n, 'device gets', 'devices get')} them.`,
    how: 'They pass, encrypted, through your browser’s service. It knows when, not what.',
    signOut: 'They stop when you sign out.',
  },
  mail: {
    title: 'Digest by e-mail',
    say: 'Your unread lines, together. Nothing when there are none.',
    notOffered: 'This site sends no e-mails.',
    address: 'E-mail address',
    addressHint: 'It is encrypted, and serves for nothing else.',
    frequency: 'How often',
    frequencies: { daily: 'Every day', weekly: 'Every week' },
    submit: 'Get the digest',
    goesTo: (email, frequency) => `It goes to ${email}. ${frequency}.`,
    waits: (email) => `A mail went to ${email}. Open the link in it.`,
    stop: 'Get it no more',
    warn: 'It names threads, platforms and members: whoever reads your mail sees them.',
    done: {
      'push-on': 'This device will get notifications.',
      'push-off': 'Notifications have stopped.',
      'mail-asked': 'A mail is on its way. Open the link in it.',
      'mail-on': 'Noted: you will get the digest.',
      'mail-off': 'You will get no digest any more. Your address is forgotten.',
    },
    page: 'Digest by e-mail',
    confirmSay: 'Confirm that this address is yours.',
    confirm: 'Confirm my address',
    endSay: 'No digest any more? Your address will be forgotten.',
    endButton: 'Get no digest any more',
    noCode: 'Open the link in one of our mails.',
    askSubject: 'Contrenote: confirm your address',
    askSay: 'To get the digest of your inbox, open this page:',
    askOtherwise: 'If you asked for nothing, ignore this mail, or refuse here:',
    subject: (n) => `Contrenote: ${count(n, 'new line', 'new lines')}`,
    all: (address) => `Your whole inbox: ${address}`,
    why: 'You asked for this digest on Contrenote.',
    end: (address) => `Get it no more: ${address}`,
  },
};
