/**
 * States of an organiser's key: the page has a sentence for each, and the script shows the current
 * one.
 */
export const ORGANISER_KEY_STATUSES = [
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
export type OrganiserKeyStatus = (typeof ORGANISER_KEY_STATUSES)[number];
