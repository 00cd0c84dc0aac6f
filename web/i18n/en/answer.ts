import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const members = (n: number): string => count(n, 'member', 'members');
const payouts = (n: number): string => count(n, 'pay-out', 'pay-outs');
const days = (n: number): string => count(n, 'day', 'days');
const dues = (n: number): string => count(n, 'pay-out due', 'pay-outs due');
const within = (n: number): string => (n === 0 ? 'on the same day' : `within ${days(n)}`);

export const answer: Messages['answer'] = {
  activities: {
    'online-microtasks': 'Online micro-tasks',
    'online-microtasks-freelance': 'Online micro-tasks and freelance work',
    'local-microtasks': 'Local micro-tasks',
    'user-tests': 'User tests',
    'user-tests-surveys-cashback': 'User tests, surveys and cashback',
    other: 'Other activity',
  },
  founded: (year) => `since ${year}`,
  stampSince: (month) => `since ${month}`,

  lead: {
    reliable: (n) => `According to ${members(n)}, yes.`,
    promising: (n) => `According to ${members(n)}, mostly yes.`,
    doubtful: (n) => `According to ${members(n)}, not always.`,
    'not-paying': (n) => `According to ${members(n)}, no.`,
    unknown: (n) =>
      n === 0 ? 'Nobody has said so here yet.' : `According to ${members(n)}, too early to say.`,
    closed: (_) => 'This platform has closed.',
  },
  arrivedShare: (share, due) => `${share} of the ${dues(due)} in 12\u00a0months arrived`,
  arrivedCount: (received, due) =>
    due === 1
      ? `The only pay-out due in 12\u00a0months ${received === 1 ? 'arrived' : 'did not arrive'}`
      : `Of ${dues(due)} in 12\u00a0months, ${received} arrived`,
  nothingDue: 'No pay-out was due in 12\u00a0months.',
  half: (n) => `half of them ${within(n)}`,
  last: (ago) => `The last one was received ${ago}.`,
  noneReceived: 'We know of none that was received.',
  missing: (n) =>
    `For ${members(n)}, money is missing: refused, paid in part, or waited for too long.`,
  counted: (asked, parts) => `Of ${payouts(asked)}: ${parts.join(', ')}.`,
  received: (n) => `${n} received`,
  waiting: (n) => `${n} waited for`,
  refused: (n) => `${n} refused`,
  givenUp: (n) => count(n, 'given up', 'given up'),
  tasksBoth: (hourly, share) =>
    `Its tasks pay ${hourly} an hour; ${share} are refused without a reason.`,
  tasksPay: (hourly) => `Its tasks pay ${hourly} an hour.`,
  tasksRefused: (share) => `${share} of the tasks handed in are refused without a reason.`,
  needMore: (min) => `More are needed, from at least ${min}\u00a0members.`,
  needStronger: 'More are needed, recent or from established members.',
  recordedClosed: (day) => `Recorded as closed on ${day}.`,
  beFirst: 'Have you worked there? Your answer will help those who follow.',

  manyWait: (n, days) =>
    `${members(n)} have waited more than twice the normal delay. Nothing received in ${days}\u00a0days.`,
  mostlyNew: 'Mostly new accounts: it takes established members to move this standing.',
  noNews: (ago) => `Not enough recent news: the last is from ${ago}.`,
  agoLessThanMonth: 'less than a month ago',
  agoMonths: (n) => `about ${count(n, 'month', 'months')} ago`,
  agoYears: (n) => `about ${count(n, 'year', 'years')} ago`,

  slip: {
    title: 'What members say',
    asked: 'Pay-outs asked for',
    by: (n) => `by ${members(n)}`,
    received: 'Received',
    withScreenshot: (n) => `${n} with a screenshot`,
    waiting: 'Still waited for',
    oldest: (n) => `the oldest for about ${days(n)}`,
    refused: 'Refused',
    givenUp: 'Given up',
    incidents: 'Incidents reported',
    closedAccounts: 'Accounts closed',
    withoutReason: (n) => `${n} without a reason`,
    hourly: 'Hourly rate, median',
    hourlyBy: (n) => `unpaid time included, according to ${members(n)}`,
    refusedWithoutReason: 'Tasks refused without a reason',
    refusedBy: (n, of) => `reported by ${n} of ${members(of)}`,
    threshold: 'Payment threshold',
    promise: 'Promised delay',
    promiseDays: (n) => (n === 0 ? 'the same day' : days(n)),
    share: 'Share that arrived',
    shareOf: (n) => `of ${dues(n)} in 12\u00a0months`,
    emptyTitle: 'This slip is blank',
    empty:
      'Members write their pay-outs on it, received or waited for. Three members are enough for a first standing.',
    begin: 'How to begin',
    steps: [
      'Say whether you were paid, how much and when. It takes thirty seconds.',
      'Add a screenshot if you have one.',
      'Your name does not appear. Amounts are rounded.',
    ],
  },

  why: {
    title: (standing) => `Why “${standing}”?`,
    chances: (mean, low, high) =>
      `${mean} chances out of 100 that a pay-out arrives (between ${low} and ${high}).`,
    noChances: 'Too little evidence to give a chance out of 100.',
    established: (n, days) =>
      `${count(n, 'established member', 'established members')} in ${days}\u00a0days.`,
    establishedOnly: (n, mean, low, high) =>
      `From ${n === 1 ? 'the one established member alone' : `the established members alone (${n})`}: ${mean} out of 100 (between ${low} and ${high}).`,
    missing: (n, late, days) =>
      `Unpaid: ${members(n)}. Overdue, refused or paid in part in ${days}\u00a0days: ${members(late)}.`,
    last: (ago) => `Last pay-out received ${ago}.`,
    noneReceived: 'No pay-out received.',
    expected: (n) => `Normal delay here: ${days(n)}. At twice that, a pay-out is unpaid.`,
    since: (month) => `This standing has held since ${month}.`,
    weight: (n) => `The evidence weighs ${n} in all: recent evidence counts more.`,
    changes: 'What would change this standing',
    would: (standing) => `To “${standing}”`,
    rule: 'The rule, explained so that you can recompute it',
    history: 'All standings of this platform',
    conditions: {
      low: (bound, now) => `low end of the interval at ${bound} out of 100 or more (${now} today)`,
      lowUnder: (bound, now) => `low end of the interval under ${bound} out of 100 (${now} today)`,
      high: (bound, now) =>
        `high end of the interval at ${bound} out of 100 or less (${now} today)`,
      highOver: (bound, now) => `high end of the interval over ${bound} out of 100 (${now} today)`,
      mean: (bound, now) => `${bound} chances out of 100 or more (${now} today)`,
      firstMean: (bound) => `${bound} chances out of 100 or more`,
      established: (bound, days, now) =>
        `at least ${bound} established members in ${days}\u00a0days (${now} today)`,
      fewerEstablished: (bound, days, now) =>
        `fewer than ${bound} established members in ${days}\u00a0days (${now} today)`,
      receipt: (days) => `a pay-out received by an established member in ${days}\u00a0days`,
      noReceipt: (days) => `no pay-out received by an established member in ${days}\u00a0days`,
      unpaid: (bound, now) => `at least ${bound} members not paid what is due (${now} today)`,
      fewerUnpaid: (bound, now) =>
        `fewer than ${bound} members not paid what is due (${now} today)`,
      late: (bound, days, now) =>
        `at least ${bound} members overdue, refused or paid in part in ${days}\u00a0days (${now} today)`,
      weight: (bound, members) =>
        `evidence of weight ${bound}, from at least ${members}\u00a0members`,
      weightEstablished: (bound) => `of which a weight of ${bound} from established members`,
      decision: 'a reasoned decision by a moderator',
      all: 'All of it is needed:',
      any: 'One of these is enough:',
    },
  },

  proofs: {
    title: 'Latest evidence',
    say: 'Amounts rounded, only the month they were asked for.',
    all: (n) => (n === 1 ? 'See the evidence' : `See all ${n}\u00a0pieces of evidence`),
  },
  incidents: {
    title: 'Incidents reported',
    say: 'They do not enter the standing. They are read beside it.',
  },
  reviews: {
    title: (n) => (n === 0 ? 'Reviews' : `Reviews by ${members(n)}`),
    say: 'Opinions, which do not move the standing.',
  },
  facts: 'The facts',

  act: {
    label: 'Your answer',
    paid: 'I was paid',
    waiting: 'I am still waiting',
    task: 'I did a task',
    incident: 'Account closed, balance stuck, tasks refused? Report an incident.',
  },
  follow: {
    title: 'Tell me',
    say: 'A standing that changes, members who wait, a reply of the platform.',
    feed: 'Without an account or an address, in a feed reader:',
    link: 'Atom feed of this platform',
  },

  search: (name, text) => `${name}, scam or legit? ${text}`,

  done: {
    'payout-published': 'Thank you. Your pay-out counts from now on in the figures below.',
    'payout-withdrawn': 'Your pay-out is withdrawn, and its screenshot erased.',
    'incident-published': 'Thank you. Your incident is published below.',
    'incident-echoed': 'Noted: you too.',
    'incident-echo-withdrawn': 'Noted: your “me too” is taken back.',
    'incident-changed': 'Your incident is changed.',
    'incident-withdrawn': 'Your incident is withdrawn.',
    'review-published': 'Thank you. Your review is published below.',
    'review-changed': 'Your review is changed.',
    'review-withdrawn': 'Your review is withdrawn.',
    'platform-added': 'Thank you. The platform is added: now say whether it pays.',
  },
};
