import type { Correction } from '#shared/directory/platform-corrections.ts';
import type { AddPlatform } from '#shared/directory/platforms.ts';
import { WORKER_NUMBERS } from './worker-numbers.ts';

/** Facts without a form's controls; some days before now. */
export type FactPlan = {
  readonly slug: string;
  readonly age: number;
  readonly facts: Omit<Correction, 'source'>;
  readonly source: string;
};

/** The platforms that the demo invents, added by members. */
export const INVENTED: readonly (AddPlatform & { age: number; slug: string })[] = [
  {
    slug: 'tacheo',
    age: 372,
    name: 'Tâchéo',
    website: 'https://tacheo.example',
    activity: 'online-microtasks',
    country: 'FR',
    source: 'Plateforme inventée pour la démonstration.',
  },
  {
    slug: 'piecettes',
    age: 371,
    name: 'Piécettes',
    website: 'https://piecettes.example',
    activity: 'online-microtasks',
    country: 'BE',
    source: 'Plateforme inventée pour la démonstration.',
  },
  {
    slug: 'sondomatic',
    age: 52,
    name: 'Sondomatic',
    website: 'https://sondomatic.example',
    activity: 'user-tests-surveys-cashback',
    country: 'FR',
    source: 'Plateforme inventée pour la démonstration.',
  },
];

const help = (detail: string): string => `Page d’aide de la plateforme, ${detail}.`;

