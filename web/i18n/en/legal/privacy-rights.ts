import type { Section } from '#web/governance/legal/section.ts';

export const privacyRights: Section[] = [
  {
    id: 'bases',
    title: 'On which legal basis',
    text: ['EU regulation 2016/679 (GDPR), article 6, asks for a basis:'],
    points: [
      'account and posts: the contract between you and the site',
      'record, limits, figures: the legitimate interest in figures that are right and verifiable',
      'notices: a legal obligation',
    ],
  },
  {
    id: 'destinataires',
    title: 'Who has access',
    text: [
      'The operator of the site and its hosting provider, on their machines.',
      'Moderators see no more of your evidence than others.',
      'One exception: a covered picture, when they decide about it.',
      'Another one: a private message that its reader shows them.',
      'Nothing is sold, rented or traded.',
      'An authority can demand what exists. That is little, on purpose.',
    ],
  },
  {
    id: 'droits',
    title: 'Your rights',
    text: [
      'In the settings you can download all your data.',
      'There you can also delete your account, at once.',
      'At each piece of evidence of yours, you can correct or take back.',
      'To restrict, object or ask, write to the contact above.',
      'You can complain to the CNIL, or to the authority of your country.',
    ],
    link: { page: 'settings', label: 'Settings' },
  },
  {
    id: 'apres-suppression',
    title: 'After the account is deleted',
    text: [
      'Pseudonym, hashes, sessions and counters are deleted.',
      'Your posts stay, under the name “Deleted member”.',
      'Your exact amounts and days become the published values.',
      'There remain, for each platform, a nameless author and a frozen weight.',
      'Your confirmations still count, without a name. Your doubts and opinions stay too.',
      'Your private messages disappear, with the others too.',
      'Your country, if you said it, stays in the figures by country.',
      'That author is nothing but a few random keys.',
      'So the figures stay right. Nothing links two platforms any more.',
      'Do you want all deleted? Take your posts back before you delete the account.',
    ],
  },
  {
    id: 'journal',
    title: 'When the site breaks down',
    text: [
      'The server notes the error so that it can be repaired.',
      'It notes no visit, no IP address and no page asked for.',
    ],
  },
];
