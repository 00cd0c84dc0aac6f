import { formatDay } from '#web/format.ts';
import type { Messages } from '#web/i18n/fr.ts';

const SIGNED: Readonly<Record<string, string>> = {
  payout: 'pay-outs',
  incident: 'incidents',
  'task-report': 'task reports',
  'client-review': 'reviews of clients',
};
const othersOf = (kind: string): string => `Your other ${SIGNED[kind] ?? 'posts'} on this platform`;

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
    'thread-closed': 'This thread is closed. Your text is kept below.',
    'title-stays': 'Others have answered, or the thread is long. Its title stays.',
    'too-large': 'This is too heavy. Send an image of 12 MB at most.',
    'too-many': 'You sent a lot of them. Wait a little, then send again.',
    'slow-mode': 'This thread is in slow mode. Your text is kept below.',
    'first-posts': 'Your first posts are limited a day. Your text is kept below.',
    'key-not-told': 'The key is not in the public record yet. Try again in ten minutes.',
    'token-taken': 'This account has its sealed envelope already, in another browser.',
    'not-pledging': 'This boycott takes no pledges now.',
    'bad-signature': 'This signature is not valid here. Open the page again.',
    'signature-missing': 'A signature is missing: this boycott requires several keys.',
    'signatures-used-up': 'As many members as possible have their sealed envelope already.',
    'pledge-withdrawn': 'This pledge was taken back, for good.',
    'unknown-pledge': 'No pledge with this key is counted here.',
    'threshold-reached': 'The threshold is reached. Pledges can no longer be taken back.',
    'not-open': 'This question is not open now.',
    'turn-taken': 'Your answer was counted already, and this is another one.',
    busy: 'The site cannot answer right now. Try again in a few seconds.',
    'no-room': 'The disk of the site is full. Keep your text, and send it again in an hour.',
    'pictures-down':
      'The site cannot keep pictures right now. Without a picture, this goes through.',
    internal: 'A fault on our side. Nothing was changed. Try again.',
  },
  fields: {
    required: () => 'To be filled in.',
    'required-if': (outcome) =>
      outcome === 'refused'
        ? 'To be filled in if you were refused.'
        : 'To be filled in if you were paid.',
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
    'not-a-duration': () => 'Write a time such as “1 h 20”, “80” or “45 s”.',
    'too-fast': () => 'Less than a second a task? Check the time and the numbers.',
    'too-well-paid': () => 'More than €1,000 an hour? Check the reward, the numbers and the time.',
    taken: () => 'Taken already. Choose another one.',
    wrong: () => 'This is not it. Check it.',
    'unknown-platform': () => 'No platform is called that here. Check it, or add it first.',
    'unknown-client': () => 'No client is called that here. Check it, or add it first.',
    'several-clients': () => 'Several clients are called that. Paste the address of its page.',
    'same-client': () => 'This is that client already. Choose another.',
    'own-name': () => 'The name shown stays here. Rename this client first.',
    'nothing-chosen': () => 'Tick at least one name, id or task.',
    'names-person': () => 'This seems to name a person. Name a company or an account.',
    'not-an-address': () => 'Paste the address of a web page, with https://.',
    elsewhere: () => 'This address is not a page of this site.',
    weak: () => 'Too easy to guess. Add words.',
    'too-many-edits': (limit) => `A post is changed at most ${limit} times. Write a new one.`,
    'too-many-links': (limit) => `At most ${limit} links in your first posts.`,
    'too-many-pictures': (limit) => `At most ${limit} pictures a post. Remove one first.`,
    'named-in-posts': () =>
      'A post of yours names it or shows its picture. Withdraw that post first.',
    'others-signed': (kind) => `${othersOf(kind)} are signed. Sign all, or none.`,
    'others-unsigned': (kind) => `${othersOf(kind)} are not signed. Sign all, or none.`,
    'others-named-in-posts': () =>
      'A post of yours names one of them or shows its picture. Withdraw it first.',
    'names-own-proof': () => 'This is your unsigned proof. Here, it would bear your name.',
    'address-refused': () => 'This address refused our mails.',
    'unknown-member': () => 'Nobody has this pseudonym here. Check it.',
    'takes-no-messages': () => 'This member takes no private messages.',
    'own-messages-off': () => 'First allow private messages in your settings.',
    'ignoring-her': () => 'You ignore this member. First stop ignoring them.',
    'kept-from-writing': (limit) =>
      limit === ''
        ? 'A decision keeps you from private messages.'
        : `A decision keeps you from private messages until ${formatDay(limit, 'en')}.`,
    'messages-a-day': (limit) => `At most ${limit} private messages a day. Send it tomorrow.`,
    'conversations-a-day': (limit) => `At most ${limit} new conversations a day. Send it tomorrow.`,
    'own-pseudonym': () => 'This is your own pseudonym.',
    'email-address': () => 'Do not write your e-mail address. Make up a name.',
    'name-characters': () => 'Letters, digits, spaces and - _ . only.',
    'not-its-domain': () => 'We do not know this domain as theirs, or not for two weeks yet.',
    'not-proven': () => 'Control of this domain is not shown, or not since 90 days.',
    'not-on-domain': () => 'This address is not a page of that domain, without “?”.',
    'no-code': () => 'The code was not found. DNS may take some hours. Try again.',
    'shown-already': () =>
      'This is accepted for this platform already. You need not send anything.',
    'sent-already': () =>
      'Evidence waits for this platform already. Take it back first to replace it.',
    'no-evidence-there': () =>
      'You have no evidence on this platform. Report a pay-out or a task first.',
    'open-calls': (limit) => `You have ${limit} open calls already. Wait for one to end.`,
    'organisers-full': (limit) => `${limit} keys at most. First ask for one of them no longer.`,
    'named-already': () => 'This key is asked for already.',
    'offer-open': () =>
      'An offer for this boycott is voted on already. Wait for the end of that vote.',
    'not-for-this': () => 'This receipt is for somebody else’s domain.',
    'no-match': () => 'This does not go with this pseudonym. Check both.',
    'image-not-an-image': () => 'This file is not an image. Send a JPEG, PNG or WebP.',
    'image-type-not-accepted': (limit) =>
      `${limit} is not accepted. Take a screenshot (JPEG, PNG, WebP).`,
    'image-animated': () => 'This image is animated. Send a still one.',
    'image-too-many-pixels': () =>
      'This image is too big. At most 40 million pixels, or 16 million in 16 bits.',
    'image-too-small': () => 'This image is too small to be read.',
    'image-too-slow': () => 'This image takes too long to read. Send a smaller one.',
    'image-damaged': () => 'This image is damaged. Send it again.',
    'image-too-large': (limit) => `This image is too heavy. At most ${limit} MB.`,
    'image-shows-personal': () => 'This image seems to show personal data. Look at it.',
    'image-not-looked-at': () => 'We could not look at this image. Look at it yourself.',
    'image-names-you': () =>
      'It also stands on evidence that you left unsigned. Together they would name you.',
  },
};
