import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const members = (n: number): string => count(n, 'membre', 'membres');
const runs = (n: number): string => count(n, 'fois', 'fois');
const days = (n: number): string => count(n, 'jour', 'jours');

/** Tasks of the moment, and the page of one task. */
export const taskPages = {
  title: 'Tâches du moment',
  titleOf: (name: string) => `Tâches du moment sur ${name}`,
  say: 'Ce qu’elles rapportent de l’heure, temps non payé compris, d’après les membres.',
  description:
    'Récompense, durée, gain par heure et refus des micro-tâches, déclarés par celles et ceux qui les font.',
  report: 'Déclarer une tâche',
  sorted: 'Trier par',
  sorts: { recent: 'Dernier retour', pay: 'Gain par heure' },
  payDays: (days: number, n: number) =>
    `Les mieux payées de l’heure, sur ${days}\u00a0jours. Dès ${members(n)}, dont un établi.`,
  platform: 'Plateforme',
  filter: 'Afficher',
  all: 'Toutes les plateformes',
  unknownPlatform: (typed: string) => `Nous ne connaissons pas «\u00a0${typed}\u00a0».`,
  empty: 'Personne n’a encore déclaré de tâche ici.',
  emptyOf: (name: string) => `Personne n’a encore déclaré de tâche sur ${name}.`,
  emptySay: 'Une récompense, un temps\u00a0: deux minutes suffisent, et les suivants sauront.',
  next: 'Tâches suivantes',
  first: 'Revenir au début',

  columns: {
    reward: 'Récompense',
    hourly: 'De l’heure',
    time: 'Durée médiane',
    refused: 'Refusées',
    last: 'Dernier retour',
  },
  on: (name: string) => `sur ${name}`,
  by: (n: number, all: number) => `${members(n)}, ${runs(all)}`,
  refused: (share: string, without: string) => `${share}, sans raison ${without}`,
  neverRefused: 'aucune',
  none: 'inconnu',
  ago: {
    hours: (n: number) =>
      n === 0 ? 'il y a moins d’une heure' : `il y a ${count(n, 'heure', 'heures')}`,
    week: 'cette semaine',
  },

  task: {
    on: 'Sur',
    client: 'Client\u00a0:',
    clientUnknown: 'Client inconnu',
    description: (platform: string, hourly: string) => `Tâche sur ${platform}. ${hourly}`,
    hourly: (amount: string, n: number) => `${amount} de l’heure, d’après ${members(n)}.`,
    half: (low: string, high: string) => `La moitié gagne entre ${low} et ${high}.`,
    noHourly: 'Gain par heure inconnu\u00a0: personne n’a encore mesuré son temps.',
    noReports: 'Aucun retour ne compte encore pour cette tâche.',
    beside: 'À côté du salaire minimum',
    reportThis: 'Déclarer cette tâche',
    figures: 'Ce que disent les membres',
    rows: {
      reward: 'Récompense',
      reports: 'Retours',
      hourly: 'Gain par heure, médian',
      time: 'Durée médiane d’une fois',
      refused: 'Refusées',
      withoutReason: 'Refusées sans raison',
      screenOuts: 'Éjections en route, non payées',
      approval: 'Validation, délai médian',
      contact: 'Réponse du client',
      recommends: 'La recommandent',
      last: 'Dernier retour',
    },
    between: (low: string, high: string) => `la moitié entre ${low} et ${high}`,
    refusedBy: (n: number, of: number) => `${n} sur ${members(of)}`,
    approvalDays: (n: number) => (n === 0 ? 'le jour même' : days(n)),
    answered: (n: number, tried: number) => `${n} sur ${tried}`,
    answeredSmall: 'qui ont écrit',
    opinions: (yes: number, of: number) => `${yes} sur ${members(of)}`,
    breaksTerms: (n: number) =>
      `D’après ${members(n)}, cette tâche enfreint les règles de la plateforme.`,
    ethics: {
      'judges-people': (n: number) =>
        `D’après ${members(n)}, elle demande de juger des gens sur leur origine ou leur apparence.`,
      'others-data': (n: number) =>
        `D’après ${members(n)}, elle demande les données personnelles d’autres gens.`,
      shocking: (n: number) => `D’après ${members(n)}, elle montre des contenus choquants.`,
      deceives: (n: number) => `D’après ${members(n)}, elle sert à tromper.`,
      other: (n: number) => `D’après ${members(n)}, elle pose un autre problème éthique.`,
    },
    reports: 'Retours de tâche',
    reportsSay: 'Nombres, durées et gains arrondis, mois seulement.',
    noList: 'Pas encore de retour. Soyez la première ou le premier.',
    older: 'Retours plus anciens',
    newest: 'Revenir aux derniers retours',
  },
  done: {
    'task-report-published':
      'Merci. Votre retour compte dès maintenant dans les chiffres ci-dessous.',
    'task-report-changed': 'Votre retour est modifié.',
    'client-attached': 'C’est noté\u00a0: le client de cette tâche est changé.',
  },
  run: {
    paid: (n: number) => count(n, 'payée', 'payées'),
    refusedWithReason: (n: number) =>
      count(n, 'refusée avec une raison', 'refusées avec une raison'),
    refusedWithoutReason: (n: number) => count(n, 'refusée sans raison', 'refusées sans raison'),
    screenOuts: (n: number) => count(n, 'éjection', 'éjections'),
    broken: (n: number) => count(n, 'en panne', 'en panne'),
    abandoned: (n: number) => count(n, 'abandonnée', 'abandonnées'),
    pending: (n: number) => count(n, 'en attente', 'en attente'),
  },
  one: {
    worked: (month: string) => `Faite en ${month}`,
    posted: (month: string) => `déclarée en ${month}`,
    time: (time: string) => `${time} en tout`,
    approval: (n: number) => (n === 0 ? 'validée le jour même' : `validée en ${days(n)}`),
    contact: { 'not-tried': '', unanswered: 'client resté muet', answered: 'client a répondu' },
    recommends: 'la recommande',
    advisesAgainst: 'la déconseille',
    breaksTerms: 'enfreint les règles de la plateforme',
    ethics: {
      'judges-people': 'juge des gens',
      'others-data': 'données d’autres gens',
      shocking: 'contenus choquants',
      deceives: 'sert à tromper',
      other: 'autre problème éthique',
    },
    solicited: 'Demandé ou payé\u00a0: ne compte pas dans les chiffres.',
    edit: 'Modifier mon retour',
  },

  section: {
    title: 'Tâches du moment',
    say: 'Gain par heure, temps non payé compris, et refus.',
    all: 'Voir toutes ses tâches',
    clients: 'Clients',
    clientsSay: 'Qui commande les tâches ici, d’après les retours.',
    reports: (n: number) => count(n, 'retour', 'retours'),
    withoutReason: (share: string) => `${share} refusés sans raison`,
    rated: (mark: string, n: number) => `${mark} sur 5, ${count(n, 'avis', 'avis')}`,
    allClients: 'Voir tous ses clients',
  },
};