/** Corrections of facts with their sources, as members bring them over the year. */
export const FACT_PLANS: readonly FactPlan[] = [
  ...WORKER_NUMBERS,
  {
    slug: 'clickworker',
    age: 350,
    facts: { methods: ['paypal', 'bank-transfer'], threshold: '5', currency: 'EUR' },
    source: help('rubrique Paiements'),
  },
  { slug: 'clickworker', age: 348, facts: { promiseDays: 7 }, source: help('« sous sept jours »') },
  {
    slug: 'foule-factory',
    age: 341,
    facts: { methods: ['bank-transfer', 'mangopay'], threshold: '10', currency: 'EUR' },
    source: help('conditions de retrait'),
  },
  {
    slug: 'foule-factory',
    age: 339,
    facts: { promiseDays: 10, aliases: ['Foulefactory', 'FF'] },
    source: help('délai de virement'),
  },
  {
    slug: 'tacheo',
    age: 365,
    facts: {
      promiseDays: 10,
      methods: ['paypal', 'bank-transfer'],
      threshold: '5',
      currency: 'EUR',
    },
    source: 'Conditions générales, lues à l’inscription.',
  },
  { slug: 'tacheo', age: 96, facts: { promiseDays: 30 }, source: 'Message reçu de la plateforme.' },
  {
    slug: 'piecettes',
    age: 360,
    facts: {
      promiseDays: 15,
      methods: ['paypal', 'bank-transfer'],
      threshold: '10',
      currency: 'EUR',
    },
    source: 'Conditions générales, article 6.',
  },
  {
    slug: 'piecettes',
    age: 240,
    facts: { aliases: ['Piécettes.app'] },
    source: 'Nom de l’application sur le téléphone.',
  },
  {
    slug: 'sondomatic',
    age: 44,
    facts: { methods: ['paypal', 'gift-card'], threshold: '2', currency: 'EUR', promiseDays: 5 },
    source: 'Page d’accueil de la plateforme.',
  },
  {
    slug: 'testapic',
    age: 330,
    facts: { methods: ['bank-transfer', 'paypal'], threshold: '10', currency: 'EUR' },
    source: help('foire aux questions'),
  },
  {
    slug: 'testapic',
    age: 210,
    facts: { promiseDays: 30 },
    source: help('« dans le mois qui suit »'),
  },
  {
    slug: 'microworkers',
    age: 322,
    facts: { methods: ['paypal', 'payoneer', 'skrill'], threshold: '9', currency: 'USD' },
    source: help('page des retraits'),
  },
  {
    slug: 'microworkers',
    age: 140,
    facts: { threshold: '10', currency: 'USD' },
    source: 'Mon dernier retrait : refusé à 9,40 dollars.',
  },
  {
    slug: 'isahit',
    age: 318,
    facts: {
      methods: ['orange-money', 'mtn-momo', 'wave', 'mvola', 'moov-money', 'airtel-money'],
      promiseDays: 15,
    },
    source: 'Message de bienvenue, reçu à l’inscription.',
  },
  {
    slug: 'isahit',
    age: 200,
    facts: { aliases: ['Isahit France'] },
    source: 'Nom écrit sur mes relevés.',
  },
  {
    slug: 'appen',
    age: 310,
    facts: { methods: ['payoneer', 'paypal'], promiseDays: 30 },
    source: help('facturation mensuelle'),
  },
  {
    slug: 'appen',
    age: 188,
    facts: { threshold: '10', currency: 'USD' },
    source: help('seuil de facturation'),
  },
  {
    slug: 'roamler',
    age: 300,
    facts: {
      methods: ['paypal', 'bank-transfer'],
      threshold: '1',
      currency: 'EUR',
      promiseDays: 7,
    },
    source: 'Écran « Retirer » de l’application.',
  },
  {
    slug: 'loonea',
    age: 290,
    facts: {
      methods: ['paypal', 'gift-card', 'bank-transfer'],
      threshold: '10',
      currency: 'EUR',
      promiseDays: 30,
    },
    source: help('boutique des cadeaux'),
  },
  {
    slug: 'moolineo',
    age: 280,
    facts: {
      methods: ['paypal', 'gift-card'],
      threshold: '20',
      currency: 'EUR',
      promiseDays: 30,
    },
    source: help('boutique des cadeaux'),
  },
  {
    slug: 'bemyeye',
    age: 270,
    facts: { methods: ['paypal'], threshold: '5', currency: 'EUR' },
    source: 'Écran de retrait de l’application.',
  },
  {
    slug: 'bemyeye',
    age: 120,
    facts: { methods: ['paypal', 'cheque'] },
    source: 'Entendu dans un groupe de discussion.',
  },
  {
    slug: 'clic-and-walk',
    age: 262,
    facts: {
      methods: ['paypal', 'bank-transfer'],
      threshold: '10',
      currency: 'EUR',
      promiseDays: 21,
    },
    source: help('délais'),
  },
  {
    slug: 'amazon-mechanical-turk',
    age: 255,
    facts: { aliases: ['MTurk', 'Mechanical Turk'], methods: ['bank-transfer', 'gift-card'] },
    source: help('paiements hors des États-Unis'),
  },
  {
    slug: 'ferpection',
    age: 245,
    facts: {
      methods: ['paypal', 'bank-transfer'],
      threshold: '20',
      currency: 'EUR',
      promiseDays: 15,
    },
    source: help('rémunération'),
  },
  {
    slug: 'lionbridge',
    age: 236,
    facts: { methods: ['payoneer', 'bank-transfer'], promiseDays: 30 },
    source: 'Contrat de prestation, article 4.',
  },
  {
    slug: 'lionbridge',
    age: 110,
    facts: { boughtBy: ['TELUS International'] },
    source: 'Communiqué du rachat de la branche IA, fin 2020.',
  },
  {
    slug: 'pactera',
    age: 230,
    facts: { aliases: ['Pactera EDGE'], methods: ['payoneer'] },
    source: 'En-tête des messages reçus.',
  },
  {
    slug: 'clixsense',
    age: 228,
    facts: { renamedTo: ['ySense'] },
    source: 'Annonce du changement de nom, 2019.',
  },
  {
    slug: 'figure-eight',
    age: 333,
    facts: { aliases: ['CrowdFlower'], boughtBy: ['Appen'], methods: ['paypal', 'payoneer'] },
    source: 'Communiqué du rachat, mars 2019.',
  },
  {
    slug: '5euros',
    age: 205,
    facts: { methods: ['paypal', 'bank-transfer'], threshold: '5', currency: 'EUR' },
    source: help('page des revenus'),
  },
  {
    slug: 'streetbees',
    age: 160,
    facts: { methods: ['paypal'], threshold: '1', currency: 'EUR' },
    source: 'Application, écran des gains.',
  },
  {
    slug: 'mobeye',
    age: 150,
    facts: { threshold: '8', currency: 'EUR', methods: ['paypal'] },
    source: 'Application, écran des gains.',
  },
  {
    slug: 'winminute',
    age: 142,
    facts: { methods: ['paypal'], threshold: '28', currency: 'EUR' },
    source: 'Application, écran des gains.',
  },
];

/** Corrections that somebody disputes or undoes, by platform and age of the correction. */
export const DISPUTES: readonly { slug: string; of: number; age: number; reason: string }[] = [
  {
    slug: 'tacheo',
    of: 96,
    age: 94,
    reason: 'La page d’aide dit toujours dix jours. Le message n’engage personne.',
  },
  {
    slug: 'winminute',
    of: 142,
    age: 90,
    reason: 'J’ai retiré quinze euros. Le seuil est plus bas.',
  },
];
export const UNDOINGS: readonly { slug: string; of: number; age: number; source: string }[] = [
  {
    slug: 'bemyeye',
    of: 120,
    age: 117,
    source: 'L’écran de retrait ne propose que PayPal.',
  },
];
