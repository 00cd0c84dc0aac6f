import type { BoycottInput } from '#shared/boycotts.ts';

/** A call of the demo, and how far it comes. Moments are hours after it is proposed. */
export type BoycottPlan = {
  readonly key: string;
  /** Before now. */
  readonly daysAgo: number;
  /** Whose call it is, among the members who work there; the first is the one to sign in as. */
  readonly by: number;
  readonly call: BoycottInput;
  /** How many ask that it be debated. */
  readonly seconders: number;
  /** What its text becomes during the debate. */
  readonly change?: Partial<Pick<BoycottInput, 'partaking' | 'demands' | 'threshold'>>;
  readonly pledges: number;
  /** What its pledgers say of its end. */
  readonly ending?: 'won' | 'partly' | 'lost';
  readonly lookBack?: string;
};

/** One of the invented platforms: what is said here is said of nobody. */
export const PLATFORM = 'tacheo';

const ORDINARY = {
  platform: PLATFORM,
  target: 'platform',
  pace: 'ordinary',
  threshold: 10,
  debateHours: 72,
  pledgeHours: 72,
  onDays: 7,
} as const;

/** One that is over, one that failed, one that takes pledges, one in debate, one that waits. */
export const BOYCOTTS: readonly BoycottPlan[] = [
  {
    key: 'boycott/delays',
    daysAgo: 46,
    by: 0,
    call: {
      ...ORDINARY,
      title: 'Plus une tâche tant que les paiements attendent',
      grievance:
        'Tacheo promet trente jours, et paie après soixante ou plus.\n\nLes relances restent sans réponse. Les paiements déclarés ici le montrent, mois après mois.',
      demands: 'Une date de paiement pour chaque demande, et une réponse en une semaine.',
      partaking:
        'Pendant sept jours, ne prendre aucune tâche sur Tacheo. Demander ses paiements reste permis.',
      endsWhen: 'Tacheo publie des dates, ou paie toutes les demandes de plus de trente jours.',
    },
    seconders: 3,
    pledges: 12,
    ending: 'partly',
    lookBack:
      'Les réponses sont venues, les dates non. La prochaine fois, nous demanderons moins, et plus précis.',
  },
  {
    key: 'boycott/alone',
    daysAgo: 24,
    by: 1,
    call: {
      ...ORDINARY,
      title: 'Refusons les enquêtes à cinq centimes',
      grievance: 'Une enquête de dix minutes paie cinq centimes.',
      demands: 'Vingt centimes par enquête.',
      partaking: 'Ne répondre à aucune enquête sous vingt centimes.',
      endsWhen: 'Les enquêtes passent à vingt centimes.',
    },
    seconders: 1,
    pledges: 0,
  },
  {
    key: 'boycott/screen-outs',
    daysAgo: 5,
    by: 2,
    call: {
      ...ORDINARY,
      pledgeHours: 168,
      title: 'Stop aux enquêtes coupées sans être payées',
      grievance:
        'Après huit minutes de questions, l’enquête s’arrête\u00a0: «\u00a0profil non retenu\u00a0». Rien n’est payé.',
      demands: 'Dix centimes dès la deuxième minute, même sans aller au bout.',
      partaking: 'Ne commencer aucune enquête. Les autres tâches restent libres.',
      endsWhen: 'Le temps des enquêtes coupées est payé.',
    },
    seconders: 3,
    pledges: 6,
  },
  {
    key: 'boycott/refusals',
    daysAgo: 3,
    by: 0,
    call: {
      ...ORDINARY,
      debateHours: 168,
      threshold: 12,
      title: 'Une raison à chaque refus, ou nous arrêtons',
      grievance: 'Une tâche sur cinq est refusée, et personne ne dit pourquoi.',
      demands: 'Une raison écrite à chaque refus, et un second regard sur demande.',
      partaking: 'Ne prendre aucune tâche, sauf celles qui sont déjà commencées.',
      endsWhen: 'Chaque refus a sa raison.',
    },
    seconders: 3,
    change: {
      partaking: 'Ne prendre aucune tâche pendant une semaine. Finir celles qui sont commencées.',
      threshold: 10,
    },
    pledges: 0,
  },
  {
    key: 'boycott/minimum',
    daysAgo: 1,
    by: 1,
    call: {
      ...ORDINARY,
      title: 'Rien sous trois euros de l’heure',
      grievance: 'Le gain médian est sous trois euros de l’heure, temps non payé compris.',
      demands: 'Un prix minimum par minute, affiché avant de commencer.',
      partaking: 'Refuser toute tâche qui paie moins de cinq centimes la minute.',
      endsWhen: 'Le prix par minute est affiché partout.',
    },
    seconders: 1,
    pledges: 0,
  },
];
