import type { Refusal } from '#shared/evidence/payouts.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const days = (n: number): string => count(n, 'jour', 'jours');

const refusals: Record<Refusal, string> = {
  'no-reason': 'sans raison donnée',
  quality: 'travail jugé mauvais',
  'account-closed': 'compte fermé',
  threshold: 'seuil de paiement non atteint',
  other: 'une autre raison',
};

const inDays = (delay: number | null): string => {
  if (delay === null) return '';
  return delay === 0 ? ' le jour même' : ` en ${days(delay)}`;
};
const afterDays = (delay: number | null): string => {
  if (delay === null) return '';
  return delay === 0 ? ' le jour même' : ` après ${days(delay)}`;
};

/** Pay-outs that somebody waits for. */
export const claims = {
  asked: (n: number) => count(n, 'réponse attendue', 'réponses attendues'),
  refusals,

  mine: {
    title: 'Mes paiements attendus',
    say: 'Vous seul·e voyez ces jours et ces montants.',
    when: 'On vous demande des nouvelles après le délai attendu. Puis après deux fois, et quatre fois ce délai.',
    none: 'Vous n’attendez aucun paiement.',
    report: 'Déclarer un paiement attendu',
    awaited: 'Une réponse est attendue',
    others: 'Les autres',
    more: (shown: number, total: number) => `Les ${shown} plus anciens, sur ${total}.`,
    gone: 'Ce paiement n’attend plus\u00a0: il a été clos entre-temps.',
    evidence: 'Toutes mes preuves',
    question: 'Avez-vous reçu ce paiement\u00a0?',
    since: (n: number) => (n === 0 ? 'depuis aujourd’hui' : `depuis ${days(n)}`),
    expected: (n: number) => `Délai attendu\u00a0: ${days(n)}.`,
    next: (day: string) => `Prochaine question le ${day}.`,
    noNext: 'On ne vous demandera plus rien.',
    saidOn: (day: string) => `Vous avez dit le ${day} que vous attendez encore.`,
    code: 'Code',
    codeSay:
      'Chaque paiement a un code. Donné à la plateforme, il lui dit lequel de ses paiements est le vôtre.',
    codeUse: 'Elle peut le taper dans la recherche du site. Ne le donnez que si vous le voulez.',
    answer: 'Répondre',
    receivedToday: 'Reçu aujourd’hui',
    stillWaiting: 'J’attends encore',
    otherwise: 'Une autre réponse',
    receivedOn: 'Reçu le',
    refusedOn: 'Refusé le',
    emptyDay: 'Vide\u00a0: aujourd’hui.',
    afterReply: 'Reçu après une réponse de la plateforme à ma réclamation',
    received: 'Reçu, tout le montant',
    forgotten: 'Reçu, date oubliée',
    why: 'Pourquoi',
    unsaid: 'Ne pas préciser',
    refused: 'On m’a refusé',
    giveUp: 'J’abandonne',
    giveUpSay: 'Vous n’attendez plus. Votre attente jusqu’ici compte toujours.',
    partly: 'Reçu en partie, avec des frais ou une image',
  },

  done: {
    'claim-received': 'C’est noté\u00a0: vous avez été payé·e.',
    'claim-date-forgotten': 'C’est noté\u00a0: vous avez été payé·e, à une date oubliée.',
    'claim-refused': 'C’est noté\u00a0: on vous a refusé ce paiement.',
    'claim-given-up': 'C’est noté\u00a0: vous n’attendez plus ce paiement.',
  },

  platform: {
    title: 'Paiements attendus',
    say: 'Chacun reste ouvert jusqu’à ce que son auteur le close.',
    about: (amount: string) => `Environ ${amount}`,
    since: (n: number) => (n === 0 ? 'demandés ce mois-ci' : `attendus depuis environ ${days(n)}`),
    still: (month: string) => `toujours attendus en ${month}, dit leur auteur`,
    all: (n: number) => `Les ${n} paiements attendus`,
    noNews: (n: number) =>
      n < 2 ? '1\u00a0attente sans nouvelles' : `${n}\u00a0attentes sans nouvelles`,
    noNewsSay:
      'Leurs auteurs n’ont pas répondu à deux rappels. Ces paiements sont peut-être arrivés.',
    closed: 'Ce que d’autres attentes sont devenues',
    closedSay: 'Closes par leur auteur ces trois derniers mois.',
    afterReply: (n: number) =>
      n < 2
        ? '1\u00a0paiement reçu après une réponse de la plateforme.'
        : `${n}\u00a0paiements reçus après une réponse de la plateforme.`,
    received: (delay: number | null) => `reçus${inDays(delay)}`,
    forgotten: 'reçus, à une date oubliée',
    replied: 'après une réponse de la plateforme',
    refused: (delay: number | null, why: string | null) =>
      `refusés${afterDays(delay)}${why === null ? '' : `\u00a0: ${why}`}`,
    givenUp: (delay: number | null) =>
      delay === null ? 'attente abandonnée' : `attente abandonnée après environ ${days(delay)}`,
  },

  proof: {
    title: 'Comment cela s’est passé',
    noNews: 'Sans nouvelles\u00a0: deux rappels sont restés sans réponse.',
    still: (month: string) => `En ${month}, son auteur a dit attendre encore.`,
    refusal: (why: string) => `Raison donnée par la plateforme\u00a0: ${why}.`,
    afterReply: 'Reçu après une réponse de la plateforme.',
    forgotten: 'Son auteur a oublié le jour. Le délai n’entre pas dans la courbe.',
    givenUp: 'Son auteur n’attend plus. Le délai compte depuis le milieu du mois demandé.',
    code: (code: string) => `Son code\u00a0: ${code}`,
    answer: 'Répondre\u00a0: reçu, refusé ou toujours attendu',
  },
};
