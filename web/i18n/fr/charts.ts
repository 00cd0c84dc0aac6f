import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const days = (n: number): string => count(n, 'jour', 'jours');
const within = (n: number): string => (n === 0 ? 'le jour même' : `en ${days(n)}`);

/** The evidence in pictures, on the page of a platform. */
export const charts = {
  table: 'Ces chiffres en tableau',

  delay: {
    title: 'Combien de temps attendre\u00a0?',
    say: (half: string, most: string) => `${half}, ${most}.`,
    halfPaid: (n: number) => `La moitié est payée ${within(n)}`,
    halfNotPaid: 'Moins de la moitié est payée à ce jour',
    mostPaid: (n: number) => `95\u00a0% ${within(n)}`,
    mostNotPaid: 'les 95\u00a0% ne sont pas atteints',
    stillWaiting: (members: number, longest: number) =>
      members < 2
        ? `Un membre attend encore, depuis environ ${days(longest)}.`
        : `${count(members, 'membre', 'membres')} attendent encore, le plus ancien depuis environ ${days(longest)}.`,
    alt: 'Part des paiements arrivés selon le nombre de jours',
    half: (n: number) => `la moitié\u00a0: ${n === 0 ? 'le jour même' : days(n)}`,
    halfMissing: 'la moitié\u00a0: pas atteinte',
    most: (n: number) => `95\u00a0%\u00a0: ${n === 0 ? 'le jour même' : days(n)}`,
    mostMissing: '95\u00a0%\u00a0: pas atteint',
    band: (level: string) =>
      `Sur 12\u00a0mois. La bande autour de la courbe est l’intervalle à ${level}. Les paiements attendus comptent tant qu’ils attendent, les refusés comme jamais payés.`,
    differs:
      'La courbe compte aussi les paiements pas encore dus, et aucun reçu à une date oubliée\u00a0: elle peut rester sous la part arrivée.',
    givenUp: 'Un paiement abandonné compte comme attendu jusqu’à l’abandon.',
    days: (n: number) => days(n),
    columns: { day: 'Jours', share: 'Part arrivée', low: 'au moins', high: 'au plus' },
  },

  months: {
    title: 'Mois par mois',
    say: 'Par mois de la demande, ce que les paiements sont devenus.',
    alt: 'Paiements reçus, attendus et refusés, par mois de la demande',
    legend: (what: string, n: string) => `${what}\u00a0: ${n}`,
    received: 'reçus',
    waiting: 'attendus',
    refused: 'refusés',
    givenUp: 'abandonnés',
    refusedOrGivenUp: 'refusés ou abandonnés',
    month: 'Mois',
    none: 'Aucun paiement demandé depuis 24\u00a0mois.',
    leftOut: 'Les mois sans demande ne sont pas listés.',
  },

  methods: {
    title: 'Combien, et par quel moyen',
    say: 'Montants reçus en 12\u00a0mois, arrondis.',
    how: 'La barre va du quart le plus bas au quart le plus haut. Le trait est la médiane.',
    alt: (low: string, median: string, high: string) =>
      `De ${low} à ${high} pour la moitié du milieu, médiane ${median}`,
    received: (n: number) => count(n, 'reçu', 'reçus'),
    delay: (n: number) => `la moitié ${within(n)}`,
    delayMissing: 'moins de la moitié à ce jour',
    few: (min: number, list: string) => `Moins de ${min} reçus\u00a0: ${list}.`,
    fewOf: (method: string, currency: string, n: number) => `${method} en ${currency} (${n})`,
    columns: {
      method: 'Moyen',
      currency: 'Monnaie',
      received: 'Reçus',
      low: 'Un quart au plus',
      median: 'Médiane',
      high: 'Trois quarts au plus',
      delay: 'Moitié en jours',
    },
  },

  countries: {
    title: 'Selon le pays des membres',
    say: 'Pour qui dit son pays, et à partir de dix membres d’un même pays.',
    members: (floor: number, n: string) =>
      floor === 0 ? 'moins de 10\u00a0membres' : `${n}\u00a0membres ou plus`,
    tenths: (n: number) => `environ ${n} sur 10 arrivés`,
    tooFew: 'trop peu pour une part',
    elsewhere: 'Ailleurs, ou pays non dit',
    note: (month: string) =>
      `Paiements dus en 12\u00a0mois, publiés avant ${month}. Recompté une fois par mois, arrondi pour ne désigner personne.`,
  },
};
