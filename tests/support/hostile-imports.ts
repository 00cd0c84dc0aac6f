import { PASSWORD } from './accounts.ts';
import type { WritingRoute } from './writing-route.ts';

export const IMPORT_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/claim': {
    page: '/fr/reprendre-mon-pseudonyme',
    form: 'claim',
    body: () => ({
      pseudonym: 'Personne',
      code: 'abcd-efgh-jkmn',
      password: PASSWORD,
      agree: true,
    }),
  },
};
