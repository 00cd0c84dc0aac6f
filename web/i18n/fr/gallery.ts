import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

/** The wall of proofs and what stands around one proof. */
export const gallery = {
  title: 'Preuves de paiement',
  say: 'Ce que des membres ont reçu, captures à l’appui. Montants arrondis.',
  description: 'Captures d’écran de paiements reçus de plateformes de micro-travail.',
  kinds: {
    proofs: 'Preuves avec image',
    all: 'Tous les paiements',
    waiting: 'En attente',
    refused: 'Refusés',
  },
  filters: 'Filtrer',
  filtersActive: (n: number) => `Filtrer (${count(n, 'filtre', 'filtres')})`,
  platform: 'Plateforme',
  method: 'Moyen de paiement',
  anyMethod: 'Tous les moyens',
  month: 'Demandé en',
  monthHint: 'Année et mois, par exemple 2026-03.',
  from: 'Montant, au moins',
  to: 'Montant, au plus',
  currency: 'Monnaie',
  anyCurrency: 'Toutes',
  send: 'Filtrer',
  clear: 'Tout montrer',
  ignored: (names: string) => `Ce filtre n’a pas pu être lu\u00a0: ${names}.`,
  found: (n: number, more: boolean) =>
    more
      ? `Plus de ${count(n, 'paiement', 'paiements')}`
      : count(n, 'paiement correspond', 'paiements correspondent'),
  none: 'Rien ici pour l’instant.',
  noneFits: 'Aucun paiement ne correspond.',
  noneWith: 'Sans image, il y en a peut-être\u00a0:',
  seeAll: 'voir tous les paiements',
  wider: 'Essayez un autre mois, ou des montants plus larges.',
  unknownPlatform: (name: string) => `Aucune plateforme ne s’appelle «\u00a0${name}\u00a0».`,
  be: 'Vous avez été payé·e\u00a0? Votre capture serait la première.',
  next: 'Plus anciennes',

  history: {
    title: 'Son histoire',
    say: 'Ce que le registre public en dit, au mois près.',
    times: (what: string, n: number) => `${what}, ${n}\u00a0fois`,
    record: 'Le registre public',
  },
  link: {
    title: 'La montrer à quelqu’un',
    say: 'Cette adresse reste la même. L’aperçu ne montre jamais la capture.',
    label: 'Adresse de cette page',
    copy: 'Copier',
    copied: 'Copiée',
    preview: 'Voir l’aperçu',
  },
  image: {
    about: (amount: string) => `environ ${amount}`,
    rows: {
      amount: 'Montant',
      asked: 'Demandé en',
      due: 'Prévu en',
      delay: 'Délai',
      waits: 'Attend depuis',
      method: 'Moyen',
    },
    share: 'Part arrivée',
    due12m: 'Paiements dus en 12\u00a0mois',
    half: 'La moitié en',
    waiting: 'Encore attendus',
    members: 'Membres',
    alt: (title: string, facts: string) => `${title}. ${facts}`,
  },
};
