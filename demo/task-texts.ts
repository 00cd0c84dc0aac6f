import type { Tone } from './texts.ts';

/** What reports say beside their numbers; each is handed out once. */
export const REPORT_TEXTS: Readonly<Record<Tone, readonly string[]>> = {
  good: [
    'Consigne claire, on prend vite le rythme.',
    'Validé le lendemain, sans rien demander.',
    'Mieux payé que les autres tâches du même genre.',
    'Une fois la consigne lue, c’est régulier.',
    'Le client a répondu dans la journée à ma question.',
    'Instructions are short, and the examples help.',
    'Approved within two days, all of it.',
    'On peut s’arrêter et reprendre sans rien perdre.',
  ],
  mixed: [
    'Les dix premières prennent le double du temps.',
    'Peu de lots : il faut revenir souvent.',
    'Deux refus, avec une explication que j’ai comprise.',
    'Le chargement des images mange une bonne part du temps.',
    'La consigne fait quatre pages, non payées.',
    'Fine for a quiet evening, not for a living.',
    'The page froze twice; that time is in my total.',
    'Une question reste sans réponse, je l’ai laissée de côté.',
  ],
  bad: [
    'Refus en bloc, sans un mot. Le travail est gardé.',
    'Éjecté à la dernière question, plusieurs fois.',
    'La consigne a changé après l’envoi.',
    'Trois messages envoyés, aucune réponse.',
    'On comprend après coup qu’il s’agit de faux avis.',
    'Une heure de travail pour le prix d’un café.',
    'Le compteur annonce cinq minutes, il en faut vingt.',
    'Refusé, puis la même tâche m’a été proposée de nouveau.',
  ],
};

/** What reviews of clients say; each is handed out once. */
export const CLIENT_TEXTS: Readonly<Record<Tone, readonly string[]>> = {
  good: [
    'Répond aux questions, et paie ce qui est fait.',
    'Consignes à jour, refus rares et expliqués.',
    'J’y retourne dès qu’il y a un lot.',
    'Clear instructions, quick approval.',
    'They corrected a refusal after one message.',
    'Toujours validé dans la semaine.',
  ],
  mixed: [
    'Correct, mais le tarif a baissé depuis l’an dernier.',
    'Bonnes consignes, réponses lentes.',
    'Pays fairly for easy pictures, badly for hard ones.',
    'Rien à redire sur les refus, le temps est sous-estimé.',
    'Slow to approve, but it comes.',
  ],
  bad: [
    'Refuse sans dire pourquoi et garde le travail.',
    'Aucune réponse à mes messages.',
    'Le temps annoncé est trois fois trop court.',
    'Demande des avis sur ce qu’on n’a jamais acheté.',
    'Payé une fois sur deux.',
  ],
};
