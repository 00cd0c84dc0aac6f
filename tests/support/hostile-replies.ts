import type { WritingRoute } from './writing-route.ts';

/** What who is named sends from outside, without an account, and what moderators answer. */
export const REPLY_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/domains/code': {
    page: '/fr/repondre/domaine?plateforme=clickworker',
    form: 'domain',
    body: () => ({ platform: 'clickworker', domain: 'clickworker.com' }),
  },
  '/api/domains/check': {
    page: '/fr/repondre/domaine',
    form: 'check',
    body: () => ({ receipt: '7KQM-2XPA-H4RT-9WVC', page: 'https://clickworker.com/contact' }),
  },
  '/api/disputes': {
    page: '/fr/repondre/contester?plateforme=clickworker',
    form: 'dispute',
    body: () => ({
      receipt: '7KQM-2XPA-H4RT-9WVC',
      about: 'fact/promiseDays',
      reasons: 'Nous payons en dix jours depuis octobre.',
    }),
  },
  '/api/disputes/{id}/answer': {
    page: '/fr/reponses',
    form: 'dispute-{id}',
    body: () => ({ outcome: 'kept', answer: 'La source dit toujours trente jours.' }),
  },
};
