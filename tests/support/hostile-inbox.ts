import type { WritingRoute } from './writing-route.ts';

/** A platform whose page has the button. */
const PLATFORM = '/fr/plateformes/clickworker';
const followed = (): Record<string, string> => ({ kind: 'platform', key: 'clickworker' });

/** The writing routes about what a member hears of. */
export const INBOX_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/follows': { page: PLATFORM, form: 'follow', body: followed },
  '/api/follows/end': { page: PLATFORM, form: 'follow', body: followed },
};
