/**
 * Whether tests that could go on for ever do so for as long as it takes, as `npm run test:faults` asks;
 * all others run in minutes, with a share of it that is the same each time.
 */
export const LONG = process.env['CONTRENOTE_FAULTS'] === 'long';
