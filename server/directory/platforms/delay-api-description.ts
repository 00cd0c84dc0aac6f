import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';

/** The description of delays in the OpenAPI document. */
export const DELAY_API_DESCRIPTION = `Delays are said from ${MIN_RECEIPTS_OF_DELAY} receipts on known days
within 12 months on, as on the pages. Below, \`medianDelayDays\` and \`delay95Days\` are null and the
\`curve\` is empty.`;
