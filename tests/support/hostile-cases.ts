import type { WritingRoute } from './writing-route.ts';

/** The writing routes of moderation; the flag is about nothing that is there. */
export const CASE_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/flags': {
    page: '/fr/signaler-un-message?about=post/zzzzzzzzzzzz',
    form: 'case-flag',
    body: () => ({
      about: 'post/zzzzzzzzzzzz',
      reason: 'insult',
      sentence: 'Il insulte une collègue.',
      ratedParty: true,
    }),
  },
};
