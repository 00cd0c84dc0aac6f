import { counter } from '#web/i18n/count.ts';

const count = counter('fr');

/** Figures that are cited: as of a day, and on a sheet of paper. */
export const figures = {
  asOf: {
    title: (question: string, day: string) => `${question} (au ${day})`,
    band: (day: string) => `Au ${day}`,
    missing: (day: string) => `Rien n’est conservé pour le ${day}`,
    today: 'voir aujourd’hui',
    first: 'Les premiers chiffres conservés sont ceux du',
    why: 'Pourquoi ce statut',
    week: 'Ces chiffres se gardent une fois par semaine, le lundi à minuit, heure UTC.',
    kept: 'Ce qui a été retiré ou masqué plus tard reste compté ici.',
    lists: 'Les preuves et les avis ne se lisent que sur la page d’aujourd’hui.',
  },
  cite: {
    title: 'Citer ces chiffres',
    say: (day: string) => `Cette adresse montrera toujours les chiffres au ${day}.`,
    soon: 'Les premiers chiffres à citer seront ceux de lundi prochain.',
    ends: 'Les chiffres sont conservés une fois par semaine, pas chaque jour\u00a0: d’un jour à l’autre, on verrait quand un paiement a été publié, et on pourrait deviner par qui.',
    sheet: 'La fiche à imprimer, sur une page',
  },
  sheet: {
    title: (name: string) => `${name}\u00a0: la fiche`,
    back: 'La page de la plateforme',
    print: 'Cette fiche s’imprime sur une feuille A4.',
    on: (day: string) => `Chiffres au ${day}`,
    why: 'Pourquoi ce statut',
    refused: (share: string, members: number) =>
      `${share} des tâches jugées sont refusées, d’après ${count(members, 'membre', 'membres')}.`,
    period: (day: string) =>
      `Part arrivée et délais\u00a0: douze mois jusqu’au ${day}. Autres comptes\u00a0: depuis le début.`,
    method: 'Méthode',
    methods: [
      'Des membres déclarent leurs paiements, avec ou sans capture d’écran.',
      'Une règle publique en calcule le statut\u00a0: les preuves récentes et établies pèsent plus.',
      'Les montants sont arrondis, et chacun peut tout recalculer.',
    ],
    undated: 'Adresse',
    address: 'Adresse datée',
    licence: 'Licence',
    odbl: 'ODbL 1.0. Citez\u00a0: Contrenote, avec l’adresse datée.',
    record: 'Registre public, au moment de l’impression',
    checkpoint: (origin: string, size: string, moment: string) =>
      `${origin}, ${size} actes, signé le ${moment}.`,
    qr: 'L’adresse datée, en code QR',
  },
};
