import type { Section } from '#web/governance/legal/section.ts';

export const privacyRights: Section[] = [
  {
    id: 'bases',
    title: 'Sur quelle base légale',
    text: ['Le règlement européen 2016/679 (RGPD), article 6, demande une base :'],
    points: [
      'compte et publications : le contrat entre vous et le site',
      'registre, limites d’envoi, chiffres : l’intérêt légitime à des chiffres justes et vérifiables',
      'signalements : une obligation légale',
    ],
  },
  {
    id: 'destinataires',
    title: 'Qui y a accès',
    text: [
      'L’exploitant du site et son hébergeur, sur leurs machines.',
      'Les modérateurs ne voient rien de plus que les autres dans vos preuves.',
      'Une exception : une image couverte, quand ils décident à son sujet.',
      'Une autre : un message privé que son lecteur leur montre.',
      'Rien n’est vendu, loué ou échangé.',
      'Une autorité peut exiger ce qui existe. C’est peu, et c’est voulu.',
    ],
  },
  {
    id: 'droits',
    title: 'Vos droits',
    text: [
      'Dans les réglages, vous pouvez télécharger toutes vos données.',
      'Vous pouvez aussi y supprimer votre compte, aussitôt.',
      'Sous chaque preuve à vous, vous pouvez corriger ou retirer.',
      'Pour limiter, vous opposer ou demander, écrivez au contact ci-dessus.',
      'Vous pouvez vous plaindre à la CNIL, ou à l’autorité de votre pays.',
    ],
    link: { page: 'settings', label: 'Réglages' },
  },
  {
    id: 'apres-suppression',
    title: 'Après la suppression du compte',
    text: [
      'Pseudonyme, empreintes, connexions et compteurs sont effacés.',
      'Vos publications restent, sous le nom « Membre supprimé ».',
      'Vos montants et jours exacts deviennent les valeurs publiées.',
      'Il reste, par plateforme, un auteur sans nom et un poids figé.',
      'Vos confirmations comptent encore, sans nom. Vos doutes et avis restent aussi.',
      'Vos messages privés disparaissent, chez les autres aussi.',
      'Votre pays, si vous le disiez, reste dans les chiffres par pays.',
      'Cet auteur n’est que quelques clés tirées au hasard.',
      'Ainsi les chiffres restent justes. Plus rien ne relie deux plateformes entre elles.',
      'Vous voulez tout effacer ? Retirez vos publications avant de supprimer le compte.',
    ],
  },
  {
    id: 'journal',
    title: 'Quand le site tombe en panne',
    text: [
      'Le serveur note l’erreur pour qu’on la répare.',
      'Il ne note ni visite, ni adresse IP, ni page demandée.',
    ],
  },
];
