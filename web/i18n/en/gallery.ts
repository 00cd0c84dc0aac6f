import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');

export const gallery: Messages['gallery'] = {
  title: 'Payment proofs',
  say: 'What members received, with screenshots. Amounts are rounded.',
  description: 'Screenshots of payments received from micro-work platforms.',
  kinds: {
    proofs: 'Proofs with a picture',
    all: 'All pay-outs',
    waiting: 'Waiting',
    refused: 'Refused',
  },
  filters: 'Filter',
  filtersActive: (n) => `Filter (${count(n, 'filter', 'filters')})`,
  platform: 'Platform',
  method: 'Payment method',
  anyMethod: 'All methods',
  month: 'Asked for in',
  monthHint: 'Year and month, for example 2026-03.',
  from: 'Amount, at least',
  to: 'Amount, at most',
  currency: 'Currency',
  anyCurrency: 'All',
  send: 'Filter',
  clear: 'Show all',
  ignored: (names) => `This filter could not be read: ${names}.`,
  found: (n, more) =>
    more
      ? `More than ${count(n, 'pay-out', 'pay-outs')}`
      : count(n, 'pay-out fits', 'pay-outs fit'),
  none: 'Nothing here for now.',
  noneFits: 'No pay-out fits.',
  noneWith: 'Without a picture there may be some:',
  seeAll: 'see all pay-outs',
  wider: 'Try another month, or a wider range of amounts.',
  unknownPlatform: (name) => `No platform is called “${name}”.`,
  be: 'Were you paid? Your screenshot would be the first.',
  next: 'Older ones',

  history: {
    title: 'Its history',
    say: 'What the public record says of it, by the month.',
    times: (what, n) => `${what}, ${n}\u00a0times`,
    record: 'The public record',
  },
  link: {
    title: 'Show it to somebody',
    say: 'This address stays the same. The preview never shows the screenshot.',
    label: 'Address of this page',
    copy: 'Copy',
    copied: 'Copied',
    preview: 'See the preview',
  },
  image: {
    about: (amount) => `about ${amount}`,
    rows: {
      amount: 'Amount',
      asked: 'Asked for in',
      due: 'Due in',
      delay: 'Delay',
      waits: 'Waiting for',
      method: 'Method',
    },
    share: 'Share arrived',
    due12m: 'Pay-outs due in 12\u00a0months',
    half: 'Half within',
    waiting: 'Still waited for',
    members: 'Members',
    alt: (title, facts) => `${title}. ${facts}`,
  },
};
