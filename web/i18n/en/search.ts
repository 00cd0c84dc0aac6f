import type { Messages } from '#web/i18n/fr.ts';

export const search: Messages['search'] = {
  title: 'Search',
};
