export const rules = {
  standings: {
    reliable: 'Sérieux',
    promising: 'Semble payer',
    unknown: 'Trop peu de preuves',
    doubtful: 'Douteux',
    'not-paying': 'Ne paie pas',
    closed: 'Fermé',
  },
};
