import {
  ESTABLISHED_DAILY_UNDER,
  ESTABLISHED_MIN_MONTHS,
  ESTABLISHED_MIN_PIECES,
} from '#shared/identity/established.ts';
import { DELAY_INTERVAL_LEVEL } from '#shared/evidence/delay.ts';
import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';
import {
  RATING_PRIOR_FALLBACK,
  RATING_PRIOR_WEIGHT,
  RATING_RECENT_DAYS,
} from '#shared/evidence/rating.ts';
import { REMINDERS_AT_EXPECTED } from '#shared/evidence/reminders.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import { formatNumber, formatShare } from '#web/format.ts';

const n = (value: number): string => formatNumber(value, 'fr', 2);
const percent = (share: number): string => formatShare(share, 'fr');
const outOf100 = (chance: number): string => n(chance * 100);

/** The page that explains the rule. Every number comes from the constants that compute. */
export const rules = {
  standings: {
    reliable: 'Sérieux',
    promising: 'Semble payer',
    unknown: 'Trop peu de preuves',
    doubtful: 'Douteux',
    'not-paying': 'Ne paie pas',
    closed: 'Fermé',
  },
  title: 'Comment les statuts sont calculés',
  description:
    'La règle publique qui dit si une plateforme paie\u00a0: en une minute, puis en détail, avec un exemple recalculable.',
  say: 'En une minute, puis en détail. Les nombres de cette page viennent du calcul lui-même.',
  contents: 'Sur cette page',

  minute: {
    title: 'En une minute',
    points: [
      'Chaque paiement déclaré par un membre est une preuve\u00a0: reçu, attendu ou refusé.',
      `Une preuve perd la moitié de son poids tous les ${rule.HALF_LIFE_DAYS}\u00a0jours. Le statut dit donc «\u00a0maintenant\u00a0».`,
      'Une capture d’écran pèse plus qu’une déclaration. Un membre établi pèse plus qu’un nouveau.',
      'Nous en tirons les chances sur 100 qu’un paiement arrive, avec leur marge d’incertitude.',
      'Des comptes neufs ne changent pas un statut à eux seuls.',
      'Personne ne choisit un statut. Seule une fermeture vient d’une décision, publique et motivée.',
      'Les avis et les incidents se lisent à côté. Ils n’entrent pas dans le statut.',
    ],
    established: `Est établi·e qui a apporté ${ESTABLISHED_MIN_PIECES}\u00a0preuves, sur ${ESTABLISHED_MIN_MONTHS}\u00a0mois différents au moins.`,
    turn: [
      'Cela commence, ou cesse, pour tous à la fois, au début d’un mois.',
      'Sinon, l’instant du changement relierait entre elles les publications d’un membre.',
      `Tant que moins de ${ESTABLISHED_DAILY_UNDER}\u00a0membres sont établis, cela se fait chaque jour.`,
    ],
  },

  words: {
    title: 'Les six mots',
    say: 'La première ligne qui convient l’emporte.',
    caption: 'Les six statuts et leurs conditions',
    columns: ['Statut', 'Quand'],
    when: {
      closed: 'La fermeture est enregistrée par une décision.',
      unknown: `Le poids total n’a jamais atteint ${rule.KNOWN_MIN_WEIGHT}, de ${rule.KNOWN_MIN_MEMBERS}\u00a0membres. Ou aucune autre ligne ne convient.`,
      'not-paying': `Haut de l’intervalle à ${outOf100(rule.NOT_PAYING_MAX_HIGH)} sur 100 ou moins. Au moins ${rule.NOT_PAYING_MIN_MEMBERS}\u00a0membres sans leur dû. Rien reçu par un membre établi en ${rule.RECEIPT_WINDOW_DAYS}\u00a0jours.`,
      doubtful: `Haut de l’intervalle à ${outOf100(rule.DOUBTFUL_MAX_HIGH)} sur 100 ou moins. Au moins ${rule.DOUBTFUL_MIN_MEMBERS}\u00a0membres en retard, refusés ou payés en partie, en ${rule.DOUBTFUL_WINDOW_DAYS}\u00a0jours.`,
      reliable: `Bas de l’intervalle à ${outOf100(rule.RELIABLE_MIN_LOW)} sur 100 ou plus. Au moins ${rule.RELIABLE_MIN_ESTABLISHED}\u00a0membres établis en ${rule.RELIABLE_WINDOW_DAYS}\u00a0jours. Un paiement reçu par un membre établi en ${rule.RECEIPT_WINDOW_DAYS}\u00a0jours.`,
      promising: `Dans les autres cas, si un membre établi a déjà été payé. Pour un premier statut, ${outOf100(rule.PROMISING_MIN_MEAN)} chances sur 100 ou plus.`,
    },
    manyWait: `Quel que soit le statut, la page le dit d’abord si ${rule.MANY_WAIT_MIN_MEMBERS}\u00a0membres attendent trop. «\u00a0Trop\u00a0»\u00a0: plus de ${rule.UNPAID_AFTER_EXPECTED}\u00a0fois le délai normal, et rien reçu en ${rule.RECEIPT_WINDOW_DAYS}\u00a0jours.`,
  },

  weight: {
    title: 'Ce que pèse une preuve',
    formula: `poids = preuve × auteur × 2^(−âge ÷ ${rule.HALF_LIFE_DAYS})`,
    caption: 'Valeurs de la preuve et de l’auteur',
    columns: ['Ce qui compte', 'Valeur'],
    rows: [
      ['Capture d’écran confirmée par deux autres membres', n(rule.EVIDENCE_CONFIRMED)],
      ['Capture d’écran', n(rule.EVIDENCE_SCREENSHOT)],
      ['Déclaration sans capture', n(rule.EVIDENCE_DECLARED)],
      ['Auteur établi', n(rule.AUTHOR_ESTABLISHED)],
      ['Auteur pas encore établi', n(rule.AUTHOR_NEW)],
      ['Auteur à qui l’on a demandé ou payé ce message', n(rule.AUTHOR_SOLICITED)],
      ['Message visé par une alerte de campagne', n(rule.AUTHOR_SUSPECT)],
    ],
    points: [
      'Âge d’un paiement reçu ou refusé\u00a0: les jours depuis sa réception ou son refus.',
      'Âge d’une attente\u00a0: les jours depuis son retard, ou depuis le dernier «\u00a0j’attends encore\u00a0».',
      `On demande des nouvelles après ${REMINDERS_AT_EXPECTED.join(', ')}\u00a0fois le délai normal.`,
      `Après ${rule.NO_NEWS_REMINDERS}\u00a0rappels sans réponse, une attente est dite «\u00a0sans nouvelles\u00a0», et vieillit simplement.`,
      'De «\u00a0j’attends encore\u00a0», seul le mois est connu. Son milieu tient lieu de jour.',
      'Pour dire «\u00a0sans nouvelles\u00a0», son dernier jour en tient lieu. Personne n’est dit silencieux à tort.',
      'Qui abandonne n’attend plus. Sa demande reste telle que ce jour-là, et vieillit depuis.',
      'Une preuve masquée par une décision ne pèse rien, et ne compte nulle part.',
      'Deux membres établis, distincts de l’auteur, confirment une capture. Un doute ouvre une vérification.',
    ],
  },

  caps: {
    title: 'Les plafonds',
    points: [
      `Par tranche de ${rule.MEMBER_BLOCK_DAYS}\u00a0jours, les preuves d’un membre sur une plateforme se partagent ${n(rule.MEMBER_BLOCK_CAP)} au plus.`,
      `Tous les membres non établis ensemble pèsent au plus ${n(rule.NEW_MEMBERS_CAP_MIN)}, ou ${percent(rule.NEW_MEMBERS_CAP_SHARE)} du poids des établis.`,
    ],
  },

  chances: {
    title: 'De la preuve aux chances',
    points: [
      'Un paiement reçu ajoute son poids au total «\u00a0payé\u00a0». Reçu en partie, il se partage.',
      'Un paiement refusé ajoute son poids au total «\u00a0impayé\u00a0».',
      'Un paiement attendu ajoute à «\u00a0impayé\u00a0» son poids × (jours d’attente ÷ délai normal − 1), tenu entre 0 et 1.',
      'Délai normal\u00a0: le délai promis au moment de la demande, s’il est sourcé et non contesté.',
      `Sinon, le délai médian d’au moins ${rule.EXPECTED_MIN_RECEIVED} paiements reçus en ${rule.EXPECTED_WINDOW_DAYS}\u00a0jours. Sinon, ${rule.EXPECTED_DEFAULT_DAYS}\u00a0jours.`,
      `Il reste toujours entre ${rule.EXPECTED_MIN_DAYS} et ${rule.EXPECTED_MAX_DAYS}\u00a0jours. Une promesse plus longue n’excuse rien.`,
      'Plus court serait trompeur\u00a0: le jour publié peut se tromper de deux semaines.',
    ],
    formula: 'P = Bêta(1 + payé, 1 + impayé) · n = payé + impayé · m = (1 + payé) ÷ (2 + n)',
    interval: `Les chances affichées sont m. L’intervalle va de ${percent(rule.INTERVAL_TAIL)} à ${percent(1 - rule.INTERVAL_TAIL)} de cette loi.`,
  },

  guard: {
    title: 'Pas sans les établis',
    points: [
      'Le statut est calculé deux fois\u00a0: avec tous, puis avec les seuls membres établis.',
      'Il ne bouge que si les deux vont dans le même sens. Il s’arrête à ce que les deux permettent.',
      `Si les établis pèsent moins de ${rule.GUARD_MIN_WEIGHT}, rien ne bouge. La page le dit\u00a0: «\u00a0surtout des comptes récents\u00a0».`,
    ],
  },

  margins: {
    title: 'Pour ne pas osciller',
    points: [
      `«\u00a0Sérieux\u00a0» se quitte quand le bas passe sous ${outOf100(rule.RELIABLE_LEFT_UNDER_LOW)} sur 100.`,
      `«\u00a0Douteux\u00a0» se quitte quand le haut dépasse ${outOf100(rule.DOUBTFUL_LEFT_OVER_HIGH)} sur 100. Il faut aussi ${outOf100(rule.PROMISING_MIN_MEAN)} chances sur 100.`,
      `«\u00a0Ne paie pas\u00a0» se quitte quand le haut dépasse ${outOf100(rule.NOT_PAYING_LEFT_OVER_HIGH)} sur 100.`,
      'Les conditions de jours et de membres n’ont pas de marge.',
      `Quand le poids retombe sous ${rule.KNOWN_MIN_WEIGHT}, le dernier statut reste, marqué «\u00a0plus assez de nouvelles\u00a0». «\u00a0Sérieux\u00a0» devient alors «\u00a0Semble payer\u00a0».`,
      'Chaque changement est gardé avec ses nombres, et ouvert à tous.',
    ],
  },

  example: {
    title: 'Un exemple, calculé à l’instant',
    say: (days: number) =>
      `Une plateforme inventée, sans promesse. Délai normal\u00a0: ${days}\u00a0jours. Le code du site calcule ce tableau à chaque affichage.`,
    caption: 'Poids de chaque preuve de l’exemple',
    columns: ['Preuve', 'Auteur', 'Âge', 'Poids', 'Payé', 'Impayé'],
    outcomes: { received: 'Reçu', waiting: 'Attendu', refused: 'Refusé', 'given-up': 'Abandonné' },
    proofs: { confirmed: 'confirmé', screenshot: 'capture', declared: 'déclaré' },
    author: (letter: string, established: boolean) =>
      `${letter}, ${established ? 'établi' : 'nouveau'}`,
    age: (days: number) => `${days}\u00a0j`,
    total: 'Total',
    result: (standing: string, mean: number, low: number, high: number, weight: string) =>
      `Poids total n = ${weight}. ${mean} chances sur 100, entre ${low} et ${high}. Statut\u00a0: «\u00a0${standing}\u00a0».`,
    established: (mean: number, low: number, high: number, weight: string) =>
      `Avec les seuls établis\u00a0: n = ${weight}, ${mean} chances sur 100, entre ${low} et ${high}.`,
    notes: [
      'A apporte deux paiements dans la même tranche\u00a0: ils se partagent le plafond.',
      'D attend plus que le délai normal\u00a0: une part seulement de son poids compte, comme impayée.',
      `F et G sont nouveaux\u00a0: leur preuve est multipliée par ${n(rule.AUTHOR_NEW)}.`,
    ],
  },

  delay: {
    title: 'Le délai et la part arrivée',
    points: [
      'La courbe est l’estimateur de Kaplan et Meier sur 12\u00a0mois, par mois de la demande.',
      'Un paiement attendu compte tant qu’il attend. Un paiement refusé reste au dénominateur, jamais payé.',
      `Intervalle à ${percent(DELAY_INTERVAL_LEVEL)}\u00a0: variance de Greenwood, échelle log-log.`,
      '«\u00a0La moitié en 4\u00a0jours\u00a0»\u00a0: le premier jour où la courbe atteint 50\u00a0%. Sinon, «\u00a0pas atteint\u00a0».',
      'Qui abandonne a attendu jusque-là, puis n’est plus suivi. Ce n’est pas un refus.',
      `Un délai se dit à partir de ${MIN_RECEIPTS_OF_DELAY} paiements reçus en 12\u00a0mois.`,
      'Un reçu à une date oubliée n’entre pas dans la courbe. Il compte dans la part arrivée.',
      'Part arrivée = reçus ÷ (reçus + refusés + abandonnés + en retard), sur 90\u00a0jours ou 12\u00a0mois.',
    ],
    formula: 'part(j) = 1 − ∏ (1 − reçus au jour i ÷ encore attendus au jour i), pour i ≤ j',
  },

  rating: {
    title: 'La note des avis',
    points: [
      'La note d’un avis est la moyenne de ses critères, de 1 à 5.',
      `La moyenne du site entre comme ${RATING_PRIOR_WEIGHT}\u00a0avis de plus. Sans aucun avis, elle vaut ${RATING_PRIOR_FALLBACK}.`,
      `À côté\u00a0: le nombre d’avis, leur répartition, et les ${RATING_RECENT_DAYS} derniers jours.`,
    ],
    formula: `note = (${RATING_PRIOR_WEIGHT} × moyenne du site + somme des notes) ÷ (${RATING_PRIOR_WEIGHT} + nombre d’avis)`,
  },

  seen: {
    title: 'Ce que les autres voient d’un paiement',
    points: [
      'Le mois de la demande, jamais le jour. Le délai en jours. Le montant arrondi à deux chiffres.',
      'Tous les calculs partent de ces valeurs publiées. Une copie du site trouve les mêmes nombres.',
      'Le milieu du mois tient lieu de jour. Un âge peut donc se tromper de deux semaines.',
      'L’auteur est une clé au hasard, propre à une plateforme. Elle ne mène à personne.',
    ],
    data: 'Toutes les données, avec les poids\u00a0:',
  },

  choices: {
    title: 'Là où la règle laissait un choix',
    points: [
      `Le délai médian est d’abord celui des établis, s’ils ont reçu ${rule.EXPECTED_MIN_RECEIVED} paiements. De deux milieux, le plus court.`,
      `Reçu à moins de ${percent(rule.PARTLY_PAID_MIN_SHARE)}, un paiement fait de son auteur un membre sans son dû. Des frais ne suffisent pas.`,
      'Une attente pèse autant qu’un reçu déclaré, pas plus. Qui paie ne doit pas sembler douteux.',
      'Un paiement reçu à une date oubliée vieillit dès le délai normal. Il reste hors du délai médian.',
      'Sans paiement à un membre établi, rien ne dit «\u00a0Semble payer\u00a0». Le statut dit «\u00a0Trop peu de preuves\u00a0».',
      'Dans le plafond d’un membre, seul compte ce qui compte déjà. Une attente récente ne prend la place de rien.',
      'Le reçu récent qui maintient «\u00a0Sérieux\u00a0» doit venir d’un membre établi.',
      '«\u00a0Douteux\u00a0» et «\u00a0Ne paie pas\u00a0» n’ont de marge qu’à la sortie. L’alerte ne tarde pas.',
      'Pour douter, même la lecture la plus favorable doit rester basse. Peu de preuves ne suffisent pas.',
      `Le silence seul ne lève pas un doute\u00a0: il ne donne jamais ${outOf100(rule.PROMISING_MIN_MEAN)} chances sur 100.`,
      'Un premier statut se place entre «\u00a0Douteux\u00a0» et «\u00a0Semble payer\u00a0». Les deux calculs doivent s’accorder.',
      'De plusieurs promesses du même mois, la plus courte vaut. La première connue vaut aussi pour avant.',
      'Un milieu de mois encore à venir compte comme aujourd’hui. Les jours sont ceux de l’heure UTC.',
    ],
  },

  unknown: {
    title: 'Ce que nous ne savons pas',
    points: [
      'Nos membres ne sont pas tirés au sort. Ceux qui attendent écrivent peut-être plus que ceux qui sont payés.',
      'Nous ne voyons pas les comptes. Une capture peut être fausse.',
      'Nous ne savons pas combien de personnes une plateforme paie en tout.',
      'Les constantes sont des choix. Elles peuvent changer\u00a0: chaque version est publiée avec le code.',
      'Un statut n’est pas une promesse. Il dit ce qui est arrivé à d’autres.',
    ],
  },
};
