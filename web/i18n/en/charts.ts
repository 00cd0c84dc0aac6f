import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const days = (n: number): string => count(n, 'day', 'days');
const within = (n: number): string => (n === 0 ? 'on the same day' : `within ${days(n)}`);

export const charts: Messages['charts'] = {
  table: 'These figures as a table',

  delay: {
    title: 'How long is the wait?',
    say: (half, most) => `${half}, ${most}.`,
    halfPaid: (n) => `Half are paid ${within(n)}`,
    halfNotPaid: 'Fewer than half are paid so far',
    mostPaid: (n) => `95% ${within(n)}`,
    mostNotPaid: '95% is not reached',
    stillWaiting: (members, longest) =>
      members === 1
        ? `One member still waits, for about ${days(longest)}.`
        : `${count(members, 'member', 'members')} still wait, the longest for about ${days(longest)}.`,
    alt: 'Share of pay-outs that arrived, by number of days',
    half: (n) => `half: ${n === 0 ? 'the same day' : days(n)}`,
    halfMissing: 'half: not reached',
    most: (n) => `95%: ${n === 0 ? 'the same day' : days(n)}`,
    mostMissing: '95%: not reached',
    band: (level) =>
      `Over 12\u00a0months. The band around the curve is the ${level} interval. Those waited for count while they wait, those refused as never paid.`,
    differs:
      'The curve also counts pay-outs that are not yet due, and none received on a day forgotten: it can stay below the share that arrived.',
    givenUp: 'A pay-out given up counts as waited for until then.',
    days: (n) => days(n),
    columns: { day: 'Days', share: 'Share arrived', low: 'at least', high: 'at most' },
  },

  months: {
    title: 'Month by month',
    say: 'By the month they were asked for, what became of the pay-outs.',
    alt: 'Pay-outs received, waited for and refused, by the month they were asked for',
    legend: (what, n) => `${what}: ${n}`,
    received: 'received',
    waiting: 'waited for',
    refused: 'refused',
    givenUp: 'given up',
    refusedOrGivenUp: 'refused or given up',
    month: 'Month',
    none: 'No pay-out asked for in 24\u00a0months.',
    leftOut: 'Months without any are not listed.',
  },

  methods: {
    title: 'How much, and by which method',
    say: 'Amounts received in 12\u00a0months, rounded.',
    how: 'The bar runs from the lowest quarter to the highest. The tick is the median.',
    alt: (low, median, high) => `From ${low} to ${high} for the middle half, median ${median}`,
    received: (n) => `${count(n, 'received', 'received')}`,
    delay: (n) => `half ${within(n)}`,
    delayMissing: 'fewer than half so far',
    few: (min, list) => `Fewer than ${min} received: ${list}.`,
    fewOf: (method, currency, n) => `${method} in ${currency} (${n})`,
    columns: {
      method: 'Method',
      currency: 'Currency',
      received: 'Received',
      low: 'A quarter at most',
      median: 'Median',
      high: 'Three quarters at most',
      delay: 'Half, in days',
    },
  },

  countries: {
    title: 'By country of members',
    say: 'For those who say their country, from ten members of one country on.',
    members: (floor, n) =>
      floor === 0 ? 'fewer than 10\u00a0members' : `${n}\u00a0members or more`,
    tenths: (n) => `about ${n} in 10 arrived`,
    tooFew: 'too few for a share',
    elsewhere: 'Elsewhere, or country not said',
    note: (month) =>
      `Pay-outs due in 12\u00a0months, posted before ${month}. Counted once a month, rounded to point at nobody.`,
  },
};
