import type { Section } from '#web/governance/legal/section.ts';

export const privacyInbox: Section[] = [
  {
    id: 'nouvelles',
    title: 'What you follow, and your inbox',
    text: [
      'The site keeps what you follow. No other member sees it.',
      'Who reads the database can see it, and your inbox.',
      'A line says what it is about, how often, and when.',
      'Once read, it is deleted after 30\u00a0days. Otherwise, after a year.',
      'It also goes with what it is about, or with your account.',
      'You are told of the claims and ratings of others once a month only.',
      'Then they are numbers, from three members on.',
      'If you make a private feed, its address is secret.',
      'We keep a hash of it only. You can change it or end it.',
      'Whoever knows this address reads your inbox.',
    ],
    link: { page: 'following', label: 'See what I follow' },
  },
];
