export const hidden = {
  hidden: 'Masqué par une décision.',
  removed: 'Retiré de la lecture par une décision.',
  veiled: (until: string) => `Voilé jusqu’au ${until}, le temps de décider.`,
  notCounted: 'Ne compte plus dans les chiffres.',
  onlyYou: 'Personne d’autre que vous ne le lit.',
  rule: (rule: string) => `Règle ${rule}`,
  decision: 'Lire la décision',
  read: 'Lire quand même',
  readOwn: 'Relire ce que j’ai publié',
  image: 'Une décision masque ce paiement.',
};
