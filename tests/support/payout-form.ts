/** The fields of the form that reports a received payout, as a page without a script sends them. */
export const PAYOUT_FORM = {
  _form: 'payout',
  _from: '/fr/declarer/paiement',
  platform: 'clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};
