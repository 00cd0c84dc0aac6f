import type { WritingRoute } from './writing-route.ts';

const FOLLOWING = '/fr/nouvelles/abonnements';
const MAIL = '/fr/nouvelles/courriel';
const nothing = (): Record<string, never> => ({});
const code = (): Record<string, string> => ({ code: 'A'.repeat(43) });

/** Writing routes of mail and push. */
export const REACH_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/me/push': {
    page: FOLLOWING,
    form: 'push',
    body: () => ({
      endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
      p256dh: `B${'A'.repeat(86)}`,
      auth: 'A'.repeat(22),
    }),
  },
  '/api/me/push/end': { page: FOLLOWING, form: 'push-end', body: nothing },
  '/api/me/mail': {
    page: FOLLOWING,
    form: 'mail',
    body: () => ({ email: 'aina@courriel.example', frequency: 'daily' }),
  },
  '/api/me/mail/end': { page: FOLLOWING, form: 'mail-end', body: nothing },
  '/api/mail/confirm': { page: MAIL, form: 'mail-code', body: code },
  '/api/mail/end': { page: MAIL, form: 'mail-code', body: code },
};
