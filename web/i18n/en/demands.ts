import type { Messages } from '#web/i18n/fr.ts';

export const demands: Messages['demands'] = {
  title: 'Legal demands',
  intro: [
    'Demands of authorities, courts and lawyers that this site received.',
    'Each one stands here, with what became of it.',
    'Where a court forbids to speak of it, the line stays, without the words.',
  ],
  none: 'No demand was received.',
  count: (n) => (n === 1 ? 'One demand in all.' : `${n} demands in all.`),
  received: (day) => `received on ${day}`,
  answered: (day) => `answered on ${day}`,
  withheld: 'Withheld by order of a court.',
  what: 'What was asked',
  answer: 'What was done',
  senders: {
    police: 'Police',
    court: 'Court or judge',
    authority: 'Public authority',
    lawyer: 'Lawyer',
    company: 'Company',
    other: 'Other',
  },
  asks: {
    data: 'asks for data',
    removal: 'asks for a removal',
    reply: 'asks for a reply',
    other: 'asks for something else',
  },
  outcomes: {
    waiting: 'waiting',
    refused: 'refused',
    partly: 'partly complied with',
    complied: 'complied with',
    contested: 'contested in court',
  },
  have: 'What the site does not have cannot be handed over.',
  privacy: 'What the site keeps',
  api: 'These lines exist as data too:',
};
