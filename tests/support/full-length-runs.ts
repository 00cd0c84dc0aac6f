/**
 * Whether open-ended tests run at full length (`npm run test:faults`); otherwise they run a
 * deterministic sample in minutes.
 */
export const LONG = process.env['CONTRENOTE_FAULTS'] === 'long';
