/** An hourly rate beside the gross minimum wage of a country. */
export const wages = {
  hourly: (amount: string) => `${amount} de l’heure`,
  perHour: (amount: string) => `${amount}/h`,
  /** Of the country where the minimum wage has a name that everybody knows. */
  named: (share: string, wage: string, month: string) =>
    `${share} du SMIC brut (${wage}, ${month})`,
  unnamed: (share: string, country: string, wage: string, month: string) =>
    `${share} du salaire minimum brut (${country}\u00a0: ${wage}, ${month})`,
  /** Between a rate and what part of the wage it is. */
  colon: '\u00a0: ',
  minimumNamed: (wage: string, month: string) =>
    `Pour comparer, le SMIC brut\u00a0: ${wage} de l’heure (${month}).`,
  minimum: (country: string, wage: string, month: string) =>
    `Pour comparer, le salaire minimum brut (${country})\u00a0: ${wage} de l’heure (${month}).`,
  unpaidCounted: 'Le temps non payé est compté.',
  gross: 'Tout est brut, avant cotisations. Les salaires minimums sont à vérifier.',
  choose: 'Comparer avec',
  details: 'Comparer avec d’autres pays',
  caption: 'Ce taux, à côté du salaire minimum brut de l’heure',
  columns: {
    country: 'Pays',
    share: 'Ce taux en fait',
    wage: 'Minimum brut, de l’heure',
  },
  toVerify: 'à vérifier',
  federal: 'minimum fédéral',
  monthly: 'Un salaire fixé au mois est divisé par ses heures légales.',
  converted: (month: string) => `Conversion au taux de change de ${month}, à titre indicatif.`,
  noRate: 'sans taux de change',
};
