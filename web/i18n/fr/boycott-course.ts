import type { Ballot } from '#shared/collective/boycott-data.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

const ballotKinds: Record<Ballot['kind'], string> = {
  offer: 'Accepter cette offre\u00a0?',
  closing: 'Comment cela finit-il\u00a0?',
  'call-off': 'Arrêter le boycott maintenant\u00a0?',
};

/** What a pledger can answer; the words of an answer that is not here are the answer itself. */
const answers: Record<Ballot['kind'], Readonly<Record<string, string>>> = {
  offer: {
    won: 'L’accepter\u00a0: c’est tout ce qu’on demandait',
    partly: 'L’accepter\u00a0: c’est une partie de ce qu’on demandait',
    'go-on': 'La refuser, et continuer',
  },
  closing: { won: 'Gagné', partly: 'Gagné en partie', lost: 'Perdu', 'called-off': 'Arrêté' },
  'call-off': { 'call-off': 'L’arrêter', 'go-on': 'Continuer' },
};

/** What pledgers are asked, and what they answer. */
export const ballots = {
  title: 'Les votes',
  say: 'Seules les personnes engagées votent, chacune une fois, sans être nommées.',
  kinds: ballotKinds,
  answers,
  offerFrom: (name: string) => `Offre de ${name}`,
  offerHidden: 'Le texte de cette offre n’est plus visible.',
  open: (until: string) => `Le vote est ouvert jusqu’au ${until}.`,
  result: (answer: string) => `Résultat\u00a0: ${answer}.`,
  tooFew: 'Trop peu de votes\u00a0: rien n’est décidé.',
  noResult:
    'Aucune réponse ne l’emporte chez tous et chez les membres établis\u00a0: rien n’est décidé.',
  answer: 'Réponse',
  voices: 'Voix',
};

/** Who held, day by day. */
export const checkIns = {
  title: 'Jour par jour',
  say: 'Ce que disent les personnes engagées. Chacune répond si elle veut.',
  none: 'Personne n’a encore répondu.',
  day: (n: number) => `Jour ${n}`,
  dayHead: 'Jour',
  held: 'ont tenu',
  couldNot: 'n’ont pas pu',
  caption: 'Ont tenu, et n’ont pas pu, par jour',
  table: 'Les mêmes nombres, en tableau',
};

/** What the evidence shows. */
export const effect = {
  title: 'Ce que montrent les preuves',
  say: 'Des faits d’avant et d’après. Ils ne prouvent pas que le boycott en est la cause.',
  reportsCaption: 'Retours de tâche selon le mois du travail, avant et depuis',
  before: 'avant',
  since: 'depuis',
  month: 'Mois',
  count: 'Retours',
  members: 'Membres',
  running: 'Le mois où il commence compte en entier. Des retours arrivent encore plus tard.',
  rewards: 'Récompenses qui ont changé',
  noRewards: 'Aucune récompense n’a changé.',
  replies: (n: number) =>
    `Depuis le début, qui est visé a publié ${count(n, 'réponse', 'réponses')}.`,
  noReplies: 'Depuis le début, qui est visé n’a rien répondu.',
};

/** The pledges, to be counted by anybody. */
export const published = {
  title: 'Les engagements publiés',
  link: 'Compter les engagements vous-même',
  say: 'Tout le monde peut les compter. Aucun ne dit de qui il est.',
  how: 'Comment les compter',
  steps: [
    'Prenez la liste complète ci-dessous\u00a0: c’est un fichier JSON.',
    'Chaque engagement a une clé, un préfixe et une signature.',
    'Vérifiez la signature avec la clé publique du site, et avec chaque autre.',
    'Comptez ceux qui passent. Une clé ne compte qu’une fois.',
    'Comparez avec le nombre de personnes qui pouvaient s’engager.',
  ],
  here: {
    button: 'Les compter ici',
    counting: 'Votre navigateur vérifie chaque signature…',
    fits: (n: string) => `Tout concorde avec le registre public. Signatures valables\u00a0: ${n}.`,
    misfit: 'Attention\u00a0: cela ne concorde pas. Dites-le au forum.',
    waits: 'Le registre public n’a pas encore cette liste. Réessayez dans dix minutes.',
    offline: 'La ligne est coupée. Réessayez plus tard.',
    faults: {
      record: 'Ce que le site montre n’est pas ce que dit le registre public.',
      list: 'Cette liste n’est pas celle du registre public.',
      signature: 'Une signature au moins n’est pas valable.',
      twice: 'Une clé y est deux fois.',
      many: 'Il y a plus d’engagements que de personnes qui pouvaient s’engager.',
    },
  },
  more: 'Plus d’engagements que de personnes qui pouvaient\u00a0? Le site triche\u00a0: dites-le au forum.',
  recipe: 'Le calcul, en détail',
  recipeSay: [
    'Le message a cinq lignes, dont la dernière est vide\u00a0:',
    'La signature porte sur le préfixe de 32\u00a0octets, suivi du message.',
    'Où plusieurs clés signent, les signatures se suivent, celle du site d’abord.',
    'C’est RSA-PSS avec SHA-384, sel de 48\u00a0octets (RFC\u00a09474).',
  ],
  rankLine: 'rang\u00a0: established ou new',
  keyLine: 'clé de l’engagement, en base64',
  all: 'La liste complète (JSON)',
  acts: 'Ce que les personnes engagées ont dit (JSON)',
  publicKey: {
    established: 'Clé publique du site, pour les membres établis',
    new: 'Clé publique du site, pour les comptes récents',
  },
  organiserKey: {
    established: (n: number) => `Clé publique de l’organisateur ${n}, pour les membres établis`,
    new: (n: number) => `Clé publique de l’organisateur ${n}, pour les comptes récents`,
  },
  inRecord: 'Ces clés sont dans le registre public, d’avant le premier engagement.',
  keys: 'Les clés publiées',
  keysSay: (n: number) => `${count(n, 'engagement', 'engagements')}, par ordre de clé.`,
  none: 'Rien n’est publié avant que le boycott commence.',
  rank: { established: 'membre établi', new: 'compte récent' },
};
