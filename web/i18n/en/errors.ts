import { formatDay } from '#web/format.ts';
import type { Messages } from '#web/i18n/fr.ts';

export const errors: Messages['errors'] = {
  retryIn: (seconds: number) => `Try again in ${seconds} seconds.`,
  codes: {
    'bad-input': 'Something is not right. Correct the marked fields and send again.',
    'signed-out': 'Sign in first. What you wrote is kept below.',
    'not-allowed': 'You may not do this.',
    'foreign-origin': 'This request came from another site. Send it from this page.',
    'challenge-needed': 'A check is needed. Send this form again in a minute.',
    'not-found': 'This page does not exist, or no longer does.',
    withdrawn: 'Withdrawn by its author.',
    conflict: 'Something changed meanwhile. Read again, then send again.',
    'too-large': 'This is too heavy. Send an image of 12 MB at most.',
    'too-many': 'You sent a lot of them. Wait a little, then send again.',
    busy: 'The site is very busy. Try again in a few seconds.',
    internal: 'A fault on our side. Nothing was changed. Try again.',
  },
  fields: {
    required: () => 'To be filled in.',
    invalid: () => 'This cannot be read. Check it.',
    'too-short': (limit) => `At least ${limit} characters.`,
    'too-long': (limit) => `At most ${limit} characters.`,
    'too-small': (limit) => `At least ${limit}.`,
    'too-big': (limit) => `At most ${limit}.`,
    'in-the-future': (limit) =>
      limit === ''
        ? 'This date is in the future.'
        : `This date is in the future. At the latest ${formatDay(limit, 'en')} (UTC time).`,
    'before-start': () => 'This date is before it was asked.',
    contradicts: () => 'This contradicts your answer. Empty this field, or change the answer.',
    'not-an-amount': (limit) => `Write an amount such as ${limit}, without letters.`,
    taken: () => 'Taken already. Choose another one.',
    wrong: () => 'This is not it. Check it.',
    'unknown-platform': () => 'No platform is called that here. Check it, or add it first.',
    'unknown-client': () => 'No client is called that here. Check it, or add it first.',
    'several-clients': () => 'Several clients are called that. Paste the address of its page.',
    'names-person': () => 'This seems to name a person. Name a company or an account.',
    'not-an-address': () => 'Paste the address of a web page, with https://.',
    elsewhere: () => 'This address is not a page of this site.',
    weak: () => 'Too easy to guess. Add words.',
    'email-address': () => 'Do not write your e-mail address. Make up a name.',
    'name-characters': () => 'Letters, digits, spaces and - _ . only.',
    'no-match': () => 'This does not go with this pseudonym. Check both.',
    'image-not-an-image': () => 'This file is not an image. Send a JPEG, PNG or WebP.',
    'image-type-not-accepted': (limit) =>
      `${limit} is not accepted. Take a screenshot (JPEG, PNG, WebP).`,
    'image-animated': () => 'This image is animated. Send a still one.',
    'image-too-many-pixels': () => 'This image is too big. At most 40 million pixels.',
    'image-too-small': () => 'This image is too small to be read.',
    'image-too-slow': () => 'This image takes too long to read. Send a smaller one.',
    'image-damaged': () => 'This image is damaged. Send it again.',
    'image-too-large': (limit) => `This image is too heavy. At most ${limit} MB.`,
    'image-shows-personal': () => 'This image seems to show personal data. Look at it.',
    'image-not-looked-at': () => 'We could not look at this image. Look at it yourself.',
  },
};
