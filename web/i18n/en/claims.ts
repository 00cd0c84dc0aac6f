import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const days = (n: number): string => count(n, 'day', 'days');

const inDays = (delay: number | null): string => {
  if (delay === null) return '';
  return delay === 0 ? ' the same day' : ` in ${days(delay)}`;
};
const afterDays = (delay: number | null): string => {
  if (delay === null) return '';
  return delay === 0 ? ' the same day' : ` after ${days(delay)}`;
};

export const claims: Messages['claims'] = {
  asked: (n) => count(n, 'answer awaited', 'answers awaited'),
  refusals: {
    'no-reason': 'no reason given',
    quality: 'work judged bad',
    'account-closed': 'account closed',
    threshold: 'payment threshold not reached',
    other: 'another reason',
  },

  mine: {
    title: 'My open claims',
    say: 'Only you see these days and amounts.',
    when: 'You are asked for news after the expected delay. Then after twice, and four times that delay.',
    none: 'You wait for no payment.',
    report: 'Report a payment that you wait for',
    awaited: 'An answer is awaited',
    others: 'The others',
    more: (shown, total) => `The ${shown} oldest of ${total}.`,
    gone: 'This payment waits no more: it was closed in the meantime.',
    evidence: 'All my evidence',
    question: 'Did you receive this payment?',
    since: (n) => (n === 0 ? 'since today' : `for ${days(n)}`),
    expected: (n) => `Expected delay: ${days(n)}.`,
    next: (day) => `Next question on ${day}.`,
    noNext: 'You will be asked no more.',
    saidOn: (day) => `On ${day} you said that you still wait.`,
    code: 'Code',
    codeSay:
      'Each payment has a code. Given to the platform, it tells which of its payments is yours.',
    codeUse: 'It can be typed into the search of this site. Give it only if you want to.',
    answer: 'Answer',
    receivedToday: 'Received today',
    stillWaiting: 'I still wait',
    otherwise: 'Another answer',
    receivedOn: 'Received on',
    refusedOn: 'Refused on',
    emptyDay: 'Empty: today.',
    afterReply: 'Received after the platform replied to my claim',
    received: 'Received, the whole amount',
    forgotten: 'Received, day forgotten',
    why: 'Why',
    unsaid: 'Rather not say',
    refused: 'I was refused',
    giveUp: 'I give up',
    giveUpSay: 'You wait no longer. Your wait until now still counts.',
    partly: 'Received in part, with a fee or a picture',
  },

  done: {
    'claim-received': 'Noted: you were paid.',
    'claim-date-forgotten': 'Noted: you were paid, on a day forgotten.',
    'claim-refused': 'Noted: this payment was refused to you.',
    'claim-given-up': 'Noted: you wait for this payment no longer.',
  },

  platform: {
    title: 'Payments waited for',
    say: 'Each stays open until its author closes it.',
    about: (amount) => `About ${amount}`,
    since: (n) => (n === 0 ? 'asked this month' : `waited for about ${days(n)}`),
    still: (month) => `still waited for in ${month}, says its author`,
    all: (n) => `All ${n} payments waited for`,
    noNews: (n) => count(n, 'claim without news', 'claims without news'),
    noNewsSay: 'Their authors left two reminders unanswered. These payments may have come.',
    closed: 'What became of other claims',
    closedSay: 'Closed by their authors in the last three months.',
    afterReply: (n) =>
      n === 1
        ? '1\u00a0payment received after the platform replied.'
        : `${n}\u00a0payments received after the platform replied.`,
    received: (delay) => `received${inDays(delay)}`,
    forgotten: 'received, on a day forgotten',
    replied: 'after the platform replied',
    refused: (delay, why) => `refused${afterDays(delay)}${why === null ? '' : `: ${why}`}`,
    givenUp: (delay) => (delay === null ? 'given up' : `given up after about ${days(delay)}`),
  },

  proof: {
    title: 'How it went',
    noNews: 'No news: two reminders were left unanswered.',
    still: (month) => `In ${month} its author said that she still waits.`,
    refusal: (why) => `Reason given by the platform: ${why}.`,
    afterReply: 'Received after the platform replied.',
    forgotten: 'Its author forgot the day. The delay does not enter the curve.',
    givenUp: 'Its author waits no longer. The delay counts from the middle of the month asked.',
    code: (code) => `Its code: ${code}`,
    answer: 'Answer: received, refused or still waited for',
  },
};
