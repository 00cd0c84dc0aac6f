import type { Section } from '#web/governance/legal/section.ts';

const sections: Section[] = [
  {
    id: 'contact',
    title: 'Nous écrire',
    text: [
      'Le contact ci-dessus vaut pour tout le monde.',
      'Les autorités s’y adressent aussi (règlement européen 2022/2065, articles 11 et 12).',
      'Pour un contenu précis, utilisez plutôt le formulaire.',
    ],
    link: { page: 'notice', label: 'Signaler un contenu' },
  },
  {
    id: 'reponse',
    title: 'Droit de réponse',
    text: [
      'Vous êtes nommé ou désigné sur ce site ?',
      'Vous pouvez y répondre, sans frais et sans compte.',
      'Le lien est sur la page, et à côté de chaque avis ou preuve.',
      'Un modérateur lit la réponse en trois jours au plus.',
      'Elle est montrée sur place, avec la mention «\u00a0non vérifiée\u00a0».',
      'Qui prouve qu’il contrôle son domaine est publié tout de suite.',
      'Elle ne change aucun chiffre. Un refus cite une règle et une raison.',
    ],
    link: { page: 'reply', label: 'Répondre' },
  },
  {
    id: 'licences',
    title: 'Logiciel et licences',
    text: [
      'Le logiciel de ce site est libre, sous licence AGPL-3.0.',
      'Les textes des membres sont sous licence CC BY-SA 4.0.',
      'Les chiffres sont sous licence ODbL 1.0.',
    ],
  },
  {
    id: 'argent',
    title: 'Argent',
    text: [
      'Ce site ne montre aucune publicité.',
      'Il ne contient aucun lien de parrainage.',
      'Aucune plateforme ne peut y payer sa place.',
    ],
  },
];

export const legalNotice = {
  title: 'Mentions légales',
  intro: 'Qui répond de ce site, selon la loi du 21 juin 2004, article 1-1.',
  missing: 'Il manque des mentions. L’exploitant doit les compléter.',
  blank: 'à compléter par l’exploitant',
  publisher: 'Éditeur',
  director: 'Direction de la publication',
  host: 'Hébergeur',
  contact: 'Contact',
  controller: 'Responsable du traitement des données',
  language: 'Langue qui fait foi',
  languages: { fr: 'français', en: 'anglais' },
  sections,
};
