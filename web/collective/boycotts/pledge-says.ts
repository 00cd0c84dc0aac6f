/**
 * What the browser can say of a pledge, one at a time: the page has a sentence for each, and the
 * script shows the one that holds.
 */
export const PLEDGE_SAYS = [
  // While it looks, and gets its signature.
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

/** What became of a check-in or a vote. */
export const ACT_TELLS = ['waiting', 'unsent', 'told', 'refused'] as const;
export type ActTell = (typeof ACT_TELLS)[number];

/** What a button of the part does. */
export const PLEDGE_ACTS = ['pledge', 'again', 'withdraw', 'forget', 'check-in', 'vote'] as const;
export type PledgeAct = (typeof PLEDGE_ACTS)[number];
