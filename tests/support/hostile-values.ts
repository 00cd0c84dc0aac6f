import { randomId } from '#server/core/ids.ts';
import { PASSWORD } from './accounts.ts';
import { BOYCOTT_ROUTES } from './hostile-boycotts.ts';
import { CASE_ROUTES } from './hostile-cases.ts';
import { CLIENT_ROUTES } from './hostile-clients.ts';
import { IMPORT_ROUTES } from './hostile-imports.ts';
import { ACCOUNT_ROUTES } from './hostile-accounts.ts';
import { FORUM_ROUTES } from './hostile-forum.ts';
import { MESSAGE_ROUTES } from './hostile-messages.ts';
import { INBOX_ROUTES } from './hostile-inbox.ts';
import { PLEDGE_ROUTES } from './hostile-pledges.ts';
import { PRIVATE_ROUTES } from './hostile-private-evidence.ts';
import { REACH_ROUTES } from './hostile-mail-and-push.ts';
import { REPLY_ROUTES } from './hostile-replies.ts';
import { WITHDRAWAL_ROUTES } from './hostile-withdrawals.ts';
import type { WritingRoute } from './writing-route.ts';

/** Malicious or malformed texts, by what they are. */
export const HOSTILE_VALUES: readonly (readonly [string, string])[] = [
  ['a NUL byte', 'abcdefgh\u0000ijklmnop'],
  ['half of a surrogate pair', 'abcdefgh\ud800ijklmnop'],
  ['100,000 characters', 'x'.repeat(100_000)],
  ['a right-to-left override', 'abcdef\u202egnp.exe\u2066 שלום'],
  ['signs without width', 'abc\u200b\u200d\ufeffdefghijkl'],
  ['a script', '<script>alert(1)</script>"><img src=x onerror=alert(1)>'],
  ['SQL', `'; DROP TABLE member; --" OR '1'='1' %_\\`],
  ['an object of the language', '__proto__'],
];

const CHANGE = '/fr/plateformes/clickworker';
const payout = {
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  received: '26,87',
  method: 'paypal',
  askedOn: '2026-10-03',
  receivedOn: '2026-10-12',
};
const incident = {
  kind: 'account-closed',
  happenedOn: '2026-09-17',
  reason: 'none',
  appeal: 'unanswered',
  lost: '41,97',
  currency: 'EUR',
  text: 'Compte fermé.',
};
const task = {
  title: 'Trier des images',
  reward: '0,37',
  currency: 'EUR',
  paid: 1_234,
  time: '10 h 17',
  workedOn: '2026-10-03',
  client: 'Données Réunies',
  clientId: 'A1DONNEES',
  notAPerson: true,
  ethics: ['shocking'],
  text: 'Long et mal payé.',
};
const review = {
  pay: 3,
  punctuality: 3,
  fairness: 3,
  communication: 3,
  supply: 3,
  experiencedMonth: '2026-10',
  text: 'Correct.',
};
const nothing = (): Record<string, never> => ({});

