import type { EthicsConcern } from '#shared/evidence/tasks.ts';

/** A task of the demo and how it goes for those who do it. */
export type TaskPlan = {
  readonly slug: string;
  readonly client: string | null;
  readonly title: string;
  /** Of one run, minor units of the platform's money. */
  readonly minor: number;
  /** Of one run, at the median. */
  readonly seconds: number;
  /** How many in one report; 1 for what is done once. */
  readonly runs: number;
  readonly reports: number;
  readonly ways: Ways;
};

/** Chances of one run, what approval takes in days, and whether who writes gets an answer. */
export type Ways = {
  readonly withReason: number;
  readonly withoutReason: number;
  readonly screenOut: number;
  readonly approvalDays: number;
  readonly answers: number;
  readonly breaksTerms?: true;
  readonly ethics?: EthicsConcern;
};

const FAIR: Ways = {
  withReason: 0.03,
  withoutReason: 0.004,
  screenOut: 0.01,
  approvalDays: 3,
  answers: 0.8,
};
const USUAL: Ways = {
  ...FAIR,
  withReason: 0.05,
  withoutReason: 0.015,
  screenOut: 0.03,
  answers: 0.5,
};
const SURVEY: Ways = { ...USUAL, screenOut: 0.3, approvalDays: 6 };
const ONCE: Ways = { ...FAIR, withReason: 0.02, screenOut: 0, approvalDays: 8 };
const HARSH: Ways = {
  withReason: 0.04,
  withoutReason: 0.3,
  screenOut: 0.12,
  approvalDays: 17,
  answers: 0.08,
};

type Row = readonly [
  client: string | null,
  title: string,
  minor: number,
  seconds: number,
  runs: number,
  reports: number,
  ways: Ways,
];

const on = (slug: string, rows: readonly Row[]): TaskPlan[] =>
  rows.map(([client, title, minor, seconds, runs, reports, ways]) => ({
    slug,
    client,
    title,
    minor,
    seconds,
    runs,
    reports,
    ways,
  }));

