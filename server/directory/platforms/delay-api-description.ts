import { MIN_SLIPS_OF_DELAY } from '#shared/directory/slip-figures.ts';

/** The description of delays in the OpenAPI document. */
export const DELAY_API_DESCRIPTION = `Delays are stated from ${MIN_SLIPS_OF_DELAY} slips with a delay
within 12 months on, as on the pages. Below, \`medianDelayDays\` and \`delay95Days\` are null and
\`delayShares\` is empty.`;
