import type { Messages } from '#web/i18n/fr.ts';

export const messages: Messages['messages'] = {
  title: 'Private messages',
};
