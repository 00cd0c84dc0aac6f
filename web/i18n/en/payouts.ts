import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const days = (n: number): string => count(n, 'day', 'days');
const within = (delay: number): string => (delay === 0 ? 'the same day' : `in ${days(delay)}`);
const after = (delay: number): string => (delay === 0 ? 'the same day' : `after ${days(delay)}`);

export const payouts: Messages['payouts'] = {
  outcomes: {
    received: 'I was paid',
    waiting: 'I still wait',
    refused: 'I was refused',
    'given-up': 'I give up',
  },
  states: {
    received: 'Received',
    waiting: 'Waiting',
    refused: 'Refused',
    'given-up': 'Given up',
  },
  done: {
    'payout-published': 'It is published. This is what others see.',
    'payout-corrected': 'It is corrected. This is what others see.',
    'payout-still-waiting': 'Noted: you still wait.',
    'payout-withdrawn': 'It is withdrawn. Its picture is deleted too.',
  },

  report: {
    title: 'Report a pay-out',
    titleFor: (platform) => `Report a pay-out from ${platform}`,
    lead: 'Thirty seconds. Your pseudonym is not shown.',
    platform: 'Platform',
    platformHint: 'Its name or address, for instance clickworker.com.',
    missingPlatform: 'Add a platform',
    outcome: 'What happened?',
    expected: 'Amount expected',
    currency: 'Currency',
    less: 'Another amount received, or a fee paid?',
    received: 'Amount received',
    receivedHint: 'Empty: all of it came.',
    fee: 'Fee taken',
    method: 'Payment method',
    methodEmpty: 'Choose',
    askedOn: 'Asked on',
    dueByItself: 'The platform pays by itself. This is the day it was due.',
    receivedOn: 'Received on',
    refusedOn: 'Refused on',
    dateForgotten: 'Received, but I forgot the day',
    refusal: 'Reason given',
    refusalEmpty: 'Rather not say',
    solicited: 'Were you asked or paid to post this? Tick if so.',
    sign: (pseudonym) => `Sign with my pseudonym, ${pseudonym}`,
    signHint: 'Sign all your pay-outs on a platform, or none.',
    seen: 'Others will see: the month, the delay and the rounded amount.',
    publish: 'Publish',
  },

  picture: {
    label: 'Screenshot',
    hint: 'You can cover what is personal before it is sent. Everybody will see the picture.',
    hintUnpublished:
      'You can cover what is personal before it is sent. Only moderators will see the picture.',
    metadata: 'Place, device and other hidden data are removed.',
    kept: 'Keep the picture received already. You need not send it again.',
    remove: 'Remove the published picture',
  },

  edit: {
    title: 'Change a pay-out',
    titleClose: 'Close a pay-out',
    sub: (platform) => `${platform}. Only you see these exact values.`,
    save: 'Save',
    stillWaiting: 'I still wait',
    stillWaitingSay: 'Say it today: your wait counts for more.',
    withdraw: 'Withdraw this pay-out',
    withdrawSay:
      'The pay-out and its picture are deleted. The public record only says: withdrawn by its author.',
    withdrawConfirm: 'Withdraw for good',
  },

  mine: {
    title: 'My evidence',
    say: 'Your exact values. Only you see them.',
    payouts: 'My pay-outs',
    waiting: 'I still wait',
    incidents: 'My incidents',
    reviews: 'My reviews',
    none: 'Nothing yet. One pay-out, received or waited for, is enough to begin.',
    noneIncident: 'No incident reported.',
    noneReview: 'No review given.',
    report: 'Report a pay-out',
    edit: 'Change',
    see: 'What others see',
    more: 'Older ones',
    asked: (day) => `asked on ${day}`,
    due: (day) => `due on ${day}`,
    received: (day) => `received on ${day}`,
    refused: (day) => `refused on ${day}`,
    givenUp: (day) => `given up on ${day}`,
    forgotten: 'received, day forgotten',
    waitingFor: (n) => (n === 0 ? 'since today' : `for ${days(n)}`),
    saidOn: (day) => `confirmed on ${day}`,
    receivedOf: (received, expected) => `${received} of ${expected}`,
    fee: (amount) => `fee: ${amount}`,
    signed: 'signed',
    picture: 'with a picture',
  },

  card: {
    received: (amount, delay) => `About ${amount} ${within(delay)}`,
    waiting: (amount, waited) =>
      waited === 0
        ? `About ${amount}, asked this month`
        : `About ${amount}, waited for about ${days(waited)}`,
    refused: (amount, delay) => `About ${amount}, refused ${after(delay)}`,
    forgotten: (amount) => `About ${amount}, received on a day forgotten`,
    givenUp: (amount, delay) => `About ${amount}, given up ${after(delay)}`,
    partly: (share) => `${share} of the amount expected`,
    toConfirm: 'To be confirmed',
    declared: 'Declared, no picture',
    solicited: 'Posted on request: does not count',
    alt: (amount, platform, method) => `Screenshot: about ${amount} from ${platform}, ${method}`,
    noPicture: 'No picture',
  },

  proof: {
    title: (platform, state) =>
      ({
        received: `A payment received from ${platform}`,
        waiting: `A payment waited for from ${platform}`,
        refused: `A payment refused by ${platform}`,
        'given-up': `A payment never received from ${platform}`,
      })[state],
    facts: 'The facts',
    platform: 'Platform',
    state: 'Where it stands',
    expected: 'Amount expected',
    received: 'Amount received',
    asked: 'Asked in',
    due: 'Due in',
    delay: 'Delay',
    delayDays: (n) => (n === 0 ? 'the same day' : days(n)),
    waited: 'Waiting for',
    waitedDays: (n) => (n === 0 ? 'this month' : `about ${days(n)}`),
    method: 'Method',
    by: 'By',
    posted: 'Posted in',
    about: (amount) => `about ${amount}`,
    picture: 'The screenshot',
    hidden: 'What nobody else sees',
    hiddenSay:
      'The exact day and amount stay with the author. They would let the platform recognise them.',
    edit: 'Change or withdraw',
    all: 'All proofs',
    rate: (platform) => `Rate ${platform}`,
    solicited: 'Its author was asked or paid to post this. This pay-out does not count.',
  },
};
