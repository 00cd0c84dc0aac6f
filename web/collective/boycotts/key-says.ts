/**
 * What the browser can say of an organiser's key, one at a time: the page has a sentence for each, and
 * the script shows the one that holds.
 */
export const KEY_SAYS = [
  // Before pledging.
  'make',
  'making',
  'given',
  'not-here',
  'not-taken',
  // While pledging.
  'signing',
  'signed',
  'refused',
  'record-waits',
  'no-record',
  'elsewhere',
  // At any time.
  'offline',
  'no-storage',
  'too-old',
] as const;
export type KeySay = (typeof KEY_SAYS)[number];