/** All writing routes, by path in the OpenAPI document. */
export const WRITING_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/sign-up': {
    page: '/fr/inscription',
    form: 'sign-up',
    body: () => ({
      pseudonym: `essai ${randomId()}`,
      password: PASSWORD,
      agree: true,
      next: '/fr',
    }),
  },
  '/api/sign-in': {
    page: '/fr/connexion',
    form: 'sign-in',
    body: () => ({ pseudonym: 'Personne', password: PASSWORD, next: '/fr/reglages' }),
  },
  '/api/recover': {
    page: '/fr/retrouver',
    form: 'recover',
    body: () => ({ pseudonym: 'Personne', phrase: 'zoo zoo zoo', password: PASSWORD }),
  },
  '/api/sign-out': { page: '/fr/reglages', form: 'sign-out', body: nothing, freshMember: true },
  '/api/theme': { page: '/fr/moi', form: 'theme', body: () => ({ theme: 'dark' }) },
  '/api/me/language': {
    page: '/fr/reglages',
    form: 'language',
    body: () => ({ language: 'fr' }),
  },
  '/api/me/password': {
    page: '/fr/reglages',
    form: 'password',
    body: () => ({ currentPassword: PASSWORD, newPassword: PASSWORD }),
    freshMember: true,
  },
  '/api/me/recovery-phrase': {
    page: '/fr/phrase-de-secours',
    form: 'recovery-phrase',
    body: () => ({ password: PASSWORD, next: '/fr' }),
    freshMember: true,
  },
  '/api/me/sign-out-everywhere': {
    page: '/fr/reglages',
    form: 'sign-out-everywhere',
    body: nothing,
    freshMember: true,
  },
  '/api/me/posts/withdraw': {
    page: '/fr/reglages',
    form: 'withdraw-posts',
    body: () => ({ password: PASSWORD }),
    freshMember: true,
  },
  '/api/me/delete': {
    page: '/fr/reglages',
    form: 'delete',
    body: () => ({ password: PASSWORD }),
    freshMember: true,
  },
  '/api/platforms': {
    page: '/fr/plateformes/ajouter',
    form: 'add-platform',
    body: () => ({
      name: `Essai ${randomId()}`,
      website: `${randomId()}.example`,
      activity: 'other',
      source: 'Je le sais.',
    }),
  },
  '/api/platforms/{slug}/corrections': {
    page: `${CHANGE}/corriger`,
    form: 'correction',
    body: () => ({
      city: `Ville ${randomId()}`,
      threshold: '5,00',
      currency: 'EUR',
      aliases: [randomId()],
      domains: [`${randomId()}.example`],
      sendsTo: [randomId()],
      source: 'Je le sais.',
    }),
  },
  '/api/platforms/{slug}/revisions/{id}/undo': {
    page: `${CHANGE}/corrections`,
    form: 'undo',
    body: () => ({ source: 'Je le sais.' }),
  },
  '/api/platforms/{slug}/revisions/{id}/disputes': {
    page: `${CHANGE}/corrections`,
    form: 'dispute',
    body: () => ({ reason: 'C’est faux.' }),
    freshMember: true,
  },
  '/api/payouts': {
    page: '/fr/declarer/paiement',
    form: 'payout',
    body: () => ({ ...payout, platform: 'clickworker' }),
  },
  '/api/payouts/with-account': {
    page: '/fr/declarer/paiement',
    form: 'payout',
    body: () => ({
      ...payout,
      platform: 'clickworker',
      pseudonym: `essai ${randomId()}`,
      password: PASSWORD,
    }),
  },
  '/api/payouts/{id}': { page: '/fr/preuves/{id}/modifier', form: 'payout', body: () => payout },
  '/api/payouts/{id}/close': {
    page: '/fr/paiements-attendus',
    form: 'received',
    body: () => ({ answer: 'received', on: '2026-11-12' }),
  },
  '/api/payouts/{id}/still-waiting': {
    page: '/fr/preuves/{id}/modifier',
    form: 'still-waiting',
    body: nothing,
  },
  '/api/me/payouts/{id}/publish': {
    page: '/fr/mes-paiements/{id}',
    form: 'show',
    body: nothing,
  },
  '/api/payouts/{id}/confirm': { page: '/fr/preuves/{id}', form: 'confirm', body: nothing },
  '/api/payouts/{id}/doubt': {
    page: '/fr/preuves/{id}',
    form: 'doubt',
    body: () => ({ reason: 'amount', sentence: 'Il est écrit 12 euros.' }),
  },
  '/api/payouts/{id}/voice/withdraw': { page: '/fr/preuves/{id}', form: 'withdraw', body: nothing },
  '/api/payouts/{id}/uncover': { page: '/fr/preuves/{id}', form: 'uncover', body: nothing },
  '/api/checks/{id}/opinion': {
    page: '/fr/verifications/{id}',
    form: 'opinion',
    body: () => ({ verdict: 'right', sentence: 'Il est écrit 12 euros.' }),
    freshMember: true,
  },
  '/api/checks/{id}/opinion/withdraw': {
    page: '/fr/verifications/{id}',
    form: 'withdraw',
    body: nothing,
  },
  '/api/checks/{id}/decision': {
    page: '/fr/verifications/{id}',
    form: 'decision',
    body: () => ({ rule: 'sound', reason: 'Le montant est lisible.' }),
    freshMember: true,
  },
  '/api/incidents': {
    page: '/fr/declarer/incident',
    form: 'incident',
    body: () => ({ ...incident, platform: 'clickworker' }),
  },
  '/api/incidents/with-account': {
    page: '/fr/declarer/incident',
    form: 'incident',
    body: () => ({
      ...incident,
      platform: 'clickworker',
      pseudonym: `essai ${randomId()}`,
      password: PASSWORD,
    }),
  },
  '/api/incidents/{id}': {
    page: '/fr/declarer/incident?incident={id}',
    form: 'incident',
    body: () => incident,
  },
  '/api/incidents/{id}/echo': { page: CHANGE, form: 'echo', body: nothing },
  '/api/incidents/{id}/echo/withdraw': { page: CHANGE, form: 'echo', body: nothing },
  '/api/task-reports': {
    page: '/fr/declarer/tache',
    form: 'task-report',
    body: () => ({ ...task, platform: 'clickworker' }),
  },
  '/api/task-reports/with-account': {
    page: '/fr/declarer/tache',
    form: 'task-report',
    body: () => ({
      ...task,
      platform: 'clickworker',
      pseudonym: `essai ${randomId()}`,
      password: PASSWORD,
    }),
  },
  '/api/task-reports/{id}': {
    page: '/fr/taches/retours/{id}/modifier',
    form: 'task-report',
    body: () => task,
  },
  '/api/platforms/{slug}/review': { page: `${CHANGE}/noter`, form: 'review', body: () => review },
  '/api/platforms/{slug}/review/with-account': {
    page: `${CHANGE}/noter`,
    form: 'review',
    body: () => ({ ...review, pseudonym: `essai ${randomId()}`, password: PASSWORD }),
  },
  ...IMPORT_ROUTES,
  ...CASE_ROUTES,
  ...CLIENT_ROUTES,
  ...FORUM_ROUTES,
  ...WITHDRAWAL_ROUTES,
  ...MESSAGE_ROUTES,
  ...BOYCOTT_ROUTES,
  ...PRIVATE_ROUTES,
  ...PLEDGE_ROUTES,
  ...REACH_ROUTES,
  ...REPLY_ROUTES,
  ...INBOX_ROUTES,
  ...ACCOUNT_ROUTES,
  '/api/platforms/{slug}/decisions': {
    page: `${CHANGE}/statuts`,
    form: 'decision',
    body: () => ({ kind: 'close-platform', rule: 'announced', reason: 'Elle l’a annoncé.' }),
  },
  '/api/findings/{id}/decisions': {
    page: `${CHANGE}/statuts`,
    form: 'finding',
    body: () => ({
      kind: 'lift-finding',
      rule: 'known-cause',
      reason: 'Un journal en a parlé.',
    }),
  },
  '/api/workbook/copy': {
    page: '/fr/carnet',
    form: 'copy',
    body: () => ({ base: 0, data: Buffer.alloc(4096).toString('base64') }),
    freshMember: true,
  },
  '/api/workbook/copy/delete': { page: '/fr/reglages', form: 'delete-copy', body: nothing },
};
