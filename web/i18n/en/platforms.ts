import type { Messages } from '#web/i18n/fr.ts';

export const platforms: Messages['platforms'] = {
  question: (name) => `Does ${name} pay?`,
};
