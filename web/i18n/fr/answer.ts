import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const members = (n: number): string => count(n, 'membre', 'membres');
const payouts = (n: number): string => count(n, 'paiement', 'paiements');
const days = (n: number): string => count(n, 'jour', 'jours');
const dues = (n: number): string => count(n, 'paiement dû', 'paiements dus');
const within = (n: number): string => (n === 0 ? 'le jour même' : `en ${days(n)}`);

/** The page of a platform: the answer, the slip that proves it, and why. */
export const answer = {
  activities: {
    'online-microtasks': 'Micro-tâches en ligne',
    'online-microtasks-freelance': 'Micro-tâches et missions en ligne',
    'local-microtasks': 'Micro-tâches sur le terrain',
    'user-tests': 'Tests utilisateurs',
    'user-tests-surveys-cashback': 'Tests, sondages et cashback',
    other: 'Autre activité',
  },
  founded: (year: number) => `depuis ${year}`,
  stampSince: (month: string) => `depuis ${month}`,

  lead: {
    reliable: (n: number) => `D’après ${members(n)}, oui.`,
    promising: (n: number) => `D’après ${members(n)}, plutôt oui.`,
    doubtful: (n: number) => `D’après ${members(n)}, pas toujours.`,
    'not-paying': (n: number) => `D’après ${members(n)}, non.`,
    unknown: (n: number) =>
      n === 0 ? 'Personne ne l’a encore dit ici.' : `D’après ${members(n)}, trop tôt pour le dire.`,
    closed: (_: number) => 'Cette plateforme a fermé.',
  },
  arrivedShare: (share: string, due: number) =>
    `${share} des ${dues(due)} en 12\u00a0mois sont arrivés`,
  arrivedCount: (received: number, due: number) =>
    due === 1
      ? `Le seul paiement dû en 12\u00a0mois ${received === 1 ? 'est arrivé' : 'n’est pas arrivé'}`
      : `Sur ${dues(due)} en 12\u00a0mois, ${received < 2 ? `${received} est arrivé` : `${received} sont arrivés`}`,
  nothingDue: 'Aucun paiement n’était dû en 12\u00a0mois.',
  half: (n: number) => `la moitié ${within(n)}`,
  last: (ago: string) => `Le dernier a été reçu ${ago}.`,
  noneReceived: 'Nous n’en connaissons aucun reçu.',
  missing: (n: number) =>
    `Pour ${members(n)}, un paiement manque\u00a0: refusé, partiel ou attendu depuis trop longtemps.`,
  counted: (asked: number, parts: readonly string[]) =>
    `Sur ${payouts(asked)}\u00a0: ${parts.join(', ')}.`,
  received: (n: number) => count(n, 'reçu', 'reçus'),
  waiting: (n: number) => count(n, 'attendu', 'attendus'),
  refused: (n: number) => count(n, 'refusé', 'refusés'),
  givenUp: (n: number) => count(n, 'abandonné', 'abandonnés'),
  tasksBoth: (hourly: string, share: string) =>
    `Ses tâches rapportent ${hourly} de l’heure\u00a0; ${share} sont refusées sans raison.`,
  tasksPay: (hourly: string) => `Ses tâches rapportent ${hourly} de l’heure.`,
  tasksRefused: (share: string) => `${share} des tâches rendues sont refusées sans raison.`,
  needMore: (min: number) => `Il en faut davantage, de ${min}\u00a0membres au moins.`,
  needStronger: 'Il en faut davantage, récents ou de membres établis.',
  recordedClosed: (day: string) => `Fermeture enregistrée le ${day}.`,
  beFirst: 'Vous y avez travaillé\u00a0? Votre réponse aidera les suivants.',

  manyWait: (n: number, days: number) =>
    `${members(n)} attendent depuis plus de deux fois le délai normal. Rien de reçu en ${days}\u00a0jours.`,
  mostlyNew:
    'Surtout des comptes récents\u00a0: il faut des membres établis pour changer ce statut.',
  noNews: (ago: string) => `Plus assez de nouvelles récentes\u00a0: les dernières datent d’${ago}.`,
  agoLessThanMonth: 'il y a moins d’un mois',
  agoMonths: (n: number) => `il y a environ ${n}\u00a0mois`,
  agoYears: (n: number) => `il y a environ ${count(n, 'an', 'ans')}`,

  slip: {
    title: 'Ce que disent les membres',
    asked: 'Paiements demandés',
    by: (n: number) => `par ${members(n)}`,
    received: 'Reçus',
    withScreenshot: (n: number) => `dont ${n} avec une capture d’écran`,
    waiting: 'Encore attendus',
    oldest: (n: number) => `le plus ancien depuis environ ${days(n)}`,
    refused: 'Refusés',
    givenUp: 'Abandonnés',
    incidents: 'Incidents signalés',
    closedAccounts: 'Comptes fermés',
    withoutReason: (n: number) => `dont ${n} sans raison donnée`,
    hourly: 'Gain par heure, médian',
    hourlyBy: (n: number) => `temps non payé compris, d’après ${members(n)}`,
    refusedWithoutReason: 'Tâches refusées sans raison',
    refusedBy: (n: number, of: number) => `déclaré par ${n} sur ${members(of)}`,
    threshold: 'Seuil de paiement',
    promise: 'Délai promis',
    promiseDays: (n: number) => (n === 0 ? 'le jour même' : days(n)),
    share: 'Part arrivée',
    shareOf: (n: number) => `sur ${dues(n)} en 12\u00a0mois`,
    emptyTitle: 'Ce bulletin est vide',
    empty:
      'Les membres y inscrivent leurs paiements, reçus ou attendus. Trois membres suffisent pour un premier statut.',
    begin: 'Pour commencer',
    steps: [
      'Dites si vous avez été payé·e, combien et quand. Comptez trente secondes.',
      'Ajoutez une capture d’écran si vous en avez une.',
      'Votre nom n’apparaît pas. Les montants sont arrondis.',
    ],
  },

  why: {
    title: (standing: string) => `Pourquoi «\u00a0${standing}\u00a0»\u00a0?`,
    chances: (mean: number, low: number, high: number) =>
      `${mean} chances sur 100 qu’un paiement arrive (entre ${low} et ${high}).`,
    noChances: 'Trop peu de preuves pour donner une chance sur 100.',
    established: (n: number, days: number) =>
      `${count(n, 'membre établi', 'membres établis')} en ${days}\u00a0jours.`,
    establishedOnly: (n: number, mean: number, low: number, high: number) =>
      `D’après ${n < 2 ? `le seul membre établi` : `les seuls membres établis (${n})`}\u00a0: ${mean} sur 100 (entre ${low} et ${high}).`,
    missing: (n: number, late: number, days: number) =>
      `Impayés\u00a0: ${members(n)}. Retard, refus ou paiement partiel en ${days}\u00a0jours\u00a0: ${members(late)}.`,
    last: (ago: string) => `Dernier paiement reçu ${ago}.`,
    noneReceived: 'Aucun paiement reçu.',
    expected: (n: number) =>
      `Délai normal ici\u00a0: ${days(n)}. Au double, un paiement est impayé.`,
    since: (month: string) => `Ce statut tient depuis ${month}.`,
    weight: (n: string) => `Les preuves pèsent ${n} en tout\u00a0: les récentes comptent plus.`,
    changes: 'Ce qui changerait ce statut',
    would: (standing: string) => `Vers «\u00a0${standing}\u00a0»`,
    rule: 'La règle, expliquée et recalculable',
    history: 'Tous les statuts de cette plateforme',
    conditions: {
      low: (bound: number, now: number) =>
        `bas de l’intervalle à ${bound} sur 100 ou plus (${now} aujourd’hui)`,
      lowUnder: (bound: number, now: number) =>
        `bas de l’intervalle sous ${bound} sur 100 (${now} aujourd’hui)`,
      high: (bound: number, now: number) =>
        `haut de l’intervalle à ${bound} sur 100 ou moins (${now} aujourd’hui)`,
      highOver: (bound: number, now: number) =>
        `haut de l’intervalle au-dessus de ${bound} sur 100 (${now} aujourd’hui)`,
      mean: (bound: number, now: number) => `${bound} chances sur 100 ou plus (${now} aujourd’hui)`,
      firstMean: (bound: number) => `${bound} chances sur 100 ou plus`,
      established: (bound: number, days: number, now: number) =>
        `au moins ${bound} membres établis en ${days}\u00a0jours (${now} aujourd’hui)`,
      fewerEstablished: (bound: number, days: number, now: number) =>
        `moins de ${bound} membres établis en ${days}\u00a0jours (${now} aujourd’hui)`,
      receipt: (days: number) => `un paiement reçu par un membre établi en ${days}\u00a0jours`,
      noReceipt: (days: number) => `aucun paiement reçu par un membre établi en ${days}\u00a0jours`,
      unpaid: (bound: number, now: number) =>
        `au moins ${bound} membres sans leur dû (${now} aujourd’hui)`,
      fewerUnpaid: (bound: number, now: number) =>
        `moins de ${bound} membres sans leur dû (${now} aujourd’hui)`,
      late: (bound: number, days: number, now: number) =>
        `au moins ${bound} membres en retard, refusés ou payés en partie en ${days}\u00a0jours (${now} aujourd’hui)`,
      weight: (bound: number, members: number) =>
        `des preuves d’un poids de ${bound}, de ${members}\u00a0membres au moins`,
      weightEstablished: (bound: number) => `dont un poids de ${bound} de membres établis`,
      decision: 'une décision motivée d’un modérateur',
      all: 'Il faut tout\u00a0:',
      any: 'Il suffit d’un point\u00a0:',
    },
  },

  proofs: {
    title: 'Dernières preuves',
    say: 'Montants arrondis, mois de la demande seulement.',
    all: (n: number) => (n < 2 ? 'Voir la preuve' : `Voir les ${n}\u00a0preuves`),
  },
  incidents: {
    title: 'Incidents signalés',
    say: 'Ils n’entrent pas dans le statut. Ils se lisent à côté.',
  },
  reviews: {
    title: (n: number) => (n === 0 ? 'Avis' : `Avis de ${members(n)}`),
    say: 'Des opinions, qui ne changent pas le statut.',
  },
  facts: 'Fiche pratique',

  act: {
    label: 'Votre réponse',
    paid: 'J’ai été payé·e',
    waiting: 'J’attends encore',
    task: 'J’ai fait une tâche',
    incident: 'Compte fermé, solde bloqué, tâches refusées\u00a0? Signalez un incident.',
  },
  follow: {
    title: 'Prévenez-moi',
    say: 'Un statut qui change, des membres qui attendent, une réponse de la plateforme.',
    feed: 'Sans compte ni adresse, dans un lecteur de flux\u00a0:',
    link: 'Flux Atom de cette plateforme',
  },

  search: (name: string, text: string) => `${name}, arnaque ou fiable\u00a0? ${text}`,

  done: {
    'payout-published': 'Merci. Votre paiement compte dès maintenant dans les chiffres ci-dessous.',
    'payout-withdrawn': 'Votre paiement est retiré, et sa capture effacée.',
    'incident-published': 'Merci. Votre incident est publié ci-dessous.',
    'incident-echoed': 'C’est noté\u00a0: à vous aussi.',
    'incident-echo-withdrawn': 'C’est noté\u00a0: votre «\u00a0moi aussi\u00a0» est retiré.',
    'incident-changed': 'Votre incident est modifié.',
    'incident-withdrawn': 'Votre incident est retiré.',
    'review-published': 'Merci. Votre avis est publié ci-dessous.',
    'review-changed': 'Votre avis est modifié.',
    'review-withdrawn': 'Votre avis est retiré.',
    'platform-added': 'Merci. La plateforme est ajoutée\u00a0: à vous de dire si elle paie.',
  },
};
