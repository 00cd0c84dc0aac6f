import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const reviewsCounted = (reviews: number): string => count(reviews, 'review', 'reviews');

export const reviews: Messages['reviews'] = {
  criteria: {
    pay: { name: 'Pay', low: 'very low', high: 'decent' },
    punctuality: { name: 'Payment on time', low: 'never', high: 'always' },
    fairness: { name: 'Refusals justified', low: 'never', high: 'always' },
    communication: { name: 'Communication', low: 'no answer', high: 'clear and quick' },
    supply: { name: 'Task supply', low: 'next to none', high: 'plenty' },
  },
  count: reviewsCounted,
  outOf: (mark) => `${mark} out of 5`,
  form: {
    title: (platform) => `Rate ${platform}`,
    editTitle: (platform) => `My review of ${platform}`,
    intro: 'Five marks are enough. The text is optional.',
    experiencedMonth: 'When did you live it?',
    experiencedMonthHint: 'The last month that you speak of.',
    chooseMonth: 'Choose a month',
    text: 'Your review',
    textHint: 'Facts that you lived. Name nobody. 5,000 characters at most.',
    solicited: 'I was asked or paid to give this review.',
    solicitedHint: 'It is then published with this label. It does not count in the rating.',
    signed: (pseudonym) => `Sign “${pseudonym}”. Otherwise nobody sees who publishes.`,
    seenTitle: 'What others see',
    seen: [
      'Your five marks and your text.',
      'The month lived and the month published, never the day.',
      'Whether you reported a pay-out here, with or without a screenshot.',
    ],
    oneEach: 'One review a member and platform. You can edit it or withdraw it.',
    checks: 'How reviews are checked',
    submit: 'Publish my review',
    edit: 'Edit my review',
    withdrawTitle: 'Withdraw my review',
    withdrawHint: 'It is erased for good. The public record says only that it was withdrawn.',
    withdraw: 'Withdraw the review',
  },
  panel: {
    none: 'No review counted yet.',
    overall: 'Rating by members',
    prior: 'With few reviews, the rating stays close to the mean of the site.',
    distribution: 'How the ratings spread',
    marks: 'By criterion',
    recent: (mark, reviews) => `Last 90 days: ${mark} out of 5 (${reviewsCounted(reviews)}).`,
    allTime: (mark, reviews) =>
      `Since the beginning: ${mark} out of 5 (${reviewsCounted(reviews)}).`,
    noneRecent: 'No review in the last 90 days.',
    solicited: 'Reviews published at somebody’s request do not count.',
  },
  list: {
    empty: 'Nobody has given a review yet. Five marks are enough.',
    write: 'Give my review',
    mine: 'Edit or withdraw my review',
    sorted: 'First',
    sorts: { newest: 'the newest', lowest: 'the lowest ratings', highest: 'the highest ratings' },
    checks: 'How reviews are checked',
    lived: (month) => `experienced in ${month}`,
    published: (month) => `published in ${month}`,
    edited: 'edited since',
    checked: {
      proof: 'Checked against a payment proof of its author',
      declared: 'Its author reports a pay-out here, without a screenshot',
      none: 'Not checked: no pay-out reported here',
    },
    solicited: 'Published at somebody’s request. Does not count in the rating.',
    next: 'More reviews',
    first: 'Back to the first reviews',
  },
};
