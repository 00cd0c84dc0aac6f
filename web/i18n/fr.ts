import { accounts } from './fr/accounts.ts';
import { answer } from './fr/answer.ts';
import { api } from './fr/api.ts';
import { charts } from './fr/charts.ts';
import { common } from './fr/common.ts';
import { errors } from './fr/errors.ts';
import { gallery } from './fr/gallery.ts';
import { home } from './fr/home.ts';
import { incidents } from './fr/incidents.ts';
import { legal } from './fr/legal.ts';
import { payouts } from './fr/payouts.ts';
import { platforms } from './fr/platforms.ts';
import { record } from './fr/record.ts';
import { redaction } from './fr/redaction.ts';
import { reviews } from './fr/reviews.ts';
import { rules } from './fr/rules.ts';

/** French is the source: what it has, English must have too, and the types hold it to that. */
export const fr = {
  accounts,
  answer,
  api,
  charts,
  common,
  errors,
  gallery,
  home,
  incidents,
  legal,
  payouts,
  platforms,
  record,
  redaction,
  reviews,
  rules,
};
export type Messages = typeof fr;
