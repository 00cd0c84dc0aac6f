import type { Messages } from '#web/i18n/fr.ts';

export const reviews: Messages['reviews'] = {};
