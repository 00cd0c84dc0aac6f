import { common } from './fr/common.ts';
import { errors } from './fr/errors.ts';
import { platforms } from './fr/platforms.ts';

/** French is the source: what it has, English must have too, and the types hold it to that. */
export const fr = { common, errors, platforms };
export type Messages = typeof fr;
