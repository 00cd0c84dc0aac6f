import type { Messages } from '#web/i18n/fr.ts';

export const payouts: Messages['payouts'] = {};
