import type { Tone } from './texts.ts';

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
