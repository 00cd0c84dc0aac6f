/**
 * States of an organiser's key: the page has a sentence for each, and the script shows the current
 * one.
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
