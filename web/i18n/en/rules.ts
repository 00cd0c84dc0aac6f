import type { Messages } from '#web/i18n/fr.ts';

export const rules: Messages['rules'] = {
  standings: {
    reliable: 'Reliable',
    promising: 'Seems to pay',
    unknown: 'Too little evidence',
    doubtful: 'Doubtful',
    'not-paying': 'Does not pay',
    closed: 'Closed',
  },
};
