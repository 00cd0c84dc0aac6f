import { randomBytes } from 'node:crypto';
import { SURVEY_ROUTES } from './hostile-survey.ts';
import { makeKey } from './organisers.ts';
import type { WritingRoute } from './writing-route.ts';

const PAGE = '/fr/boycotts/{id}';
const random = (bytes: number): string => randomBytes(bytes).toString('base64');

let publicKey: string | undefined;

/** Anonymous writing routes of boycotts and the survey, with unsigned content. */
export const PLEDGE_ROUTES: Readonly<Record<string, WritingRoute>> = {
  ...SURVEY_ROUTES,
  '/api/boycotts/{id}/token': {
    page: PAGE,
    form: 'token',
    body: () => ({ blinded: random(256) }),
  },
  '/api/boycotts/{id}/pledges': {
    page: PAGE,
    form: 'pledge',
    body: () => ({
      rank: 'established',
      key: random(32),
      prefix: random(32),
      signature: random(256),
      padding: 'x',
    }),
  },
  '/api/boycotts/{id}/keys': {
    page: PAGE,
    form: 'keys',
    body: () => {
      publicKey ??= makeKey().publicKey;
      return { keys: [{ rank: 'established', publicKey }] };
    },
  },
  '/api/boycotts/{id}/cosignatures': {
    page: PAGE,
    form: 'cosignatures',
    body: () => ({
      rank: 'established',
      signed: [{ blinded: random(256), signature: random(256) }],
    }),
  },
  '/api/boycotts/{id}/acts': {
    page: PAGE,
    form: 'act',
    body: () => ({
      key: random(32),
      purpose: 'withdraw',
      counter: 0,
      value: 'held',
      signature: random(64),
      padding: 'x',
    }),
  },
};
