import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const members = (n: number): string => count(n, 'member', 'members');

export const home: Messages['home'] = {
  title: 'Does this platform pay?',
  description:
    'Micro-tasks, tests, surveys: members say who pays them, how fast, and who does not. No ads, no referral links.',
  ask: 'Before you give a platform ten hours, see whether it pays.',
  all: (n) => `See the ${n} platforms`,
  what: [
    'Micro-workers say whether they were paid, when, and whether they still wait.',
    'A public rule turns that into a standing. Anyone can recompute it.',
    'Nothing for sale: no ads, no referral links, no paid placement.',
  ],
  counts: {
    title: 'The site in figures',
    members: (n) => count(n, 'member', 'members'),
    payouts: (n) => count(n, 'pay-out reported', 'pay-outs reported'),
    received: (n) => `${count(n, 'received', 'received')}`,
    waiting: (n) => `${count(n, 'waited for', 'waited for')}`,
    refused: (n) => `${count(n, 'refused', 'refused')}`,
    givenUp: (n) => `${count(n, 'given up', 'given up')}`,
  },
  proofs: {
    title: 'Latest evidence',
    say: 'Amounts rounded, authors hidden.',
    all: 'All the evidence',
    none: 'No evidence yet. The first piece can be yours.',
  },
  changes: {
    title: 'Standings that changed',
    none: 'No standing has changed yet.',
    from: (standing, month) => `before: ${standing} · ${month}`,
  },
  waiting: {
    title: 'Who keeps members waiting',
    say: 'Where members wait longer than the normal delay.',
    none: 'No delay reported at the moment.',
    members: (overdue, all) => `${members(overdue)} of ${all} ${overdue === 1 ? 'waits' : 'wait'}`,
  },
  join: {
    title: 'Report a pay-out',
    enough: 'A pseudonym and a password are enough.',
    hidden: 'You stay hidden, your amounts are rounded.',
    notAsked: 'What we do not ask for',
    not: ['no name', 'no e-mail address', 'no phone number', 'not your account on the platform'],
    button: 'Sign up in a minute',
  },
  wrong: {
    code: (status) => `Error ${status}`,
    title: 'That did not work',
    missing: {
      title: 'This page does not exist',
      say: 'Check the address, or look up a platform in the box above.',
      add: 'Add a platform that is missing',
    },
    withdrawn: {
      title: 'Withdrawn by its author',
      say: 'A member took back what they had published. That is their right. The text and picture are erased.',
      record: 'The public record keeps a trace of the withdrawal, nothing else.',
    },
    back: 'Back to the home page',
    all: 'All platforms',
  },
};
