import type { Messages } from '#web/i18n/fr.ts';

export const inbox: Messages['inbox'] = {
  title: 'My inbox',
};
