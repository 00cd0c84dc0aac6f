import type { Messages } from '#web/i18n/fr.ts';

export const record: Messages['record'] = {};
