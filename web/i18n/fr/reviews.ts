import type { Criterion, ReviewSort } from '#shared/evidence/reviews.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const reviewsCounted = (reviews: number): string => count(reviews, 'avis', 'avis');

/** What is marked, and what 1 and 5 mean. */
const criteria: Record<Criterion, { name: string; low: string; high: string }> = {
  pay: { name: 'Rémunération', low: 'dérisoire', high: 'correcte' },
  punctuality: { name: 'Paiement à l’heure', low: 'jamais', high: 'toujours' },
  fairness: { name: 'Refus justifiés', low: 'jamais', high: 'toujours' },
  communication: { name: 'Communication', low: 'aucune réponse', high: 'claire et rapide' },
  supply: { name: 'Quantité de tâches', low: 'presque rien', high: 'de quoi faire' },
};

const sorts: Record<ReviewSort, string> = {
  newest: 'les plus récents',
  lowest: 'les notes les plus basses',
  highest: 'les notes les plus hautes',
};

export const reviews = {
  criteria,
  count: reviewsCounted,
  outOf: (mark: string) => `${mark} sur 5`,
  form: {
    title: (platform: string) => `Noter ${platform}`,
    editTitle: (platform: string) => `Mon avis sur ${platform}`,
    intro: 'Cinq notes suffisent. Le texte est facultatif.',
    experiencedMonth: 'Quand l’avez-vous vécu\u00a0?',
    experiencedMonthHint: 'Le dernier mois dont vous parlez.',
    chooseMonth: 'Choisir un mois',
    text: 'Votre avis',
    textHint: 'Des faits vécus. Ne nommez personne. 5\u00a0000 caractères au plus.',
    solicited: 'On m’a demandé ou payé pour donner cet avis.',
    solicitedHint: 'Il est alors publié avec cette mention. Il ne compte pas dans la note.',
    signed: (pseudonym: string) =>
      `Signer «\u00a0${pseudonym}\u00a0». Sinon, personne ne voit qui publie.`,
    seenTitle: 'Ce que les autres voient',
    seen: [
      'Vos cinq notes et votre texte.',
      'Le mois vécu et le mois de publication, jamais le jour.',
      'Si vous avez déclaré un paiement ici, avec ou sans capture.',
    ],
    oneEach: 'Un seul avis par membre et par plateforme. Vous pouvez le modifier ou le retirer.',
    checks: 'Comment les avis sont contrôlés',
    submit: 'Publier mon avis',
    edit: 'Modifier mon avis',
    withdrawTitle: 'Retirer mon avis',
    withdrawHint: 'Il est effacé pour de bon. Le registre public dit seulement qu’il a été retiré.',
    withdraw: 'Retirer l’avis',
  },
  panel: {
    none: 'Pas encore d’avis compté.',
    overall: 'Note des membres',
    prior: 'Avec peu d’avis, la note reste proche de la moyenne du site.',
    distribution: 'Répartition des notes',
    marks: 'Par critère',
    recent: (mark: string, reviews: number) =>
      `Ces 90 derniers jours\u00a0: ${mark} sur 5 (${reviewsCounted(reviews)}).`,
    allTime: (mark: string, reviews: number) =>
      `Depuis le début\u00a0: ${mark} sur 5 (${reviewsCounted(reviews)}).`,
    noneRecent: 'Aucun avis ces 90 derniers jours.',
    solicited: 'Les avis publiés à la demande de quelqu’un ne comptent pas.',
  },
  list: {
    empty: 'Personne n’a encore donné son avis. Cinq notes suffisent.',
    write: 'Donner mon avis',
    mine: 'Modifier ou retirer mon avis',
    sorted: 'D’abord',
    sorts,
    checks: 'Comment les avis sont contrôlés',
    lived: (month: string) => `vécu en ${month}`,
    published: (month: string) => `publié en ${month}`,
    edited: 'modifié depuis',
    checked: {
      proof: 'Vérifié par une preuve de paiement de son auteur',
      declared: 'Son auteur déclare un paiement ici, sans capture',
      none: 'Non vérifié\u00a0: aucun paiement déclaré ici',
    },
    solicited: 'Publié à la demande de quelqu’un. Ne compte pas dans la note.',
    next: 'Avis suivants',
    first: 'Revenir aux premiers avis',
  },
};
