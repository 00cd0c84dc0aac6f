import type { Messages } from '#web/i18n/fr.ts';

/** The part of the page where a pledge is made, found again and used. */
export const boycottPledge: Messages['boycotts']['pledge'] = {
  title: 'Pledge, in a sealed envelope',
  say: 'You promise to take part, if enough others promise. Nobody knows who.',
  titleOn: 'Your pledge',
  sayOn: 'Only the device that made it knows it.',
  needsScript: [
    'Pledging needs JavaScript.',
    'The envelope is sealed in your browser, by a computation.',
    'Without that, the site would see who pledges.',
    'All the rest of this page works without it.',
  ],
  needsScriptOn: ['Finding your pledge needs JavaScript: it alone reads this device.'],
  signInOn: ['Sign in, on the device that made your pledge.', 'It alone knows your pledge.'],
  offlineOn: ['The line is down: the published list could not be read.', 'Reload the page later.'],
  how: 'How it stays secret',
  why: {
    'signed-out': ['Sign in to pledge.', 'The site will not know that you did.'],
    'no-evidence': [
      'It took evidence of your own on this platform, from before pledging.',
      'For the next boycott, publish a pay-out, or show evidence to two checkers.',
    ],
    'not-established': [
      'This boycott is open to who was established when pledging began.',
      'For the next: it takes three pieces of evidence, over at least two months.',
    ],
    'too-young': [
      'Your account was less than 48 hours old when pledging began.',
      'It can pledge in the next fast boycott.',
    ],
    'not-now': ['Pledging is not open.'],
  },
  whyLinks: {
    signIn: 'Sign in',
    payout: 'Report a pay-out',
    task: 'Report a task',
    private: 'Show evidence to two checkers',
    established: 'How to become an established member',
  },
  says: {
    looking: ['Your browser looks at what it keeps for this boycott…'],
    fetching: [
      'Your browser asks the site for its signature…',
      'All browsers do: it says nothing about you.',
    ],
    'cosign-waits': [
      'An organiser’s key must still sign your envelope.',
      'You can pledge already: it goes once that key has signed.',
      'Read again what you would do, exactly. Nobody will know that it is you.',
    ],
    'cosign-queued': [
      'Not sent yet: it waits for an organiser’s key.',
      'Come back tomorrow, on any page: it will go by itself.',
    ],
    'record-waits': [
      'The key of this boycott still waits for its place in the public record.',
      'Come back in ten minutes. Your browser checks that it is there.',
    ],
    'no-record': [
      'Careful: this key is not in the public record.',
      'Do not pledge here. Say so in the forum, from another device.',
    ],
    elsewhere: [
      'Your account has had its signature, on another device or browser.',
      'Pledge from that one. There is only one for each account.',
      'If it is lost, this account can no longer pledge in this boycott.',
    ],
    erased: ['It is erased from this device.', 'If it had arrived, your pledge still counts.'],
    'no-storage': [
      'Your browser keeps nothing for this site.',
      'Leave private browsing, or allow storage. Then reload the page.',
    ],
    'too-old': [
      'This browser cannot do the computation that is needed.',
      'Update it, or take another one. The address must begin with https.',
    ],
    offline: [
      'Your browser does not have its signature yet.',
      'The line is down, or the site is too busy.',
      'It will try again at your next visit.',
    ],
    refused: ['The site gave this account no signature.', 'Reload the page to read why.'],
    ready: [
      'You can pledge. Nobody will know that it is you.',
      'Read again what you would do, exactly. It binds only if the threshold is reached.',
      'The platform will see who no longer works. It will not see who promised.',
    ],
    waiting: [
      'Not sent yet. Your pledge leaves after a random wait.',
      'So the time says nothing. Keep this page open, or come back later.',
    ],
    unsent: [
      'Not sent yet: the line is down, or the site is too busy.',
      'Your pledge is kept here. It will leave at your next visit.',
    ],
    sent: [
      'Your pledge has arrived. The site has counted it.',
      'It stays on this device. Keep it, to find it again and to vote.',
    ],
    'withdraw-waiting': ['Your withdrawal is not sent yet. It leaves after a random wait.'],
    'withdraw-unsent': [
      'Your withdrawal is not sent yet.',
      'The line is down, or the site is too busy.',
      'It will leave at your next visit.',
    ],
    withdrawn: [
      'Your pledge is withdrawn. It no longer counts.',
      'A pledge that is withdrawn does not come back.',
    ],
    kept: [
      'The threshold was reached already: your pledge could not be withdrawn.',
      'It counts. Nobody knows that it is yours.',
    ],
    'too-late': [
      'Too late: pledging was closed before yours left.',
      'It was not counted, and will not be.',
    ],
    invalid: [
      'The site refused this pledge: it does not know its signature.',
      'It was not counted. Try again, else say so in the forum.',
    ],
    found: ['Your pledge is in the published list. It was counted.'],
    missing: [
      'Careful: your pledge had arrived, and the published list does not have it.',
      'Say so in the forum: the site has lost it, or taken it out.',
    ],
    none: ['No pledge on this device.', 'If you pledged elsewhere, come back from that device.'],
  },
  acts: {
    pledge: 'I pledge',
    cancel: 'Do not send it',
    again: 'Try again now',
    withdraw: 'Withdraw my pledge',
    forget: 'Erase it here',
  },
  left: 'Seconds until it is sent:',
  ownKey: 'Your key begins with',
  canWithdraw:
    'You can withdraw it as long as the threshold is not reached. A withdrawal is for good.',
  forgetSay: 'Signing out does not erase it from this device. Another account cannot see it.',
  withdrawConfirm: 'A withdrawn pledge does not come back. Withdraw it anyway',
  forgetConfirm: 'Without it, no vote and no withdrawal. Erase it anyway',
  stays: 'The threshold is reached: nobody can withdraw any more.',
  toldToday: 'It is counted for today.',
  checkIn: 'Did you hold today?',
  held: 'Yes, I held',
  couldNot: 'No, I could not',
  checkInWhy: 'An honest answer helps more than a fine one. Nobody knows who answers.',
  readOffer: 'Read the offer',
  voteUntil: (until) => `Vote until ${until}.`,
  tells: {
    waiting: 'Not sent yet. It leaves after a random wait.',
    unsent:
      'Not sent yet: the line is down, or the site too busy. It will leave at your next visit.',
    told: 'It is counted. You can still change your mind.',
    refused: 'The site did not count it: it is closed, or too late.',
  },
};