/** About sixty tasks. On platforms of the world they go as tasks usually go, or better. */
export const TASK_PLANS: readonly TaskPlan[] = [
  ...on('clickworker', [
    ['Sillage Données', 'Relever le prix de dix produits', 45, 270, 20, 10, FAIR],
    ['Sillage Données', 'Vérifier des horaires de magasins', 12, 75, 60, 7, USUAL],
    ['Lexika Texte', 'Écrire une fiche de produit, 120 mots', 180, 1_080, 6, 7, FAIR],
    ['Lexika Texte', 'Relire un texte de 300 mots', 140, 660, 5, 5, FAIR],
    ['Praxis Panel', 'Sondage sur les trajets quotidiens', 60, 540, 3, 5, SURVEY],
    [null, 'Classer des tickets de caisse', 3, 22, 400, 7, USUAL],
    [null, 'Photographier un panneau dans sa rue', 150, 720, 1, 3, ONCE],
    [null, 'Comparer deux résultats de recherche', 5, 31, 250, 5, USUAL],
  ]),
  ...on('foule-factory', [
    ['Archives du Marais', 'Transcrire une fiche d’état civil', 8, 48, 150, 6, FAIR],
    ['Archives du Marais', 'Relire une transcription', 5, 27, 200, 5, FAIR],
    ['Catalogue Nord', 'Trier des photos de vêtements', 2, 14, 600, 6, USUAL],
    ['Catalogue Nord', 'Choisir la couleur d’un produit', 2, 11, 500, 4, USUAL],
    ['Sillage Données', 'Relever le prix de dix produits', 40, 255, 15, 4, FAIR],
  ]),
  ...on('microworkers', [
    ['ClickOrbit', 'Search, click and take a screenshot', 12, 190, 15, 5, USUAL],
    [
      'ClickOrbit',
      'Install an app and open it twice',
      35,
      420,
      2,
      4,
      { ...USUAL, breaksTerms: true },
    ],
    ['Quill & Sort', 'Sort 20 sentences by topic', 18, 200, 25, 5, FAIR],
    ['Quill & Sort', 'Rewrite a title', 6, 65, 40, 4, FAIR],
    [
      'TrafficFern',
      'Watch a video for three minutes',
      7,
      215,
      12,
      4,
      { ...USUAL, breaksTerms: true },
    ],
    [
      null,
      'Find the e-mail address of a shop',
      10,
      130,
      30,
      4,
      { ...USUAL, ethics: 'others-data' },
    ],
    [null, 'Tag the people in 50 pictures', 40, 520, 8, 3, { ...USUAL, ethics: 'judges-people' }],
  ]),
  ...on('appen', [
    ['Northway Maps', 'Check addresses on a map', 9, 52, 300, 6, FAIR],
    ['Northway Maps', 'Trace the outline of buildings', 30, 200, 60, 4, FAIR],
    ['Vox Harvest', 'Lire 100 phrases à voix haute', 600, 2_700, 1, 5, ONCE],
    ['Vox Harvest', 'Écouter et noter dix extraits', 90, 480, 12, 4, USUAL],
    [null, 'Rate search results, one session', 700, 3_300, 4, 5, FAIR],
  ]),
  ...on('amazon-mechanical-turk', [
    ['Bluefin Labels', 'Draw boxes around fish', 6, 40, 220, 5, USUAL],
    ['Bluefin Labels', 'Is this picture sharp?', 1, 5, 900, 4, USUAL],
    ['Oak Lane Survey Lab', 'Study on decisions, 15 minutes', 220, 900, 1, 5, ONCE],
    ['Oak Lane Survey Lab', 'Follow-up study, 8 minutes', 150, 480, 1, 3, ONCE],
    ['Pixel Harbor', 'Outline a car in a street', 8, 85, 90, 4, USUAL],
    ['Transcribe Tern', 'Transcribe one minute of audio', 55, 480, 10, 4, USUAL],
    ['Northway Maps', 'Name what a sign says', 2, 9, 500, 3, FAIR],
    [null, 'Copy the total of a receipt', 2, 13, 350, 4, USUAL],
  ]),
  ...on('bemyeye', [
    ['Rayon Témoin', 'Photographier un rayon de yaourts', 500, 1_900, 1, 4, ONCE],
    ['Rayon Témoin', 'Relever les prix d’un rayon', 700, 2_700, 1, 3, ONCE],
    [null, 'Vérifier une affiche en gare', 400, 1_300, 1, 2, ONCE],
  ]),
  ...on('roamler', [
    ['Rayon Témoin', 'Photographier une tête de gondole', 350, 1_150, 2, 4, ONCE],
    ['Linéaire Net', 'Compter les paquets d’un linéaire', 450, 1_500, 1, 4, ONCE],
    ['Linéaire Net', 'Demander conseil à un vendeur', 900, 2_600, 1, 3, ONCE],
  ]),
  ...on('clic-and-walk', [
    [null, 'Photographier son petit déjeuner', 120, 420, 1, 3, ONCE],
    [null, 'Dire ce qu’on pense d’un emballage', 80, 380, 1, 2, ONCE],
  ]),
  ...on('testapic', [
    ['Parcours Clair', 'Test d’un site de billets de train', 800, 1_500, 1, 5, ONCE],
    ['Parcours Clair', 'Test d’un formulaire d’assurance', 1_000, 1_900, 1, 4, ONCE],
    [null, 'Test d’une appli de recettes', 700, 1_300, 1, 3, ONCE],
  ]),
  ...on('loonea', [
    ['Opinion Brume', 'Sondage sur les boissons', 50, 720, 2, 3, SURVEY],
    ['Opinion Brume', 'Sondage sur l’épargne', 70, 840, 2, 3, SURVEY],
  ]),
  ...on('isahit', [
    ['Imagerie Solidaire', 'Annoter des images de récoltes', 5, 45, 300, 5, FAIR],
    ['Imagerie Solidaire', 'Vérifier des annotations', 3, 26, 350, 3, FAIR],
    ['Sillage Données', 'Compléter des fiches de produits', 9, 80, 120, 3, FAIR],
  ]),
  ...on('lionbridge', [
    ['Requête Juste', 'Évaluer des pages de résultats', 13, 66, 300, 4, FAIR],
    ['Requête Juste', 'Évaluer des publicités', 11, 58, 250, 2, FAIR],
  ]),
  ...on('tacheo', [
    [
      'Grappe Express',
      'Écrire un avis sur une boutique',
      25,
      330,
      10,
      8,
      { ...HARSH, ethics: 'deceives' },
    ],
    ['Grappe Express', 'Noter cinq boutiques', 10, 210, 20, 5, { ...HARSH, breaksTerms: true }],
    [
      'Grappe Exprès',
      'Écrire un avis sur une boutique',
      25,
      350,
      8,
      4,
      { ...HARSH, ethics: 'deceives' },
    ],
    ['Minute Scribe', 'Transcrire un entretien', 150, 2_700, 3, 5, HARSH],
    ['Bluefin Labels', 'Entourer des poissons', 5, 44, 150, 5, USUAL],
    [null, 'Inscrire son e-mail sur dix sites', 30, 600, 2, 4, { ...HARSH, ethics: 'others-data' }],
  ]),
  ...on('piecettes', [
    [
      'Pluie d’Avis',
      'Donner cinq étoiles à une appli',
      8,
      150,
      12,
      5,
      { ...HARSH, breaksTerms: true },
    ],
    [
      'Pluie d’Avis',
      'Écrire un avis de dix lignes',
      20,
      420,
      6,
      4,
      { ...HARSH, ethics: 'deceives' },
    ],
    ['Miette & Co', 'Regarder des publicités', 1, 31, 120, 4, HARSH],
    ['Miette & Co', 'Trier des images choquantes', 2, 18, 200, 3, { ...HARSH, ethics: 'shocking' }],
  ]),
];
