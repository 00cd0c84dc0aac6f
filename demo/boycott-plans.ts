import type { BoycottInput, BoycottOutcome } from '#shared/collective/boycotts.ts';
import type { OrganisingPlan } from './organising.ts';
import type { FundPlan } from './solidarity-funds.ts';

type Text = Pick<
  BoycottInput,
  'title' | 'grievance' | 'demands' | 'partaking' | 'endsWhen' | 'threshold'
>;

type SaidOutcome = Exclude<BoycottOutcome, 'unsaid'>;

/** A call of the demo: platform, client if any, and how far it gets. */
export type CallPlan = Text &
  OrganisingPlan & {
    readonly key: string;
    readonly platform: string;
    readonly client: string | null;
    /** Days before the end of the demo. */
    readonly proposedDaysAgo: number;
    readonly debateHours: number;
    readonly pledgeHours: number;
    readonly onDays: number;
    /** So many pledge in the first days that they can. */
    readonly pledges: number;
    /** What the pledgers say of its end, in turn; none where it does not come so far. */
    readonly votes: readonly SaidOutcome[];
    /** What its proposer says of it some days later; null where she does not. */
    readonly lookBack: string | null;
    /** Funds that are proposed for those who take part. */
    readonly funds: readonly FundPlan[];
  };

/**
 * A boycott in force, a call that takes pledges, a debate, an ended one with its outcome, and a
 * failed one.
 */
export const CALLS: readonly CallPlan[] = [
  {
    key: 'grappe',
    platform: 'tacheo',
    client: 'Grappe Express',
    title: 'Plus une tâche pour Grappe Express à ce prix',
    grievance:
      'Les boutiques à noter paient dix centimes et prennent six minutes. Un lot sur trois est refusé en bloc, sans raison.',
    demands:
      'Vingt-cinq centimes par boutique. Une raison écrite pour chaque refus. Le paiement des lots refusés en octobre.',
    partaking:
      'Ne prendre aucune tâche de Grappe Express sur Tâchéo. Les tâches des autres clients restent ouvertes à tous.',
    endsWhen: 'Dès que le prix et la règle des refus sont publiés sur les tâches.',
    threshold: 12,
    proposedDaysAgo: 17,
    debateHours: 72,
    pledgeHours: 72,
    onDays: 30,
    pledges: 14,
    votes: [],
    lookBack: null,
    funds: [
      {
        name: 'Caisse des relecteurs de boutiques',
        address: 'https://caisse-des-relecteurs.example/grappe',
        daysAgo: 8,
      },
      {
        name: 'Entraide micro-travail Lille',
        address: 'https://entraide-lille.example/caisse',
        daysAgo: 6,
      },
    ],
    message: {
      text: 'Grappe Express nous propose vingt centimes par boutique, sans rien écrire sur les refus. Nous disons non pour l’instant, et nous avons redemandé la règle des refus. Tenez bon cette semaine\u00a0: ne prenez aucune de leurs tâches sur Tâchéo.',
      daysAgo: 4,
    },
    translation: {
      language: 'en',
      title: 'No more tasks for Grappe Express at this price',
      grievance:
        'Rating a shop pays ten cents and takes six minutes. One batch in three is rejected as a whole, without a reason.',
      demands:
        'Twenty-five cents per shop. A written reason for each rejection. Payment for the batches rejected in October.',
      partaking:
        'Take no task from Grappe Express on Tâchéo. Everybody can go on with other clients’ tasks.',
      endsWhen: 'As soon as the price and the rule on rejections are published on the tasks.',
      daysAgo: 12.2,
    },
    demandSent: { daysAgo: 12, daysBefore: 9 },
  },
  {
    key: 'attente',
    platform: 'tacheo',
    client: null,
    title: 'Le temps d’attente se paie aussi',
    grievance:
      'Entre deux lots, la page demande de rester prêt. Cette attente prend un tiers du temps et ne paie rien.',
    demands: 'L’attente demandée est payée, ou elle n’est plus demandée.',
    partaking:
      'Ne se connecter à Tâchéo sur aucun lot qui demande d’attendre, pendant quatorze jours.',
    endsWhen: 'Quand la plateforme publie une règle pour l’attente.',
    threshold: 12,
    proposedDaysAgo: 10,
    debateHours: 168,
    pledgeHours: 336,
    onDays: 14,
    pledges: 4,
    votes: [],
    lookBack: null,
    funds: [
      {
        name: 'Entraide micro-travail Lille',
        address: 'https://entraide-lille.example/attente',
        daysAgo: 1.8,
      },
      {
        name: 'Cagnotte de l’attente',
        address: 'https://cagnotte.example/attente',
        daysAgo: 1,
        waits: true,
      },
    ],
    demandSent: { daysAgo: 2.1, daysBefore: 1 },
    message: {
      text: 'Tâchéo nous propose de payer l’attente à partir de dix minutes. Nous demandons toute l’attente. Dites sur le forum si cette offre vous suffit\u00a0: avant l’objectif, chacun peut retirer sa promesse.',
      daysAgo: 0.8,
      offer: true,
    },
  },
  {
    key: 'seuil',
    platform: 'piecettes',
    client: null,
    title: 'Un seuil de retrait qu’on peut atteindre',
    grievance:
      'Le seuil est passé de dix à trente euros en un jour. Les soldes de ceux qui étaient à onze euros sont bloqués.',
    demands: 'Le seuil revient à dix euros, ou les soldes d’avant le changement sont versés.',
    partaking: 'Ne commencer aucune tâche nouvelle sur Piécettes.',
    endsWhen: 'Quand les soldes bloqués sont versés.',
    threshold: 15,
    proposedDaysAgo: 4,
    debateHours: 168,
    pledgeHours: 168,
    onDays: 14,
    pledges: 0,
    votes: [],
    lookBack: null,
    funds: [],
  },
  {
    key: 'consignes',
    platform: 'tacheo',
    client: null,
    title: 'Des consignes qui ne changent pas en route',
    grievance:
      'Des consignes changent pendant qu’un lot est ouvert. Ce qui est déjà fait est alors refusé, et n’est pas payé.',
    demands:
      'Une consigne vaut pour tout le lot. Ce qui a été fait selon l’ancienne est payé. Une adresse répond aux questions.',
    partaking: 'Ne commencer aucun lot dont les consignes ont changé depuis sa mise en ligne.',
    endsWhen: 'Dès que la plateforme publie qu’une consigne ne change plus en route.',
    threshold: 10,
    proposedDaysAgo: 34,
    debateHours: 72,
    pledgeHours: 72,
    onDays: 7,
    pledges: 12,
    votes: ['partly', 'partly', 'won', 'partly', 'lost', 'partly'],
    lookBack:
      'Sept jours ont suffi pour une règle écrite. L’adresse pour les questions n’est pas venue. Douze personnes, c’était juste assez\u00a0: la prochaine fois, attendre d’être vingt.',
    funds: [],
  },
  {
    key: 'virement',
    platform: 'piecettes',
    client: null,
    title: 'Un virement par semaine, pas par mois',
    grievance:
      'Les versements sont passés d’une semaine à un mois, sans que personne soit prévenu.',
    demands: 'Un versement par semaine, comme avant, ou le choix.',
    partaking: 'Ne rendre aucune tâche sur Piécettes pendant deux semaines.',
    endsWhen: 'Quand les versements reviennent à la semaine.',
    threshold: 10,
    proposedDaysAgo: 26,
    debateHours: 72,
    pledgeHours: 72,
    onDays: 14,
    pledges: 3,
    votes: [],
    lookBack: null,
    funds: [],
  },
];
