import type { Messages } from '#web/i18n/fr.ts';

export const forum: Messages['forum'] = {
  title: 'Forum',
};
