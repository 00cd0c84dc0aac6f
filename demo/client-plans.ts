/** Names and numbers of clients were made up: none is a company's or an account's of the world. */
export type ClientPlan = {
  readonly name: string;
  /** What each platform shows for it. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Also known as, told by a member so many days ago. */
  readonly alias?: readonly [name: string, age: number, reason: string];
  /** How well it treats people, 1 to 5: communication, pay, fairness, speed. */
  readonly marks: readonly [number, number, number, number];
  /** Who is behind it, as a member believes. */
  readonly guess?: readonly [text: string, source: string, age: number];
};

export const CLIENT_PLANS: readonly ClientPlan[] = [
  {
    name: 'Sillage Données',
    ids: { clickworker: 'CW-40217', 'foule-factory': 'sillage', isahit: 'SIL-9' },
    alias: ['Sillage Data', 140, 'Le nom dans la version anglaise des consignes.'],
    marks: [3.8, 3, 4.2, 4],
    guess: [
      'Travaillerait pour un comparateur de prix.',
      'https://consignes.sillage.example/comparateur',
      96,
    ],
  },
  { name: 'Lexika Texte', ids: { clickworker: 'CW-11980' }, marks: [4.2, 3.4, 4.4, 4.1] },
  { name: 'Praxis Panel', ids: { clickworker: 'CW-50553' }, marks: [2.9, 2.4, 3.4, 3.1] },
  { name: 'Archives du Marais', ids: { 'foule-factory': 'marais' }, marks: [4.4, 3.2, 4.5, 3.9] },
  {
    name: 'Catalogue Nord',
    ids: { 'foule-factory': 'cata-nord' },
    marks: [3.4, 2.8, 3.9, 3.6],
    guess: [
      'Un grand magasin en ligne, d’après les photos à trier.',
      'https://photos.catalogue-nord.example/lot',
      61,
    ],
  },
  { name: 'ClickOrbit', marks: [2.4, 1.9, 3, 3.2] },
  { name: 'Quill & Sort', marks: [3.6, 2.9, 3.9, 3.8] },
  { name: 'TrafficFern', marks: [2.2, 1.7, 2.9, 3] },
  {
    name: 'Northway Maps',
    ids: { appen: 'NM-118', 'amazon-mechanical-turk': 'A9Z8Y7X6W5V4U3' },
    alias: ['NW Maps', 120, 'Their tasks on MTurk bear this name.'],
    marks: [3.9, 3.5, 4.1, 3.7],
    guess: ['Makes maps for navigation devices.', 'https://northway-maps.example/about', 210],
  },
  {
    name: 'Vox Harvest',
    marks: [3, 3.1, 3.5, 2.8],
    guess: [
      'Les phrases à lire finissent dans un assistant vocal.',
      'https://vox-harvest.example/corpus',
      44,
    ],
  },
  {
    name: 'Bluefin Labels',
    ids: { 'amazon-mechanical-turk': 'A1B2C3D4E5F6G7', tacheo: 'bluefin' },
    alias: ['Bluefin AI Labels', 75, 'Same account, new name since last spring.'],
    marks: [3.3, 2.9, 3.6, 3.9],
  },
  {
    name: 'Oak Lane Survey Lab',
    ids: { 'amazon-mechanical-turk': 'A3H7J2L9N4P6Q1' },
    marks: [4.3, 3.8, 4.6, 4.4],
    guess: [
      'A psychology department: the consent form says so.',
      'https://oak-lane-lab.example/consent',
      130,
    ],
  },
  {
    name: 'Pixel Harbor',
    ids: { 'amazon-mechanical-turk': 'A2K9M4P7R1T5V3' },
    marks: [3, 2.3, 3.4, 3.5],
  },
  {
    name: 'Transcribe Tern',
    ids: { 'amazon-mechanical-turk': 'AB12CD34EF56GH' },
    marks: [3.5, 2.6, 3.5, 3.1],
  },
  {
    name: 'Rayon Témoin',
    ids: { bemyeye: 'RT-75', roamler: 'rayon-temoin' },
    alias: ['Rayon Témoin Mobile', 52, 'Le nom affiché dans l’appli.'],
    marks: [3.4, 3.3, 3.8, 3.9],
  },
  { name: 'Linéaire Net', ids: { roamler: 'lineaire' }, marks: [3.9, 3.6, 4, 4.1] },
  { name: 'Parcours Clair', ids: { testapic: 'PC-12' }, marks: [4.1, 4.2, 4.3, 3] },
  { name: 'Opinion Brume', marks: [2.8, 2.2, 3, 3.4] },
  { name: 'Imagerie Solidaire', ids: { isahit: 'IMG-3' }, marks: [4.2, 3.3, 4.3, 3.8] },
  { name: 'Requête Juste', marks: [3.3, 3.9, 3.7, 3.6] },
  {
    name: 'Grappe Express',
    ids: { tacheo: 'grappe-1' },
    alias: ['Grappe', 68, 'Le nom court, dans les messages de refus.'],
    marks: [1.5, 1.4, 1.3, 1.9],
    guess: [
      'Revendrait les avis collectés à plusieurs boutiques.',
      'https://forum.grappe.example/sujet/12',
      33,
    ],
  },
  { name: 'Grappe Exprès', ids: { tacheo: 'grappe-2' }, marks: [1.4, 1.5, 1.2, 1.8] },
  { name: 'Minute Scribe', ids: { tacheo: 'scribe' }, marks: [2.1, 1.8, 2, 2.4] },
  {
    name: 'Pluie d’Avis',
    marks: [1.3, 1.4, 1.3, 1.5],
    guess: [
      'Lié à Piécettes : la page de contact est la même.',
      'https://pluie-avis.example/contact',
      110,
    ],
  },
  {
    name: 'Miette & Co',
    alias: ['Miettes', 150, 'Le nom change d’une tâche à l’autre.'],
    marks: [1.6, 1.3, 1.6, 1.7],
  },
];

/** One client under two names: found out by a member, and joined. */
export const JOIN_PLAN = {
  kept: 'Grappe Express',
  joined: 'Grappe Exprès',
  age: 24,
  reason: 'Même consigne, même adresse de contact, mêmes refus.',
} as const;

/** An id that a member adds, since the platform shows it on the client’s tasks. */
export const IDENTITY_PLANS = [
  { name: 'Vox Harvest', slug: 'appen', externalId: 'VH-2204', age: 88 },
  { name: 'Quill & Sort', slug: 'amazon-mechanical-turk', externalId: 'AQ5S8U1W4Y7Z0B', age: 47 },
  { name: 'ClickOrbit', slug: 'microworkers', externalId: 'orbit-77', age: 130 },
] as const;
