import type { Messages } from '#web/i18n/fr.ts';

export const hidden: Messages['hidden'] = {
  hidden: 'Hidden by a decision.',
  removed: 'Removed from reading by a decision.',
  veiled: (until: string) => `Veiled until ${until}, until it is decided.`,
  notCounted: 'No longer counts in the figures.',
  onlyYou: 'Nobody but you reads it.',
  rule: (rule: string) => `Rule ${rule}`,
  decision: 'Read the decision',
  read: 'Read it anyway',
  readOwn: 'Read again what I posted',
  image: 'A decision hides this pay-out.',
};
