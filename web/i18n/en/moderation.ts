import type { Messages } from '#web/i18n/fr.ts';
import { flag, reasons } from './flags.ts';

export const moderation: Messages['moderation'] = {
  flag,
  reasons,
  done: {
    flagged: 'It is flagged. Your inbox will say what is decided.',
  },
};
