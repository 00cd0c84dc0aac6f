import type { WritingRoute } from './writing-route.ts';

const OWN = '/fr/preuves-privees';

/**
 * Writing routes of private evidence; with a new member each time, since earlier evidence would block
 * another.
 */
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
