import type { Section } from '#web/governance/legal/section.ts';

export const privacyForum: Section = {
  id: 'forum',
  title: 'Le forum',
  text: [
    'Vos sujets et messages montrent votre pseudonyme et leur heure exacte.',
    'Ce qu’un message disait avant d’être modifié reste lisible par tous.',
    'Ses images sont nettoyées et relues, comme celles de vos preuves.',
    'Ce que vous y racontez peut trahir une preuve que vous n’avez pas signée.',
    'Jamais le forum ne dit si vous êtes membre établi.',
    'Le site garde jusqu’où vous avez lu chaque sujet. Vous seul le voyez.',
    'Un message que vous retirez part avec ses versions et ses images.',
    'Sa place reste, sans votre nom. Le titre aussi, là où d’autres ont répondu.',
    'Ce que d’autres ont cité de vous reste chez eux.',
    'Ce que la modération décide sur un sujet y reste, sans son nom.',
  ],
  link: { page: 'forum', label: 'Ouvrir le forum' },
};
