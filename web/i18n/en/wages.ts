import type { Messages } from '#web/i18n/fr.ts';

export const wages: Messages['wages'] = {
  hourly: (amount) => `${amount} an hour`,
  perHour: (amount) => `${amount}/h`,
  named: (share, wage, month) => `${share} of the gross minimum wage (France: ${wage}, ${month})`,
  unnamed: (share, country, wage, month) =>
    `${share} of the gross minimum wage (${country}: ${wage}, ${month})`,
  colon: ': ',
  minimumNamed: (wage, month) =>
    `To compare, the gross minimum wage of France: ${wage} an hour (${month}).`,
  minimum: (country, wage, month) =>
    `To compare, the gross minimum wage (${country}): ${wage} an hour (${month}).`,
  unpaidCounted: 'Unpaid time is counted.',
  gross: 'All is gross, before contributions. The minimum wages are to be verified.',
  choose: 'Compare with',
  details: 'Compare with other countries',
  caption: 'This rate beside the gross minimum wage an hour',
  columns: {
    country: 'Country',
    share: 'This rate is',
    wage: 'Gross minimum, an hour',
  },
  toVerify: 'to be verified',
  federal: 'federal minimum',
  monthly: 'A wage set by the month is divided by its statutory hours.',
  converted: (month) => `Converted at the exchange rate of ${month}, as an indication.`,
  noRate: 'no exchange rate',
};
