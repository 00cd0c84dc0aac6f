import type { Messages } from '#web/i18n/fr.ts';

export const imports: Messages['imports'] = {
  title: 'Claim my pseudonym',
};
