import type { WritingRoute } from './writing-route.ts';

/** A member who accepts private messages; created by the tests that need her. */
export const LETTER_BOX = 'Boîte aux lettres';

const CONVERSATION = '/fr/messages-prives/Bo%C3%AEte%20aux%20lettres';
const nothing = (): Record<string, never> => ({});

/** Writing routes of private messages and contact settings. */
export const MESSAGE_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/me/messages-allowed': {
    page: '/fr/reglages',
    form: 'allow-messages',
    body: () => ({ allows: true }),
  },
  '/api/me/contactable': {
    page: '/fr/reglages',
    form: 'contactable',
    body: () => ({ contactable: true }),
  },
  '/api/private-messages': {
    page: CONVERSATION,
    form: 'message',
    body: () => ({ to: LETTER_BOX, text: 'Es-tu payée en ce moment ?' }),
  },
  '/api/private-messages/{id}/withdraw': {
    page: CONVERSATION,
    form: 'withdraw-{id}',
    body: nothing,
  },
  '/api/private-messages/{id}/flag': {
    page: CONVERSATION,
    form: 'flag-{id}',
    body: () => ({ sentence: 'Il me menace.' }),
  },
  '/api/flagged-messages/{id}/decision': {
    page: '/fr/messages-signales',
    form: 'flag-{id}',
    body: () => ({ decision: 'suspend', rule: 'R5', reason: 'Une menace.' }),
  },
  '/api/ignores': {
    page: '/fr/membres/Bo%C3%AEte%20aux%20lettres',
    form: 'ignore',
    body: () => ({ member: LETTER_BOX }),
  },
  '/api/ignores/end': {
    page: '/fr/membres/Bo%C3%AEte%20aux%20lettres',
    form: 'end-ignore',
    body: () => ({ member: LETTER_BOX }),
  },
};
