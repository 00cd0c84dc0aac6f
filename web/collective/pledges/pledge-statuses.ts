/** States of a pledge: the page has a sentence for each, and the script shows the current one. */
export const PLEDGE_SAYS = [
  // While looking for keys and fetching the token.
  'looking',
  'fetching',
  'cosign-waits',
  'cosign-queued',
  'record-waits',
  'no-record',
  'elsewhere',
  'erased',
  'no-storage',
  'too-old',
  'offline',
  'refused',
  // While pledging.
  'ready',
  'waiting',
  'unsent',
  'sent',
  'withdraw-waiting',
  'withdraw-unsent',
  'withdrawn',
  'kept',
  'too-late',
  'invalid',
  // Once it is on, and after.
  'found',
  'missing',
  'none',
] as const;
export type PledgeSay = (typeof PLEDGE_SAYS)[number];

/** Results of a check-in or a vote. */
export const ACT_TELLS = ['waiting', 'unsent', 'told', 'refused'] as const;
export type ActTell = (typeof ACT_TELLS)[number];

/** Actions of the widget's buttons. */
export const PLEDGE_ACTS = ['pledge', 'again', 'withdraw', 'forget', 'check-in', 'vote'] as const;
export type PledgeAct = (typeof PLEDGE_ACTS)[number];
