import type { Section } from '#web/governance/legal/section.ts';

export const privacyMessages: Section[] = [
  {
    id: 'messages-prives',
    title: 'Vos messages privés',
    text: [
      'Un message passe seulement entre deux membres qui le permettent.',
      'Son texte est chiffré. La clé n’est pas dans la base. L’exploitant l’a.',
      'Le site garde qui a écrit à qui, quand, et si c’est lu.',
      'Un voleur de la base le saurait, pour les 30 derniers jours. Pas le texte.',
      'Après 30 jours, le message est supprimé pour les deux.',
      'Vous pouvez retirer avant ce que vous avez écrit.',
      'L’auteur n’apprend jamais si son message est lu.',
      'Le registre public n’en dit rien.',
    ],
    link: { page: 'messages', label: 'Ouvrir mes messages privés' },
  },
  {
    id: 'messages-signales',
    title: 'Un message privé signalé',
    text: [
      'Qui reçoit un message peut le montrer aux modérateurs, avec une phrase.',
      'Ils lisent ces deux textes, sans les pseudonymes ni la conversation.',
      'La copie est chiffrée. Elle est supprimée à la décision, ou après 60 jours.',
      'Une décision peut retirer les messages privés pour 30 jours.',
      'Sa règle, sa raison et sa fin sont gardées jusque-là.',
    ],
  },
  {
    id: 'les-autres',
    title: 'Les autres et vous',
    text: [
      'Votre page montre votre pseudonyme, votre année d’arrivée et vos textes du forum.',
      'Elle ne montre aucune preuve, et ne dit pas si vous êtes établi·e.',
      'Le site garde si vous permettez les messages privés.',
      'Il garde si la presse et la recherche peuvent vous contacter.',
      'Il garde qui vous ignorez, depuis quel jour. Personne d’autre ne le voit.',
    ],
    link: { page: 'settings', label: 'Réglages' },
  },
];
