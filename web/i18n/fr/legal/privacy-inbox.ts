import type { Section } from '#web/governance/legal/section.ts';

export const privacyInbox: Section[] = [
  {
    id: 'nouvelles',
    title: 'Ce que vous suivez, et vos nouvelles',
    text: [
      'Le site garde ce que vous suivez. Aucun autre membre ne le voit.',
      'Qui lit la base de données peut le voir, comme vos nouvelles.',
      'Une nouvelle dit son sujet, combien de fois, et quand.',
      'Lue, elle est effacée après 30\u00a0jours. Sinon, après un an.',
      'Elle part aussi avec ce dont elle parle, ou avec votre compte.',
      'Les attentes et les avis des autres ne vous sont dits qu’une fois par mois.',
      'Ce sont alors des nombres, à partir de trois membres.',
      'Si vous créez un flux privé, son adresse est secrète.',
      'Nous n’en gardons qu’une empreinte. Vous pouvez la changer ou la supprimer.',
      'Qui connaît cette adresse lit vos nouvelles.',
    ],
    link: { page: 'following', label: 'Voir ce que je suis' },
  },
];
