import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';

const places: Readonly<Record<string, string>> = {
  path: 'dans l’adresse',
  query: 'après le «\u00a0?\u00a0»',
  body: 'dans le corps',
};

export const api = {
  title: 'L’API',
  say: 'Tout ce qu’une page montre, un programme peut le lire ici, sans clé.',
  rules: [
    'Les réponses sont en JSON. Toute origine peut lire.',
    'Les chiffres sont sous ODbL 1.0, les textes sous CC BY-SA 4.0.',
    'Pour écrire, il faut la session d’un membre et l’origine du site.',
    'Ni montant exact, ni jour exact, ni auteur d’une preuve non signée\u00a0: l’API ne les donne pas.',
    `Un délai demande ${MIN_RECEIPTS_OF_DELAY} paiements reçus, à un jour connu, en 12\u00a0mois. Sinon, il vaut null.`,
  ],
  machine: 'La même description pour les machines (OpenAPI 3.1)',
  places,
  required: 'obligatoire',
  example: 'Exemple\u00a0:',
};
