export const imports = {
  title: 'Reprendre mon pseudonyme',
  lead: (names: string) => `Vous étiez membre ailleurs\u00a0? Les messages de ${names} sont ici.`,
  nobodyWaits: 'Aucun pseudonyme n’attend plus son membre sur ce site.',
  what: [
    'Votre pseudonyme vous attend. Personne d’autre ne peut le prendre.',
    'Vos anciens messages redeviennent les vôtres. Vous pourrez les modifier ou les retirer.',
    'Votre ancienneté compte depuis votre inscription là-bas.',
  ],
  pseudonymHint: 'Tel qu’il est écrit à côté de votre code. Il a pu changer un peu.',
  code: 'Code',
  codeHint: 'Douze signes, reçus par l’ancien site. Majuscules et tirets ne comptent pas.',
  submit: 'Reprendre mon pseudonyme',
  noCode: 'Pas de code\u00a0? Demandez-le au responsable de l’ancien site. Il sert une seule fois.',
  welcome: (pseudonym: string) => `Bon retour, ${pseudonym}. Vos messages sont de nouveau à vous.`,
  from: (names: string) => `Vous veniez de ${names}\u00a0?`,
  claim: 'Reprendre mon pseudonyme',
};
