import type { Section } from '#web/governance/legal/section.ts';

const sections: Section[] = [
  {
    id: 'controle',
    title: 'Les avis sont-ils contrôlés ?',
    text: [
      'Non : aucun avis n’est contrôlé avant d’être publié.',
      'Personne ne vérifie que l’auteur a travaillé pour la plateforme.',
      'À côté de chaque avis, le site dit ce que l’auteur a apporté.',
      'C’est un paiement reçu avec capture, un paiement sans capture, ou rien.',
      'Il faut un compte. Un compte donne un seul avis par plateforme.',
      'L’auteur dit si on lui a demandé ou payé cet avis.',
      'Un avis demandé ou payé est montré comme tel. Il ne compte pas.',
    ],
  },
  {
    id: 'dates',
    title: 'Les dates',
    text: [
      'Chaque avis porte le mois où il a été publié.',
      'Il porte aussi le mois de ce qui a été vécu.',
      'Un avis modifié le dit.',
      'Le jour n’est pas montré : il pourrait trahir l’auteur.',
    ],
  },
  {
    id: 'tri',
    title: 'Le tri',
    text: [
      'Les avis les plus récents viennent d’abord, par mois de publication.',
      'Dans un même mois, l’ordre est tiré au hasard.',
      'Vous pouvez aussi commencer par les notes les plus basses, ou les plus hautes.',
    ],
  },
  {
    id: 'note',
    title: 'La note',
    text: [
      'Un avis donne cinq notes, de 1 à 5. Leur moyenne est sa note.',
      'La note d’une plateforme part de la moyenne du site.',
      'Cette moyenne pèse autant que cinq avis.',
      'Ainsi un seul avis ne fait pas toute la note.',
      'Tous les avis comptent pareil, sauf les avis demandés ou payés.',
    ],
  },
  {
    id: 'contrepartie',
    title: 'Aucune contrepartie',
    text: ['Le site ne donne rien en échange d’un avis, ni argent, ni avantage.'],
  },
  {
    id: 'delais',
    title: 'Publication et conservation',
    text: [
      'Un avis est publié aussitôt.',
      'Il reste en ligne jusqu’à ce que son auteur le retire.',
      'Si le compte est supprimé, l’avis reste, sous « Membre supprimé ».',
    ],
  },
  {
    id: 'modifier',
    title: 'Modifier, retirer, contacter l’auteur',
    text: [
      'L’auteur peut modifier ou retirer son avis à tout moment.',
      'L’ancienne version n’est plus montrée.',
      'Le site ne permet pas de contacter l’auteur d’un avis.',
    ],
  },
  {
    id: 'refus',
    title: 'Pourquoi un avis est refusé',
    text: [
      'Le formulaire refuse un avis incomplet ou trop long.',
      'Il refuse un mois futur, et trop d’avis le même jour.',
      'La raison est dite aussitôt à l’auteur, à côté du champ.',
      'Aucun avis n’est refusé pour sa note ou pour ce qu’il pense.',
      'Une décision peut masquer un avis contraire aux règles. La règle est citée.',
    ],
    link: { page: 'siteRules', label: 'Les règles du site' },
  },
  {
    id: 'doute',
    title: 'Signaler un doute, répondre',
    text: [
      'La plateforme concernée peut signaler un doute sur un avis, sans frais.',
      'Le doute doit être motivé : le formulaire demande les raisons.',
      'Elle peut aussi répondre, sans frais et sans compte, depuis sa page.',
      'La réponse est montrée à part, avec la mention « non vérifiée ».',
      'Elle ne change pas la note.',
    ],
    link: { page: 'notice', label: 'Signaler un contenu' },
  },
];

export const reviewChecks = {
  title: 'Contrôle des avis',
  intro: [
    'Cette page dit comment les avis sont publiés, triés et retirés.',
    'Code de la consommation, articles L. 111-7-2 et D. 111-16 à D. 111-19.',
  ],
  sections,
};
