export const signing = {
  alike: {
    payout: 'Faire de même pour mes autres paiements sur cette plateforme',
    incident: 'Faire de même pour mes autres incidents sur cette plateforme',
    'task-report': 'Faire de même pour mes autres retours de tâche sur cette plateforme',
    'client-review': 'Faire de même pour mes autres avis de clients sur cette plateforme',
  },
  /** By how the others are signed so far. */
  does: {
    unsigned: 'Tout le monde y lira votre pseudonyme.',
    signed: 'Votre pseudonyme n’y sera plus. Qui l’a copié reconnaîtra aussi les suivants.',
    mixed: 'Tous porteront votre pseudonyme, ou aucun.',
  },
};
