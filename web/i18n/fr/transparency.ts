import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const decisions = (n: number): string => count(n, 'décision', 'décisions');

/** What moderation did, in numbers. */
export const transparency = {
  title: 'Transparence',
  say: 'Ce que la modération a fait, en chiffres. Tout est calculé, rien n’est choisi.',
  description: 'Signalements, décisions, recours, jurys et demandes légales, en chiffres.',
  links: {
    decisions: 'Toutes les décisions',
    queue: 'Ce qui attend aujourd’hui',
    demands: 'Les demandes légales, une à une',
    record: 'Le registre public',
    csv: 'Ces chiffres en tableau (CSV)',
    api: 'Ces chiffres en données (JSON)',
  },
  years: 'Choisir une année',
  always: 'Depuis le début',
  counted: (from: string, to: string) => `Compté du ${from} au ${to}.`,
  outcomes: 'La suite donnée à chaque acte est celle connue aujourd’hui.',
  empty: 'Rien pour l’instant.',
  emptySay: 'Personne n’a signalé, décidé ni demandé quoi que ce soit.',
  ofAll: (n: string, share: string) => `${n} (${share})`,
  none: 'Aucun.',
  columns: { what: 'Quoi', count: 'Nombre', share: 'Part', month: 'Mois' },

  flags: {
    title: 'Signalements',
    say: (n: number, rated: number) =>
      `${count(n, 'signalement', 'signalements')}, dont ${rated} de la part de parties notées.`,
    chart: 'Signalements, par raison',
    outcomes: 'Ce qu’ils sont devenus',
    states: {
      waiting: 'attend',
      upheld: 'retenu',
      notUpheld: 'non retenu',
      unfounded: 'manifestement infondé',
    },
    reason: 'Raison',
    messages: (n: number, suspended: number, waiting: number) =>
      `Messages privés montrés aux modérateurs\u00a0: ${n}. Écriture suspendue\u00a0: ${suspended}. En attente\u00a0: ${waiting}.`,
    pauses: (n: number, now: number) =>
      `Membres empêchés de signaler pour un temps\u00a0: ${n}. Aujourd’hui\u00a0: ${now}.`,
  },

  cases: {
    title: 'Dossiers',
    say: (opened: number, closed: number) =>
      `${count(opened, 'dossier ouvert', 'dossiers ouverts')}, ${count(closed, 'clos', 'clos')}.`,
    withdrawn: (n: number) => `Dont clos parce que l’auteur a retiré son contenu\u00a0: ${n}.`,
    waiting: (n: number, days: number | null) =>
      n === 0 || days === null
        ? 'Aucun dossier n’attend aujourd’hui.'
        : `${count(n, 'dossier attend', 'dossiers attendent')} aujourd’hui, le plus ancien depuis ${count(days, 'jour', 'jours')}.`,
    proposed: (n: number, jury: number) =>
      `Dont devant une seconde personne\u00a0: ${n}. Devant un jury\u00a0: ${jury}.`,
    months: 'Dossiers ouverts et clos, mois par mois',
    opened: 'ouverts',
    closed: 'clos',
    monthColumns: {
      flags: 'Signalements',
      opened: 'Dossiers ouverts',
      closed: 'Dossiers clos',
      decisions: 'Décisions',
      appeals: 'Recours',
    },
    origin: 'D’où viennent les dossiers',
    kind: 'De quoi il s’agit',
  },

  times: {
    title: 'Délais',
    say: 'De l’ouverture du dossier à la première décision prise par des personnes.',
    rows: { all: 'Tous les dossiers', urgent: 'Dossiers urgents' },
    columns: {
      which: 'Dossiers',
      decided: 'Décidés',
      median: 'La moitié en',
      nine: 'Neuf sur dix en',
    },
    caption: 'Délai jusqu’à une décision',
    unit: { minutes: 'min', hours: 'h', days: 'j' },
    promised: (inTime: number, done: number, late: number) =>
      `Avec une date promise\u00a0: ${inTime} sur ${done} à temps. En retard aujourd’hui\u00a0: ${late}.`,
    left: 'Les dossiers qui attendent encore n’y sont pas.',
  },

  decisions: {
    title: 'Décisions',
    say: (n: number) => `${decisions(n)} sur des contenus.`,
    rule: 'Règle',
    byRule: 'Décisions, par règle',
    measures: {
      hide: 'Masqué',
      remove: 'Retiré',
      veil: 'Voilé',
      restore: 'Remontré',
      dismiss: 'Laissé',
    },
    hands: 'Par combien de personnes',
    handRows: {
      alone: 'Un modérateur seul',
      two: 'Deux personnes',
      jury: 'Un jury',
      automated: 'Automatique, par le temps seul',
    },
    handsSay: 'Seul\u00a0: rien à faire, un voile, ou moins de 20 membres établis.',
    origin: 'D’où viennent les décisions',
    others: 'Autres décisions',
    otherKinds: {
      'close-platform': 'Plateforme fermée',
      'reopen-platform': 'Plateforme rouverte',
      'uphold-check': 'Doute sur une preuve retenu',
      'dismiss-check': 'Doute sur une preuve écarté',
      'lift-finding': 'Constat d’une campagne levé',
      'restore-finding': 'Constat d’une campagne rétabli',
      'thread-pin': 'Sujet épinglé',
      'thread-unpin': 'Sujet désépinglé',
      'thread-close': 'Sujet fermé',
      'thread-reopen': 'Sujet rouvert',
      'thread-move': 'Sujet déplacé',
      'thread-slow': 'Sujet ralenti',
      'thread-rename': 'Sujet renommé',
    } as Readonly<Record<string, string>>,
  },

  veils: {
    title: 'Voiles',
    say: (n: number) =>
      `${count(n, 'voile', 'voiles')} de 72 heures, ${n < 2 ? 'posé' : 'posés'} par un modérateur seul.`,
    ends: {
      confirmed: 'Confirmé par une seconde personne',
      lifted: 'Levé par une décision',
      expired: 'Levé sans confirmation à temps',
      open: 'Pas fini, ou contenu retiré par l’auteur',
    },
  },

  appeals: {
    title: 'Recours',
    say: (n: number, author: number, flagger: number) =>
      n === 0
        ? 'Aucun recours.'
        : `${count(n, 'recours', 'recours')}\u00a0: ${author} de l’auteur, ${flagger} de personnes qui avaient signalé.`,
    rate: (reversed: number, decided: number, share: string) =>
      `Décision changée\u00a0: ${reversed} sur ${count(decided, 'jugé', 'jugés')} (${share}).`,
    noRate: 'Aucun n’est encore jugé.',
    median: (delay: string) => `La moitié est jugée en ${delay}.`,
    states: {
      upheld: 'Décision maintenue',
      reversed: 'Décision changée',
      undecided: 'Aucun jury n’a pu juger',
      withdrawn: 'Retiré par son auteur',
      open: 'En attente',
    },
  },

  juries: {
    title: 'Jurys',
    say: (n: number) => `${count(n, 'jury appelé', 'jurys appelés')}.`,
    states: {
      decided: 'A décidé',
      failed: 'N’a pas pu décider',
      dropped: 'Dossier fini entre-temps',
      sitting: 'Siège',
      waiting: 'Attend le tirage',
    },
    median: (delay: string, n: number) =>
      `Sur ${count(n, 'jury', 'jurys')} qui ${n < 2 ? 'a' : 'ont'} décidé, la moitié l’a fait en ${delay}.`,
    jurors: 'Personnes tirées au sort',
    jurorStates: {
      voted: 'Ont voté',
      declined: 'Ont décliné',
      silent: 'Sans réponse, remplacées',
      passedOver: 'Ne pouvaient pas siéger',
      open: 'Ont encore à répondre',
    },
  },

  outside: {
    title: 'De l’extérieur',
    say: 'Ce qui vient sans compte, et ce que le site a promis.',
    parts: {
      inTime: 'Traité à temps',
      tooLate: 'Traité trop tard',
      waiting: 'Attend, encore à temps',
      late: 'Attend, en retard',
    },
    received: {
      notices: (n: number) => `Notifications reçues\u00a0: ${n}.`,
      disputes: (n: number) => `Contestations reçues\u00a0: ${n}.`,
      replies: (n: number) => `Réponses reçues\u00a0: ${n}.`,
    },
    rows: {
      notices: 'Notifications, en 72 heures',
      disputes: 'Contestations, en 7 jours',
      replies: 'Réponses, en 3 jours',
    },
    replies: (published: number, refused: number) =>
      `Réponses publiées\u00a0: ${published}. Refusées\u00a0: ${refused}.`,
    median: (delay: string) => `La moitié des réponses est traitée en ${delay}.`,
    notReasoned: (n: number) => `Notifications closes faute de motifs\u00a0: ${n}.`,
    kept: 'Notifications et réponses refusées sont effacées après un an. Ce qui est reçu reste au registre.',
  },

  demands: {
    title: 'Demandes légales',
    say: (n: number) => (n === 0 ? 'Aucune demande.' : `${count(n, 'demande', 'demandes')}.`),
    withheld: (n: number) => `Dont tenues secrètes par décision de justice\u00a0: ${n}.`,
    columns: { sender: 'De', asks: 'Objet', outcome: 'Suite', count: 'Nombre' },
  },

  roles: {
    title: 'Modérateurs',
    say: (n: number) =>
      `${count(n, 'modérateur', 'modérateurs')} aujourd’hui, nommés pour six mois.`,
    left: (n: number) => `Ne le sont plus\u00a0: ${n}.`,
    caption: 'Modérateurs en fonction',
    columns: { handle: 'Code public', since: 'Depuis', until: 'Jusqu’au' },
    unnamed: 'pas encore de code',
  },
};
