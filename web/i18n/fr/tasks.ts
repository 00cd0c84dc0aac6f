import type { Contact, Ethics, RunEnd } from '#shared/evidence/tasks.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import { formatNumber, formatShare } from '#web/format.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const n = (value: number): string => formatNumber(value, 'fr', 2);

const ends: Record<RunEnd, string> = {
  paid: 'Payées',
  refusedWithReason: 'Refusées avec une raison',
  refusedWithoutReason: 'Refusées sans raison',
  screenOuts: 'Éjections en route, non payées',
  broken: 'En panne',
  abandoned: 'Abandonnées',
  pending: 'Rendues, pas encore jugées',
};
const ended: Record<RunEnd, string> = {
  paid: 'Payée',
  refusedWithReason: 'Refusée, avec une raison',
  refusedWithoutReason: 'Refusée sans raison',
  screenOuts: 'Éjecté·e en route, non payé·e',
  broken: 'La tâche était en panne',
  abandoned: 'J’ai abandonné',
  pending: 'Rendue, pas encore jugée',
};
const contact: Record<Contact, string> = {
  'not-tried': 'Je n’ai pas écrit',
  unanswered: 'J’ai écrit, sans réponse',
  answered: 'J’ai écrit, il a répondu',
};
const ethics: Record<Ethics, string> = {
  'judges-people': 'Juger des gens sur leur origine ou leur apparence',
  'others-data': 'Donner les données personnelles d’autres gens',
  shocking: 'Regarder des contenus choquants',
  deceives: 'Tromper quelqu’un, comme de faux avis',
  other: 'Autre chose',
};

/** The form of a task report, and what a member sees of her own. */
export const tasks = {
  form: {
    title: 'Déclarer une tâche',
    titleOn: (platform: string) => `Déclarer une tâche sur ${platform}`,
    lead: 'Titre, récompense, temps\u00a0: deux minutes. Votre pseudonyme n’est pas affiché.',
    taskTitle: 'Titre de la tâche',
    taskTitleHint: 'Comme la plateforme l’écrit.',
    reward: 'Récompense par tâche',
    currency: 'Monnaie',
    mode: 'Vous l’avez faite',
    modes: { one: 'Une fois', series: 'Plusieurs fois' },
    ended: 'Comment cela a-t-il fini\u00a0?',
    counts: 'Combien de fois, et comment cela a fini',
    countsHint: 'Laissez vide ce qui n’est pas arrivé.',
    ends,
    endings: ended,
    time: 'Temps passé en tout',
    timeHint:
      '«\u00a01\u00a0h\u00a020\u00a0», «\u00a080\u00a0» pour des minutes, «\u00a045\u00a0s\u00a0». Comptez aussi le temps non payé.',
    workedOn: 'Faite le',
    workedOnHint: 'Le dernier jour. Les autres ne verront que le mois.',
    rest: 'Client, délai, avis et problèmes',
    client: 'Client, s’il est affiché',
    clientHint: 'Une entreprise ou un compte, jamais une personne.',
    clientId: 'Son identifiant sur la plateforme',
    clientIdHint: 'Par exemple A1B2C3D4E5F6G7.',
    notAPerson: 'Nom et identifiant sont ceux d’une entreprise ou d’un compte, pas d’une personne.',
    approvalDays: 'Jours avant la réponse',
    approvalDaysHint: 'Entre la tâche rendue et son paiement ou son refus.',
    contact: 'Avez-vous écrit au client\u00a0?',
    contacts: contact,
    recommends: 'La recommandez-vous\u00a0?',
    recommendations: { yes: 'Oui', no: 'Non' },
    breaksTerms: 'Cette tâche enfreint les règles de la plateforme.',
    ethics: 'Ce qu’elle demande et ne devrait pas',
    ethicsKinds: ethics,
    text: 'À savoir avant de la faire',
    textHint: 'Tout le monde lira ce texte. Ne nommez personne.',
    solicited: 'Vous a-t-on demandé ou payé pour publier ceci\u00a0? Cochez si oui.',
    signed: (pseudonym: string) => `Signer avec mon pseudonyme, ${pseudonym}`,
    seen: 'Les autres verront\u00a0: le mois, des nombres, une durée et un gain arrondis.',
    publish: 'Publier',
  },
  edit: {
    title: 'Modifier un retour de tâche',
    say: 'Vos valeurs exactes. Vous seul·e les voyez.',
    rejudged: 'Une tâche a été jugée depuis\u00a0? Corrigez les nombres ici.',
    save: 'Enregistrer',
    withdraw: 'Retirer ce retour',
    withdrawSay:
      'Le retour est effacé. Le registre public dit seulement\u00a0: retiré par son auteur.',
    withdrawConfirm: 'Retirer définitivement',
  },
  method: {
    title: 'Le gain par heure et les refus',
    formula: 'gain par heure = récompenses payées ÷ tout le temps passé',
    points: [
      'Le temps non payé compte\u00a0: refus, éjections, pannes, abandons.',
      'Tout est brut, avant cotisations.',
      'Un retour dont rien n’est encore jugé ne donne pas de gain.',
      'On prend d’abord le gain de chaque membre. Puis la médiane et les quartiles.',
      'De même pour les refus\u00a0: la part de chacun, puis la moyenne. Qui publie plus ne pèse pas plus.',
      `Un membre établi pèse ${n(rule.AUTHOR_ESTABLISHED)}, les autres ${n(rule.AUTHOR_NEW)}.`,
      `Ensemble, les autres pèsent au plus ${n(rule.NEW_MEMBERS_CAP_MIN)}, ou ${formatShare(rule.NEW_MEMBERS_CAP_SHARE, 'fr')} du poids des établis.`,
      'Ce qui est demandé ou payé ne compte pas. Ni ce qu’un constat met en doute.',
      'Tout est dit dans la monnaie de plus de la moitié, sinon en euros.',
      'Le reste est converti au taux de la table.',
      'Dès dix, un nombre publié n’a qu’un chiffre\u00a0: 37 devient 40.',
      'Durée et gain publiés d’un retour ont deux chiffres. Tout se calcule sur eux.',
    ],
  },
  mine: {
    title: 'Mes retours de tâche',
    none: 'Aucun retour de tâche.',
    report: 'Déclarer une tâche',
    runs: (n: number) => count(n, 'fois', 'fois'),
    paid: (n: number) => count(n, 'payée', 'payées'),
    worked: (day: string) => `faite le ${day}`,
    edit: 'Modifier',
    see: 'Ce que les autres voient',
    more: 'Retours plus anciens',
    withdrawn: 'Votre retour de tâche est retiré.',
  },
};
