/** States of a pledge: the page has a sentence for each, and the script shows the current one. */
export const PLEDGE_STATUSES = [
  // While looking for keys and fetching the token.
  'looking',
  'fetching',
  'cosign-waits',
  'cosign-queued',
  'record-waits',
  'no-record',
  'elsewhere',
  'carry-wrong',
  'carry-none',
  'erased',
  'no-storage',
  'too-old',
  'offline',
  'refused',
  // States of the pledging step.
  'ready',
  'carried',
  'waiting',
  'unsent',
  'sent',
  'withdraw-waiting',
  'withdraw-unsent',
  'withdrawn',
  'kept',
  'too-late',
  'invalid',
  // Statuses during and after the boycott.
  'found',
  'missing',
  'none',
] as const;
export type PledgeStatus = (typeof PLEDGE_STATUSES)[number];

/** Results of a check-in or a vote. */
export const PLEDGER_ACT_RESULTS = ['waiting', 'unsent', 'told', 'refused'] as const;
export type PledgerActResult = (typeof PLEDGER_ACT_RESULTS)[number];

export const PLEDGE_BUTTON_ACTIONS = [
  'pledge',
  'again',
  'withdraw',
  'forget',
  'check-in',
  'vote',
] as const;
export type PledgeButtonAction = (typeof PLEDGE_BUTTON_ACTIONS)[number];
