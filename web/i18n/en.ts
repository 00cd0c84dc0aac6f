import { common } from './en/common.ts';
import { errors } from './en/errors.ts';
import { platforms } from './en/platforms.ts';
import type { Messages } from './fr.ts';

export const en: Messages = { common, errors, platforms };
