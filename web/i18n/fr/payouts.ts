import type { Outcome } from '#shared/evidence/payouts.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const days = (n: number): string => count(n, 'jour', 'jours');

const outcomes: Record<Outcome, string> = {
  received: 'J’ai été payé·e',
  waiting: 'J’attends encore',
  refused: 'On m’a refusé',
  'given-up': 'J’abandonne',
};

const states: Record<Outcome, string> = {
  received: 'Reçu',
  waiting: 'En attente',
  refused: 'Refusé',
  'given-up': 'Abandonné',
};

/** "de Clickworker", "d’Appen". */
const from = (name: string): string =>
  /^[aeiouyàâéèêëîïôùûü]/i.test(name) ? `d’${name}` : `de ${name}`;

/** "en 3 jours"; the same day takes no count. */
const within = (delay: number): string => (delay === 0 ? 'le jour même' : `en ${days(delay)}`);
const after = (delay: number): string => (delay === 0 ? 'le jour même' : `après ${days(delay)}`);

export const payouts = {
  outcomes,
  states,
  done: {
    'payout-published': 'C’est publié. Voici ce que les autres voient.',
    'payout-corrected': 'C’est corrigé. Voici ce que les autres voient.',
    'payout-still-waiting': 'C’est noté\u00a0: vous attendez encore.',
    'payout-withdrawn': 'C’est retiré. L’image est effacée aussi.',
  },

  report: {
    title: 'Déclarer un paiement',
    titleFor: (platform: string) => `Déclarer un paiement ${from(platform)}`,
    lead: 'Trente secondes. Votre pseudonyme n’est pas affiché.',
    platform: 'Plateforme',
    platformHint: 'Son nom ou son adresse, par exemple clickworker.com.',
    missingPlatform: 'Ajouter une plateforme',
    outcome: 'Que s’est-il passé\u00a0?',
    expected: 'Montant attendu',
    currency: 'Monnaie',
    less: 'Reçu un autre montant, ou payé des frais\u00a0?',
    received: 'Montant reçu',
    receivedHint: 'Vide\u00a0: tout est arrivé.',
    fee: 'Frais retenus',
    method: 'Moyen de paiement',
    methodEmpty: 'Choisir',
    askedOn: 'Demandé le',
    dueByItself: 'La plateforme paie d’elle-même. C’est la date prévue.',
    receivedOn: 'Reçu le',
    refusedOn: 'Refusé le',
    dateForgotten: 'Reçu, mais j’ai oublié la date',
    refusal: 'Raison donnée',
    refusalEmpty: 'Ne pas préciser',
    solicited: 'Vous a-t-on demandé ou payé pour publier ceci\u00a0? Cochez si oui.',
    sign: (pseudonym: string) => `Signer avec mon pseudonyme, ${pseudonym}`,
    signHint: 'Signez tous vos paiements d’une plateforme, ou aucun.',
    seen: 'Les autres verront\u00a0: le mois, le délai et le montant arrondi.',
    publish: 'Publier',
  },

  picture: {
    label: 'Capture d’écran',
    hint: 'Vous pourrez couvrir ce qui est personnel avant l’envoi. Tout le monde verra l’image.',
    hintUnpublished:
      'Vous pourrez couvrir ce qui est personnel avant l’envoi. Seuls des modérateurs verront l’image.',
    metadata: 'Le lieu, l’appareil et les autres données cachées sont retirés.',
    kept: 'Garder l’image déjà reçue. Vous n’avez pas à la renvoyer.',
    remove: 'Retirer l’image publiée',
  },

  edit: {
    title: 'Modifier un paiement',
    titleClose: 'Clore un paiement',
    sub: (platform: string) => `${platform}. Vous seul·e voyez ces valeurs exactes.`,
    save: 'Enregistrer',
    stillWaiting: 'J’attends encore',
    stillWaitingSay: 'Dites-le aujourd’hui\u00a0: votre attente compte mieux.',
    withdraw: 'Retirer ce paiement',
    withdrawSay:
      'Le paiement et son image sont effacés. Le registre public dit seulement\u00a0: retiré par son auteur.',
    withdrawConfirm: 'Retirer définitivement',
  },

  mine: {
    title: 'Mes preuves',
    say: 'Vos valeurs exactes. Vous seul·e les voyez.',
    payouts: 'Mes paiements',
    waiting: 'J’attends encore',
    incidents: 'Mes incidents',
    reviews: 'Mes avis',
    none: 'Rien encore. Un paiement reçu ou attendu suffit pour commencer.',
    noneIncident: 'Aucun incident déclaré.',
    noneReview: 'Aucun avis donné.',
    report: 'Déclarer un paiement',
    edit: 'Modifier',
    see: 'Ce que les autres voient',
    more: 'Plus anciens',
    asked: (day: string) => `demandé le ${day}`,
    due: (day: string) => `prévu le ${day}`,
    received: (day: string) => `reçu le ${day}`,
    refused: (day: string) => `refusé le ${day}`,
    givenUp: (day: string) => `abandonné le ${day}`,
    forgotten: 'reçu, date oubliée',
    waitingFor: (n: number) => (n === 0 ? 'depuis aujourd’hui' : `depuis ${days(n)}`),
    saidOn: (day: string) => `confirmé le ${day}`,
    receivedOf: (received: string, expected: string) => `${received} sur ${expected}`,
    fee: (amount: string) => `frais\u00a0: ${amount}`,
    signed: 'signé',
    picture: 'avec image',
  },

  card: {
    received: (amount: string, delay: number) => `Environ ${amount} ${within(delay)}`,
    waiting: (amount: string, waited: number) =>
      waited === 0
        ? `Environ ${amount}, demandés ce mois-ci`
        : `Environ ${amount}, attendus depuis environ ${days(waited)}`,
    refused: (amount: string, delay: number) => `Environ ${amount}, refusés ${after(delay)}`,
    forgotten: (amount: string) => `Environ ${amount}, reçus à une date oubliée`,
    givenUp: (amount: string, delay: number) => `Environ ${amount}, abandonnés ${after(delay)}`,
    partly: (share: string) => `${share} du montant attendu`,
    toConfirm: 'À confirmer',
    declared: 'Déclaré, sans image',
    solicited: 'Publié sur demande\u00a0: ne compte pas',
    alt: (amount: string, platform: string, method: string) =>
      `Capture d’écran\u00a0: environ ${amount} ${from(platform)}, ${method}`,
    noPicture: 'Sans image',
  },

  proof: {
    title: (platform: string, state: Outcome) =>
      ({
        received: `Un paiement reçu ${from(platform)}`,
        waiting: `Un paiement attendu ${from(platform)}`,
        refused: `Un paiement refusé par ${platform}`,
        'given-up': `Un paiement jamais reçu ${from(platform)}`,
      })[state],
    facts: 'Les faits',
    platform: 'Plateforme',
    state: 'Où en est-il',
    expected: 'Montant attendu',
    received: 'Montant reçu',
    asked: 'Demandé en',
    due: 'Prévu en',
    delay: 'Délai',
    delayDays: (n: number) => (n === 0 ? 'le jour même' : days(n)),
    waited: 'Attend depuis',
    waitedDays: (n: number) => (n === 0 ? 'ce mois-ci' : `environ ${days(n)}`),
    method: 'Moyen',
    by: 'Par',
    posted: 'Publié en',
    about: (amount: string) => `environ ${amount}`,
    picture: 'La capture',
    hidden: 'Ce que personne d’autre ne voit',
    hiddenSay:
      'Le jour et le montant exacts restent à son auteur. Ils permettraient à la plateforme de le reconnaître.',
    edit: 'Modifier ou retirer',
    all: 'Toutes les preuves',
    rate: (platform: string) => `Donner un avis sur ${platform}`,
    solicited: 'On a demandé ou payé son auteur pour publier ceci. Ce paiement ne compte pas.',
  },
};
