import { randomId } from '#server/core/ids.ts';
import { PASSWORD } from './accounts.ts';
import type { WritingRoute } from './writing-route.ts';

const nothing = (): Record<string, never> => ({});

/** Passkeys, and what a member is asked on her own page. */
export const ACCOUNT_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/sign-in/passkey': {
    page: '/fr/connexion',
    form: 'passkey-sign-in',
    body: () => ({ credential: '{}', next: '/fr/reglages' }),
  },
  '/api/me/passkeys/options': {
    page: '/fr/cles-d-acces',
    form: 'passkey',
    body: () => ({ password: PASSWORD, name: 'Mon téléphone' }),
  },
  '/api/me/passkeys': {
    page: '/fr/cles-d-acces',
    form: 'passkey',
    body: () => ({ credential: '{}', name: 'Mon téléphone' }),
  },
  '/api/me/passkeys/{id}/remove': {
    page: '/fr/cles-d-acces',
    form: 'remove-{id}',
    body: nothing,
    subject: async (site, { id: memberId }) => {
      const row = { id: randomId(), memberId, credentialHash: randomId(), sealed: '' };
      return (await site.database.prisma.passkey.create({ data: row })).id;
    },
  },
  '/api/me/recovery-phrase/check': {
    page: '/fr/moi',
    form: 'phrase-check',
    body: () => ({ first: 'zoo', second: 'abeille' }),
  },
  '/api/me/recovery-phrase/answer': {
    page: '/fr/moi',
    form: 'phrase-later',
    body: () => ({ answer: 'later' }),
  },
  '/api/me/first-steps/dismiss': { page: '/fr/moi', form: 'first-steps', body: nothing },
};
