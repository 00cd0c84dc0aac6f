import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const members = (n: number): string => count(n, 'membre', 'membres');

export const home = {
  title: 'Cette plateforme paie-t-elle\u00a0?',
  description:
    'Micro-tâches, tests, sondages\u00a0: les membres disent qui les paie, en combien de temps, et qui ne paie pas. Sans publicité ni parrainage.',
  ask: 'Avant de donner dix heures à une plateforme, vérifiez qu’elle paie.',
  all: (n: number) => `Voir les ${n} plateformes`,
  what: [
    'Des micro-travailleurs disent s’ils ont été payés, quand, et s’ils attendent encore.',
    'Une règle publique en tire un statut. Chacun peut le recalculer.',
    'Rien à vendre\u00a0: ni publicité, ni parrainage, ni classement payé.',
  ],
  counts: {
    title: 'Le site en chiffres',
    members: (n: number) => count(n, 'membre', 'membres'),
    payouts: (n: number) => count(n, 'paiement déclaré', 'paiements déclarés'),
    received: (n: number) => count(n, 'reçu', 'reçus'),
    waiting: (n: number) => count(n, 'attendu', 'attendus'),
    refused: (n: number) => count(n, 'refusé', 'refusés'),
    givenUp: (n: number) => count(n, 'abandonné', 'abandonnés'),
  },
  proofs: {
    title: 'Dernières preuves',
    say: 'Montants arrondis, auteurs masqués.',
    all: 'Toutes les preuves',
    none: 'Aucune preuve pour l’instant. La première peut être la vôtre.',
  },
  changes: {
    title: 'Statuts qui ont changé',
    none: 'Aucun statut n’a encore changé.',
    from: (standing: string, month: string) => `avant\u00a0: ${standing} · ${month}`,
  },
  waiting: {
    title: 'Qui fait attendre',
    say: 'Là où des membres attendent plus que le délai normal.',
    none: 'Aucun retard déclaré en ce moment.',
    members: (overdue: number, all: number) =>
      `${members(overdue)} sur ${all} ${overdue < 2 ? 'attend' : 'attendent'}`,
  },
  join: {
    title: 'Déclarer un paiement',
    enough: 'Un pseudonyme et un mot de passe suffisent.',
    hidden: 'Vous restez masqué·e, vos montants sont arrondis.',
    notAsked: 'Ce que nous ne demandons pas',
    not: [
      'ni nom',
      'ni adresse e-mail',
      'ni numéro de téléphone',
      'ni votre compte sur la plateforme',
    ],
    button: 'S’inscrire en une minute',
  },
  wrong: {
    code: (status: number) => `Erreur ${status}`,
    title: 'Cela n’a pas marché',
    missing: {
      title: 'Cette page n’existe pas',
      say: 'Vérifiez l’adresse, ou cherchez une plateforme dans la boîte ci-dessus.',
      add: 'Ajouter une plateforme qui manque',
    },
    withdrawn: {
      title: 'Retiré par son auteur',
      say: 'Un membre a repris ce qu’il avait publié. C’est son droit. Le texte et l’image sont effacés.',
      record: 'Le registre public garde la trace du retrait, rien d’autre.',
    },
    back: 'Revenir à l’accueil',
    all: 'Toutes les plateformes',
  },
};
