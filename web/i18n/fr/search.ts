import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

export const search = {
  title: 'Recherche',
  resultsTitle: (typed: string) => `«\u00a0${typed}\u00a0»`,
  say: 'Plateformes, clients, tâches, preuves, boycotts, sujets et messages.',
  label: 'Que cherchez-vous\u00a0?',
  button: 'Chercher',
  everything: (typed: string) => `Chercher «\u00a0${typed}\u00a0» partout`,

  filters: 'Affiner',
  filtersActive: (n: number) => `Affiner (${count(n, 'filtre', 'filtres')})`,
  kind: 'Seulement',
  any: 'Tout',
  kinds: {
    platform: 'Plateformes',
    client: 'Clients',
    task: 'Tâches',
    proof: 'Preuves',
    boycott: 'Boycotts',
    thread: 'Sujets',
    post: 'Messages du forum',
  },
  platform: 'Plateforme',
  member: 'Écrit par',
  memberHint: 'Un pseudonyme.',
  from: 'Depuis le',
  to: 'Jusqu’au',
  apply: 'Chercher',
  clear: 'Enlever les filtres',
  ignored: (names: string) => `Laissé de côté, car illisible\u00a0: ${names}.`,
  unknownPlatform: (name: string) => `Aucune plateforme ne s’appelle «\u00a0${name}\u00a0».`,
  unknownMember: (name: string) => `Aucun membre ne s’appelle «\u00a0${name}\u00a0».`,
  backwards: 'La fin précède le début. La fin est laissée de côté.',
  tooLong: (limit: number) => `C’est trop long. Une recherche tient en ${limit}\u00a0signes.`,

  found: (n: number, more: boolean) =>
    more
      ? `${count(n, 'message', 'messages')} parmi les plus récents`
      : count(n, 'message correspond', 'messages correspondent'),
  older: 'Pour les plus anciens, choisissez des dates.',
  pageOf: (page: number, pages: number) => `page ${page} sur ${pages}`,
  posts: 'Dans le forum',
  kindOf: { thread: 'Sujet', post: 'Réponse', client: 'Client', boycott: 'Boycott' },
  about: (platform: string) => `sur ${platform}`,
  on: (day: string) => `le ${day}`,
  states: {
    received: 'reçu',
    waiting: 'attendu',
    refused: 'refusé',
    'given-up': 'abandonné',
  },
  alsoKnownAs: (name: string) => `aussi «\u00a0${name}\u00a0»`,
  asked: (month: string) => `demandé en ${month}`,
  allPlatforms: 'Toutes les plateformes',

  meant: 'Vouliez-vous dire',
  questionMark: '\u00a0?',
  nothingFor: (typed: string) => `Rien pour «\u00a0${typed}\u00a0».`,
  instead: (suggestion: string) => `Voici les messages avec «\u00a0${suggestion}\u00a0».`,
  empty: 'Tapez un ou deux mots.',
  emptySay: 'Les accents et les pluriels n’ont pas d’importance.',
  tips: [
    { example: '"en retard"', says: 'les mots dans cet ordre' },
    { example: 'virement -paypal', says: 'sans un mot' },
  ],
  common: 'Ces mots se trouvent partout.',
  commonSay: 'Ajoutez un mot plus précis.',
  noneRecent: (typed: string) => `Rien de récent sur «\u00a0${typed}\u00a0».`,
  none: (typed: string) => `Personne n’a encore parlé de «\u00a0${typed}\u00a0».`,
  noneNarrow: (typed: string) => `Rien avec ces filtres pour «\u00a0${typed}\u00a0».`,
  noneSay: 'Essayez un autre mot, ou posez la question.',
  ask: 'Poser la question',
};
