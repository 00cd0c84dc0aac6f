import { randomBytes } from 'node:crypto';
import type { WritingRoute } from './writing-route.ts';

const PAGE = '/fr/enquete';
const random = (bytes: number): string => randomBytes(bytes).toString('base64');

/** Writing routes of the survey, with unsigned content. */
export const SURVEY_ROUTES: Readonly<Record<string, WritingRoute>> = {
  '/api/me/survey-token': {
    page: PAGE,
    form: 'token',
    body: () => ({ blinded: random(256) }),
  },
  '/api/survey/answers': {
    page: PAGE,
    form: 'answers',
    body: () => ({
      year: new Date().getUTCFullYear(),
      key: random(32),
      prefix: random(32),
      signature: random(256),
      answers: { sex: ['woman'] },
      padding: 'x',
    }),
  },
};
