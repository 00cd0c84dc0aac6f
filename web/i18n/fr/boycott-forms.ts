import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

/** The forms of a boycott: proposing, changing, ending, looking back. */
export const boycottForms = {
  propose: 'Proposer un boycott',
  proposeSay: 'Dites ce qui ne va pas, et ce que chacun ferait. Vous signez de votre pseudonyme.',
  change: 'Changer le texte du boycott',
  changeSay: (left: number) =>
    `Chaque version reste lisible. ${count(left, 'changement est encore possible', 'changements sont encore possibles')}. Dans le dernier quart du débat, le texte ne change plus.`,
  before: 'Avant de commencer',
  beforeSteps: [
    'Il vous faut une preuve à vous sur cette plateforme.',
    'Votre pseudonyme sera public. Il dira que vous travaillez là. Votre nom n’est nulle part.',
    'Trois autres membres devront l’appuyer, sans être nommés.',
    'Puis viennent le débat, les engagements, et le boycott si assez s’engagent.',
    'Dès que d’autres s’engagent, le texte reste. Avant et après, vous pouvez le retirer.',
  ],
  where: 'Sur quelle plateforme\u00a0?',
  whereSay: 'Son nom, ou une partie.',
  find: 'Chercher',
  found: 'Choisissez la plateforme\u00a0:',
  notFound: 'Aucune plateforme ne porte ce nom ici.',
  addPlatform: 'L’ajouter d’abord',
  narrow: 'Un seul client, une seule tâche\u00a0? Partez plutôt de sa page.',
  toClients: 'Les clients',
  toTasks: 'Les tâches',
  what: 'Ce qu’on refuse',
  elsewhere: 'Choisir autre chose',
  mine: 'Vous avez une preuve sur ces plateformes\u00a0:',
  nowhere: 'Vous n’avez encore de preuve sur aucune plateforme. Il en faut une pour proposer.',
  notThere: (platforms: string) => `Il vous faut d’abord une preuve à vous sur ${platforms}.`,
  notThereDo:
    'Publiez un paiement, ou un retour de tâche. Ou montrez-la à deux modérateurs seulement.',
  enough: (people: number, platform: string) =>
    `Sur ${platform}, au moins ${people}\u00a0personnes pourraient s’engager aujourd’hui.`,
  tooFew: (platform: string) =>
    `Sur ${platform}, moins de 20\u00a0personnes pourraient s’engager aujourd’hui. Il en faut 20\u00a0: sans elles, l’appel échoue.`,

  platform: 'Plateforme',
  platformHint: 'Ce client y donne du travail. Le boycott en vise une.',
  noPlatform: 'Ce client n’est encore lié à aucune plateforme. Liez-le d’abord, depuis sa page.',
  pace: 'À quel rythme\u00a0?',
  ordinary: 'Ordinaire',
  ordinarySay: 'Seuls des membres établis s’engagent.',
  fast: 'Rapide, pour une tâche qui ne dure que quelques jours',
  fastSay: 'Des comptes de plus de 48\u00a0heures s’engagent aussi, comptés à part.',
  toFast: 'Passer au rythme rapide',
  toOrdinary: 'Passer au rythme ordinaire',
  title: 'Titre',
  titleHint: 'Ce qu’on refuse, en une ligne. De 10 à 120\u00a0caractères.',
  grievance: 'Ce qui ne va pas',
  grievanceHint:
    'Des faits\u00a0: quoi, combien, depuis quand. Pas d’injure, pas de nom de personne.',
  evidence: 'Preuves',
  evidenceHint: (most: number) =>
    `Des adresses de pages de ce site, une par ligne, ${most} au plus. Pas une preuve non signée à vous.`,
  demands: 'Ce qu’on demande',
  demandsHint: 'Ce qui doit changer pour que le travail reprenne.',
  partaking: 'Ce que participer veut dire',
  partakingHint: 'Exactement\u00a0: ce qu’on ne fait plus, et ce qu’on peut encore faire.',
  endsWhen: 'Ce qui y met fin avant le dernier jour',
  endsWhenHint: 'Par exemple\u00a0: la récompense passe à 50\u00a0centimes.',
  threshold: 'Seuil',
  thresholdHint: (least: number) =>
    `Combien d’engagements pour commencer\u00a0: au moins ${least}, au plus la moitié de qui peut s’engager.`,
  debateHours: 'Durée du débat',
  debateHint: 'Vous pouvez changer le texte, sauf dans le dernier quart.',
  pledgeHours: 'Durée des engagements',
  pledgeHint: 'Sans le seuil à temps, tout s’arrête et tout est détruit.',
  onDays: 'Durée du boycott',
  onHint: 'Une durée courte se tient mieux.',
  hours: (hours: number) => {
    if (hours % 168 === 0) return hours === 168 ? 'une semaine' : `${hours / 168}\u00a0semaines`;
    return count(hours / 24, 'jour', 'jours');
  },
  days: (days: number) => count(days, 'jour', 'jours'),
  send: 'Publier l’appel',
  save: 'Enregistrer le nouveau texte',

  outcome: {
    title: 'Dire le résultat',
    say: 'Les personnes engagées n’ont pas tranché par un vote. Dites ce qui a été obtenu.',
    choice: 'Le résultat',
    text: 'Ce qui a été obtenu, et ce qui ne l’a pas été',
    textHint: 'Des faits\u00a0: une récompense changée, une réponse, rien.',
    send: 'Publier le résultat',
    final: 'Il est signé de votre pseudonyme, et ne change plus.',
  },
  lookBack: {
    title: 'Un retour, avec du recul',
    say: 'Des semaines après\u00a0: qu’est-ce qui a tenu, qu’est-ce qui a manqué\u00a0?',
    text: 'Votre retour',
    textHint: 'Ce que vous diriez à qui en commence un autre.',
    send: 'Publier mon retour',
  },
  callOff: {
    title: 'Arrêter ce boycott',
    before: 'Il s’arrête tout de suite. Les engagements et les clés sont détruits.',
    on: 'Les personnes engagées votent d’abord. Leur vote décide.',
    send: 'Oui, l’arrêter',
    ask: 'Oui, demander ce vote',
    no: 'Non, revenir au boycott',
  },
  withdraw: {
    title: 'Retirer ce boycott',
    called: [
      'L’appel s’arrête, s’il est encore ouvert.',
      'Votre texte et ses anciennes versions sont effacés pour de bon.',
      'Votre pseudonyme n’y figure plus. La page reste, vide.',
      'Votre message au forum est retiré. Ceux des autres restent.',
    ],
    ended: [
      'Votre texte, votre résultat et votre retour sont effacés pour de bon.',
      'Les étapes, les nombres et l’issue restent\u00a0: ils sont à tout le monde.',
      'Votre pseudonyme n’y figure plus.',
      'Votre message au forum est retiré. Ceux des autres restent.',
    ],
    send: 'Oui, le retirer',
    bound: 'Ce n’est pas possible maintenant\u00a0: d’autres s’engagent sur ce texte.',
    instead: {
      pledging: 'Arrêtez d’abord le boycott. Vous pourrez ensuite retirer le texte.',
      reached: 'Le seuil est atteint\u00a0: il va commencer. Vous pourrez alors demander un vote.',
      on: 'Demandez aux personnes engagées de voter l’arrêt. Une fois fini, vous pourrez le retirer.',
      asked:
        'Un vote sur l’arrêt a déjà été demandé. Une fois fini, vous pourrez retirer le texte.',
    },
  },
  notYours: 'Ce n’est pas possible pour vous, ou plus. Revenez au boycott pour voir où il en est.',
};
