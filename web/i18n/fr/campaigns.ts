import * as rule from '#shared/evidence/campaign-constants.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const members = (n: number): string => count(n, 'membre', 'membres');
const accounts = (n: number): string => count(n, 'compte', 'comptes');

export const campaigns = {
  title: 'Ce qui sort de l’ordinaire',
  say: 'Le site cherche les publications en série. Rien n’est effacé.',
  windows: { week: 'une semaine', fortnight: 'deux semaines', month: 'un mois' },
  months: (first: string, last: string) =>
    first === last ? `en ${first}` : `entre ${first} et ${last}`,
  says: { praise: 'en disent du bien', blame: 'en disent du mal' },
  burst: (n: number, say: string, window: string) => `En ${window}, ${members(n)} ${say}.`,
  usual: (n: string, when: string) => `C’était ${when}. D’habitude, c’est environ ${n}.`,
  cohort: (n: number, say: string, window: string) =>
    `En ${window}, ${accounts(n)} de moins de ${rule.YOUNG_ACCOUNT_DAYS}\u00a0jours ${say}.`,
  cohortShare: (share: string, usual: string) =>
    `Ces comptes récents font ${share} de ces voix, contre ${usual} d’habitude.`,
  contradiction: (opposite: number, witnesses: number) =>
    `Au même moment, ${opposite} membres de confiance sur ${witnesses} disent le contraire.`,
  noContradiction:
    'Ils comptent comme les autres. Trop peu de membres de confiance disent le contraire.',
  suspects: (n: number) => `${n} de ces comptes ne comptent pas pour l’instant.`,
  fewSuspects: 'Quelques-uns de ces comptes ne comptent pas pour l’instant.',
  lockstep: (n: number, voices: number) =>
    `${accounts(n)} publient aux mêmes moments sur les mêmes plateformes. Ils comptent pour ${count(voices, 'voix', 'voix')}.`,
  fewInLockstep:
    'Quelques comptes publient aux mêmes moments sur les mêmes plateformes. Ils comptent pour une voix.',
  unproven: (share: string, n: number, when: string) =>
    `Sans preuve, ${share} de ${members(n)} en disent du bien, ${when}.`,
  proven: (share: string, n: number) => `Avec une preuve, c’est ${share} de ${members(n)}.`,
  effect: 'Ce que cela change',
  without: 'Sans ces comptes',
  with: 'Avec ces comptes',
  chances: (mean: number) => `${mean} chances sur 100`,
  noChances: 'trop peu de preuves',
  kept: 'Ces publications restent visibles et sont marquées.',
  rule: 'Comment le site repère ces séries',
  history: 'Tout ce qui a été repéré',
  historyNone: 'Rien n’a été repéré.',
  states: {
    open: 'En cours',
    lifted: 'Levé par une décision',
    ended: 'Terminé',
  },

  decision: {
    kinds: { 'lift-finding': 'Constat levé', 'restore-finding': 'Constat rétabli' },
    open: {
      'lift-finding': 'Proposer de lever ce constat',
      'restore-finding': 'Proposer de rétablir ce constat',
    },
    rule: 'Règle',
    rules: {
      'known-cause': 'Un fait public explique cette affluence',
      'real-members': 'Ces comptes sont bien des personnes différentes',
      'wrong-count': 'Le calcul se trompe',
      'lifted-by-mistake': 'Il avait été levé par erreur',
      'new-facts': 'Des faits nouveaux sont connus',
      'restored-by-mistake': 'Il avait été rétabli par erreur',
    },
    reason: 'Raison',
    reasonHint: 'Ce qui le montre, en une ou deux phrases. Elle sera publique.',
  },

  card: 'Ne compte pas pour l’instant',
  proof:
    'Cette publication ne compte pas pour l’instant. Elle fait partie d’une série inhabituelle.',
  why: 'Voir pourquoi',

  bought: {
    title: 'Publications achetées',
    praise: (n: number) =>
      n < 2
        ? '1\u00a0membre signale une tâche qui paie pour en dire du bien.'
        : `${members(n)} signalent une tâche qui paie pour en dire du bien.`,
    blame: (n: number) =>
      n < 2
        ? '1\u00a0membre signale une tâche qui paie pour en dire du mal.'
        : `${members(n)} signalent une tâche qui paie pour en dire du mal.`,
    outside: 'Cela n’entre pas dans le statut.',
    see: 'Voir ces tâches',
    report: 'Signaler une tâche qui paie pour publier ici',
  },

  method: {
    title: 'Les publications en série',
    points: [
      'Le site compte qui dit la même chose en une semaine, deux, ou un mois.',
      'C’est une série quand le hasard n’en amène pas tant une fois sur 10\u00a0000.',
      `Il compare aux ${rule.BURST_BASE_WEEKS}\u00a0semaines d’avant, sur la même plateforme. Une série seule reste sans effet.`,
      `Un compte est récent quand il publie dans ses ${rule.YOUNG_ACCOUNT_DAYS}\u00a0premiers jours.`,
      'Une telle série ne compte plus si des membres de confiance disent le contraire.',
      'De confiance\u00a0: les membres établis, et ceux dont deux autres ont confirmé la preuve.',
      `Il en faut ${rule.PUBLISHED_MIN_MEMBERS}, et les trois quarts de ceux qui s’expriment au même moment.`,
      'Un paiement en retard parle contre la plateforme. Un vrai scandale garde donc son poids.',
      'Un compte devenu établi, ou à la preuve confirmée, compte de nouveau.',
      `Des comptes qui publient ensemble sur ${rule.LOCKSTEP_MIN_PLATFORMS}\u00a0plateformes comptent pour une voix.`,
      `Ensemble veut dire à ${rule.LOCKSTEP_DAYS}\u00a0jours près, dans le même sens, à plusieurs occasions.`,
      'L’écart entre publications avec et sans preuve est dit, sans effet.',
      'Le calcul lit les jours de publication, qui restent privés. Son résultat est public.',
      'Tout est refait chaque jour. Ce qui ne tient plus prend fin.',
      'Un modérateur peut proposer de lever un constat. Une deuxième personne doit être d’accord.',
    ],
  },
};
