import type { Section } from '#web/governance/legal/section.ts';

export const privacyBoycotts: Section[] = [
  {
    id: 'boycotts',
    title: 'Boycotts',
    text: [
      'A call shows the pseudonym of who proposes it, and each version of its text.',
      'You can withdraw it, but not while others pledge or hold.',
      'Who seconds it is shown nowhere, and is erased as the debate begins.',
      'While pledging is open, the site keeps which account was given its signature.',
      'The browser asks for it by itself, pledging or not. It is erased afterwards.',
      'A pledge is a key and a signature, without account, hour or address.',
      'If there are too few, all are destroyed. Else they are published.',
      'A backup of those days may keep a copy, until that backup is erased.',
      'Who gives an organiser’s key shows a pseudonym, and the day on which it signs.',
      'Your key stays on your device: it alone leads from the pledge to you.',
      'Who holds the machine could watch a browser at the moment of sending.',
    ],
    link: { page: 'sealedPledge', label: 'How a pledge stays secret' },
  },
  {
    id: 'preuves-privees',
    title: 'Private evidence',
    text: [
      'Its text is encrypted. The key is not in the database. The operator has it.',
      'Two moderators drawn at random read it, without knowing who sends it.',
      'Decided or taken back, it is destroyed with its picture, within 14\u00a0days.',
      'Accepted, what stays for a year is that you work on this platform.',
      'The public record says nothing of it.',
    ],
    link: { page: 'privateEvidence', label: 'Private evidence' },
  },
];
