import type { WritingRoute } from './writing-route.ts';

/** A platform whose page has the follow button. */
const PLATFORM = '/fr/plateformes/clickworker';
const FOLLOWING = '/fr/nouvelles/abonnements';
const nothing = (): Record<string, never> => ({});
const followed = (): Record<string, string> => ({ kind: 'platform', key: 'clickworker' });

export const INBOX_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/follows': { page: PLATFORM, form: 'follow', body: followed },
  '/api/follows/end': { page: PLATFORM, form: 'follow', body: followed },
  '/api/me/follows-own': {
    page: FOLLOWING,
    form: 'follows-own',
    body: () => ({ followsOwn: 'no' }),
  },
  '/api/me/organiser-messages': {
    page: FOLLOWING,
    form: 'organiser-messages',
    body: () => ({ messages: 'no' }),
  },
  '/api/me/answers-questions': {
    page: FOLLOWING,
    form: 'volunteer',
    body: () => ({ answers: 'no' }),
  },
  '/api/me/weekly-news': { page: FOLLOWING, form: 'weekly', body: () => ({ weekly: 'no' }) },
  '/api/me/private-feed': {
    page: FOLLOWING,
    form: 'feed-make',
    body: () => ({ change: 'make' }),
  },
  '/api/me/inbox/read': { page: '/fr/nouvelles', form: 'read-all', body: nothing },
  '/api/me/inbox/{id}/read': { page: '/fr/nouvelles', form: 'read-{id}', body: nothing },
};
