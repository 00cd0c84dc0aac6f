import type { IncidentKind } from '#shared/evidence/incidents.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('fr');
const kinds: Record<IncidentKind, string> = {
  'account-closed': 'Compte fermé',
  'account-suspended': 'Compte suspendu',
  'balance-stuck': 'Solde bloqué sous le seuil',
  'tasks-refused': 'Tâches refusées en nombre',
  'posts-bought': 'Tâche qui paie pour publier ici',
};

export const incidents = {
  kinds,
  form: {
    title: 'Déclarer un incident',
    titleOn: (platform: string) => `Un incident avec ${platform}`,
    correctTitle: 'Corriger mon incident',
    intro: 'Dites les faits. Les autres voient le mois et un montant arrondi.',
    platform: 'Plateforme',
    platformHint: 'Son nom, ou l’adresse de son site.',
    kind: 'Que s’est-il passé\u00a0?',
    happenedOn: 'Quel jour\u00a0?',
    happenedOnHint: 'Le jour reste privé. Seul le mois est publié.',
    reason: 'A-t-elle donné une raison\u00a0?',
    reasons: { none: 'Non, aucune', given: 'Oui', unknown: 'Je ne sais pas' },
    appeal: 'Avez-vous protesté auprès d’elle\u00a0?',
    appeals: {
      'not-tried': 'Pas encore',
      unanswered: 'Oui, sans réponse',
      answered: 'Oui, elle a répondu',
    },
    lost: 'Solde perdu',
    asks: 'Que demande la tâche\u00a0?',
    asked: { praise: 'Dire du bien', blame: 'Dire du mal' },
    boughtHint:
      'Indiquez ci-dessus la plateforme dont il faut parler. Dites plus bas qui l’a commandé.',
    offeredAt: 'Où la tâche est-elle proposée\u00a0?',
    offeredAtHint: 'Le nom de la plateforme. Laissez vide si c’est la même.',
    reward: 'Ce qu’elle paie',
    currency: 'Monnaie',
    text: 'En quelques mots',
    textHint:
      'Ne nommez personne. Pas d’adresse, pas de message privé. 2\u00a0000 caractères au plus.',
    solicited: 'On m’a demandé ou payé pour publier ceci.',
    signed: (pseudonym: string) =>
      `Signer «\u00a0${pseudonym}\u00a0». Sinon, personne ne voit qui publie.`,
    submit: 'Publier l’incident',
    correct: 'Enregistrer la correction',
    kindNote: 'Changer la nature de l’incident efface les «\u00a0moi aussi\u00a0».',
    withdrawTitle: 'Retirer cet incident',
    withdrawHint: 'Il est effacé pour de bon. Le registre public dit seulement qu’il a été retiré.',
    withdraw: 'Retirer l’incident',
  },
  list: {
    empty: 'Aucun incident déclaré.',
    report: 'Déclarer un incident',
    reasons: {
      none: 'Aucune raison donnée',
      given: 'Une raison donnée',
      unknown: 'Raison inconnue',
    },
    appeals: {
      'not-tried': 'pas encore de recours',
      unanswered: 'recours sans réponse',
      answered: 'recours avec réponse',
    },
    asked: {
      praise: 'La tâche demande d’en dire du bien',
      blame: 'La tâche demande d’en dire du mal',
    },
    offeredAt: (place: string) => `proposée sur ${place}`,
    reward: (amount: string) => `payée environ ${amount}`,
    picture: 'La tâche, telle que ce membre l’a vue',
    lost: (amount: string) => `solde perdu\u00a0: environ ${amount}`,
    happened: (month: string) => `en ${month}`,
    solicited: 'Publié à la demande de quelqu’un. Ne compte pas dans les chiffres.',
    echoes: (members: number) =>
      `${count(members, 'autre membre dit', 'autres membres disent')}\u00a0: moi aussi`,
    echo: 'Moi aussi',
    echoSignIn: 'Moi aussi (se connecter)',
    withdrawEcho: 'Retirer mon «\u00a0moi aussi\u00a0»',
    edit: 'Corriger ou retirer',
    older: 'Incidents plus anciens',
    newest: 'Revenir aux plus récents',
  },
};
