import type { Messages } from '#web/i18n/fr.ts';
import {
  ESTABLISHED_DAILY_UNDER,
  ESTABLISHED_MIN_MONTHS,
  ESTABLISHED_MIN_PIECES,
} from '#shared/identity/established.ts';
import { DELAY_INTERVAL_LEVEL } from '#shared/evidence/delay.ts';
import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';
import {
  RATING_PRIOR_FALLBACK,
  RATING_PRIOR_WEIGHT,
  RATING_RECENT_DAYS,
} from '#shared/evidence/rating.ts';
import { REMINDERS_AT_EXPECTED } from '#shared/evidence/reminders.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import { formatNumber, formatShare } from '#web/format.ts';

const n = (value: number): string => formatNumber(value, 'en', 2);
const percent = (share: number): string => formatShare(share, 'en');
const outOf100 = (chance: number): string => n(chance * 100);

export const rules: Messages['rules'] = {
  standings: {
    reliable: 'Reliable',
    promising: 'Seems to pay',
    unknown: 'Too little evidence',
    doubtful: 'Doubtful',
    'not-paying': 'Does not pay',
    closed: 'Closed',
  },
  title: 'How standings are computed',
  description:
    'The public rule that says whether a platform pays: in a minute, then in detail, with an example to recompute.',
  say: 'In a minute, then in detail. The numbers on this page come from the computation itself.',
  contents: 'On this page',

  minute: {
    title: 'In a minute',
    points: [
      'Each pay-out that a member reports is a piece of evidence: received, waited for or refused.',
      `A piece of evidence loses half its weight every ${rule.HALF_LIFE_DAYS}\u00a0days. So the standing says “now”.`,
      'A screenshot weighs more than a statement. An established member weighs more than a new one.',
      'From these come the chances out of 100 that a pay-out arrives, with how uncertain they are.',
      'New accounts alone cannot move a standing.',
      'Nobody chooses a standing. Only a closure comes from a decision, public and reasoned.',
      'Reviews and incidents are read beside it. They do not enter the standing.',
    ],
    established: `Established is who has brought ${ESTABLISHED_MIN_PIECES}\u00a0pieces of evidence, in at least ${ESTABLISHED_MIN_MONTHS}\u00a0different months.`,
    turn: [
      'It begins, or ends, for everybody at once, at the beginning of a month.',
      'Else the moment of the change would join what one member posted.',
      `While fewer than ${ESTABLISHED_DAILY_UNDER}\u00a0members are established, this happens every day.`,
    ],
  },

  words: {
    title: 'The six words',
    say: 'The first line that holds is the one.',
    caption: 'The six standings and their conditions',
    columns: ['Standing', 'When'],
    when: {
      closed: 'The closure is recorded by a decision.',
      unknown: `The total weight has never reached ${rule.KNOWN_MIN_WEIGHT}, from ${rule.KNOWN_MIN_MEMBERS}\u00a0members. Or no other line holds.`,
      'not-paying': `High end of the interval at ${outOf100(rule.NOT_PAYING_MAX_HIGH)} out of 100 or less. At least ${rule.NOT_PAYING_MIN_MEMBERS}\u00a0members not paid what is due. Nothing received by an established member in ${rule.RECEIPT_WINDOW_DAYS}\u00a0days.`,
      doubtful: `High end of the interval at ${outOf100(rule.DOUBTFUL_MAX_HIGH)} out of 100 or less. At least ${rule.DOUBTFUL_MIN_MEMBERS}\u00a0members overdue, refused or paid in part, in ${rule.DOUBTFUL_WINDOW_DAYS}\u00a0days.`,
      reliable: `Low end of the interval at ${outOf100(rule.RELIABLE_MIN_LOW)} out of 100 or more. At least ${rule.RELIABLE_MIN_ESTABLISHED}\u00a0established members in ${rule.RELIABLE_WINDOW_DAYS}\u00a0days. A pay-out received by an established member in ${rule.RECEIPT_WINDOW_DAYS}\u00a0days.`,
      promising: `In the other cases, if an established member was ever paid. For a first standing, ${outOf100(rule.PROMISING_MIN_MEAN)} chances out of 100 or more.`,
    },
    manyWait: `Whatever the standing, the page says it first when ${rule.MANY_WAIT_MIN_MEMBERS}\u00a0members wait too long. “Too long”: more than ${rule.UNPAID_AFTER_EXPECTED}\u00a0times the normal delay, and nothing received in ${rule.RECEIPT_WINDOW_DAYS}\u00a0days.`,
  },

  weight: {
    title: 'What a piece of evidence weighs',
    formula: `weight = evidence × author × 2^(−age ÷ ${rule.HALF_LIFE_DAYS})`,
    caption: 'Values of the evidence and of the author',
    columns: ['What counts', 'Value'],
    rows: [
      ['Screenshot confirmed by two other members', n(rule.EVIDENCE_CONFIRMED)],
      ['Screenshot', n(rule.EVIDENCE_SCREENSHOT)],
      ['Statement without a screenshot', n(rule.EVIDENCE_DECLARED)],
      ['Established author', n(rule.AUTHOR_ESTABLISHED)],
      ['Author not established yet', n(rule.AUTHOR_NEW)],
      ['Author who was asked or paid to post', n(rule.AUTHOR_SOLICITED)],
      ['Post that a campaign alert names', n(rule.AUTHOR_SUSPECT)],
    ],
    points: [
      'Age of a pay-out received or refused: the days since it was.',
      'Age of one that is waited for: the days since it was overdue, or since the last “I am still waiting”.',
      `Its author is asked for news after ${REMINDERS_AT_EXPECTED.join(', ')}\u00a0times the normal delay.`,
      `After ${rule.NO_NEWS_REMINDERS}\u00a0reminders without an answer, it is called “without news”, and simply ages.`,
      'Of “I am still waiting” only the month is known. Its middle stands for the day.',
      'To say “without news”, its last day does. Nobody is called silent wrongly.',
      'Who gives up waits no longer. Her claim stays as it was on that day, and ages from then.',
      'Evidence that a decision hides weighs nothing, and counts nowhere.',
      'Two established members, neither the author, confirm a screenshot. A doubt opens a check.',
    ],
  },

  caps: {
    title: 'The caps',
    points: [
      `Within each block of ${rule.MEMBER_BLOCK_DAYS}\u00a0days, one member’s evidence on a platform shares at most ${n(rule.MEMBER_BLOCK_CAP)}.`,
      `All members who are not established together weigh at most ${n(rule.NEW_MEMBERS_CAP_MIN)}, or ${percent(rule.NEW_MEMBERS_CAP_SHARE)} of the weight of the established.`,
    ],
  },

  chances: {
    title: 'From evidence to chances',
    points: [
      'A pay-out received adds its weight to the total “paid”. Received in part, it is split.',
      'A pay-out refused adds its weight to the total “unpaid”.',
      'One that is waited for adds to “unpaid” its weight × (days waited ÷ normal delay − 1), held between 0 and 1.',
      'Normal delay: the delay promised when it was asked for, if sourced and undisputed.',
      `Else the median delay of at least ${rule.EXPECTED_MIN_RECEIVED} pay-outs received in ${rule.EXPECTED_WINDOW_DAYS}\u00a0days. Else ${rule.EXPECTED_DEFAULT_DAYS}\u00a0days.`,
      `It always stays between ${rule.EXPECTED_MIN_DAYS} and ${rule.EXPECTED_MAX_DAYS}\u00a0days. A longer promise excuses nothing.`,
      'Shorter would mislead: the published day may be two weeks off.',
    ],
    formula: 'P = Beta(1 + paid, 1 + unpaid) · n = paid + unpaid · m = (1 + paid) ÷ (2 + n)',
    interval: `The chances shown are m. The interval goes from ${percent(rule.INTERVAL_TAIL)} to ${percent(1 - rule.INTERVAL_TAIL)} of that distribution.`,
  },

  guard: {
    title: 'Not without the established',
    points: [
      'The standing is computed twice: with everybody, then with the established members alone.',
      'It moves only if both move the same way. It stops at what both allow.',
      `If the established weigh less than ${rule.GUARD_MIN_WEIGHT}, nothing moves. The page says so: “mostly new accounts”.`,
    ],
  },

  margins: {
    title: 'So that it does not flicker',
    points: [
      `“Reliable” is left when the low end falls under ${outOf100(rule.RELIABLE_LEFT_UNDER_LOW)} out of 100.`,
      `“Doubtful” is left when the high end is over ${outOf100(rule.DOUBTFUL_LEFT_OVER_HIGH)} out of 100. It also takes ${outOf100(rule.PROMISING_MIN_MEAN)} chances out of 100.`,
      `“Does not pay” is left when the high end is over ${outOf100(rule.NOT_PAYING_LEFT_OVER_HIGH)} out of 100.`,
      'Conditions on days and members have no margin.',
      `When the weight falls under ${rule.KNOWN_MIN_WEIGHT} again, the last standing stays, marked “not enough recent news”. “Reliable” then becomes “Seems to pay”.`,
      'Each change is kept with its numbers, open to all.',
    ],
  },

  example: {
    title: 'An example, computed just now',
    say: (days) =>
      `An invented platform without a promise. Normal delay: ${days}\u00a0days. The code of the site computes this table each time.`,
    caption: 'Weight of each piece of evidence of the example',
    columns: ['Evidence', 'Author', 'Age', 'Weight', 'Paid', 'Unpaid'],
    outcomes: {
      received: 'Received',
      waiting: 'Waited for',
      refused: 'Refused',
      'given-up': 'Given up',
    },
    proofs: { confirmed: 'confirmed', screenshot: 'screenshot', declared: 'stated' },
    author: (letter, established) => `${letter}, ${established ? 'established' : 'new'}`,
    age: (days) => `${days}\u00a0d`,
    total: 'Total',
    result: (standing, mean, low, high, weight) =>
      `Total weight n = ${weight}. ${mean} chances out of 100, between ${low} and ${high}. Standing: “${standing}”.`,
    established: (mean, low, high, weight) =>
      `With the established alone: n = ${weight}, ${mean} chances out of 100, between ${low} and ${high}.`,
    notes: [
      'A brings two pay-outs within the same block: they share the cap.',
      'D waits longer than the normal delay: only a part of its weight counts, as unpaid.',
      `F and G are new: their evidence is multiplied by ${n(rule.AUTHOR_NEW)}.`,
    ],
  },

  delay: {
    title: 'The delay and the share that arrived',
    points: [
      'The curve is the estimator of Kaplan and Meier over 12\u00a0months, by the month asked for.',
      'One that is waited for counts while it waits. One that was refused stays in the denominator, never paid.',
      `Interval of ${percent(DELAY_INTERVAL_LEVEL)}: Greenwood’s variance, log-log scale.`,
      '“Half within 4\u00a0days”: the first day on which the curve reaches 50%. Else, “not reached”.',
      'Who gives up waited until then, and is followed no further. It is no refusal.',
      `A delay is said from ${MIN_RECEIPTS_OF_DELAY} pay-outs received in 12\u00a0months on.`,
      'One received on a day forgotten does not enter the curve. It counts in the share that arrived.',
      'Share that arrived = received ÷ (received + refused + given up + overdue), over 90\u00a0days or 12\u00a0months.',
    ],
    formula: 'share(d) = 1 − ∏ (1 − received on day i ÷ still waited for on day i), for i ≤ d',
  },

  rating: {
    title: 'The rating of the reviews',
    points: [
      'The score of a review is the mean of its criteria, from 1 to 5.',
      `The mean of the site enters as ${RATING_PRIOR_WEIGHT}\u00a0more reviews. Without any review, it is ${RATING_PRIOR_FALLBACK}.`,
      `Beside it: the number of reviews, how they spread, and the last ${RATING_RECENT_DAYS} days.`,
    ],
    formula: `rating = (${RATING_PRIOR_WEIGHT} × mean of the site + sum of scores) ÷ (${RATING_PRIOR_WEIGHT} + number of reviews)`,
  },

  seen: {
    title: 'What others see of a pay-out',
    points: [
      'The month it was asked for, never the day. The delay in days. The amount rounded to two digits.',
      'All computations start from these published values. A copy of the site finds the same numbers.',
      'The middle of the month stands for the day. So an age may be two weeks off.',
      'The author is a random key, one for each platform. It leads to nobody.',
    ],
    data: 'All the data, with the weights:',
  },

  choices: {
    title: 'Where the rule left a choice',
    points: [
      `The median delay is first that of the established, if they received ${rule.EXPECTED_MIN_RECEIVED} pay-outs. Of two middles, the shorter one.`,
      `Received at less than ${percent(rule.PARTLY_PAID_MIN_SHARE)}, a pay-out makes its author a member not paid what is due. A fee is not enough.`,
      'One that is waited for weighs as much as a stated receipt, no more. Who pays must not seem doubtful.',
      'One received on a day forgotten ages from the normal delay on. It stays out of the median delay.',
      'Without a pay-out to an established member nothing says “Seems to pay”. The standing says “Too little evidence”.',
      'In a member’s cap only what counts takes a place. A recent wait takes none.',
      'The recent receipt that keeps “Reliable” must come from an established member.',
      '“Doubtful” and “Does not pay” have a margin on leaving only. The warning is not late.',
      'To doubt, even the kindest reading must stay low. Little evidence is not enough.',
      `Silence alone never lifts a doubt: it never brings ${outOf100(rule.PROMISING_MIN_MEAN)} chances out of 100.`,
      'A first standing lies between “Doubtful” and “Seems to pay”. Both computations must agree.',
      'Of several promises in one month, the shortest holds. The first one known holds for before, too.',
      'A middle of the month still to come counts as today. Days are those of UTC.',
    ],
  },

  unknown: {
    title: 'What we do not know',
    points: [
      'Our members are no random sample. Those who wait may write more often than those who are paid.',
      'We do not see the accounts. A screenshot can be false.',
      'We do not know how many people a platform pays in all.',
      'The constants are choices. They may change: each version is published with the code.',
      'A standing is no promise. It says what happened to others.',
    ],
  },
};
