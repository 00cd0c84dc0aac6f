import type { WritingRoute } from './writing-route.ts';

const OWN = '/fr/preuves-privees';

/** Evidence for two checkers alone: a new member for each, so that no earlier one stands in the way. */
export const PRIVATE_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/private-evidence': {
    page: OWN,
    form: 'private-evidence',
    body: () => ({ platform: 'clickworker', text: 'Je transcris ici depuis deux ans.' }),
    freshMember: true,
  },
  '/api/private-evidence/{id}/withdraw': {
    page: OWN,
    form: 'take-back-{id}',
    body: () => ({}),
  },
  '/api/private-evidence/{id}/voice': {
    page: `${OWN}/verifier/{id}`,
    form: 'private-voice',
    body: () => ({ accepts: 'yes' }),
  },
};
