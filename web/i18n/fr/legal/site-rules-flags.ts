import { FLAG_REASONS, flagReason } from '#shared/governance/cases.ts';
import { reasons } from '#web/i18n/fr/flags.ts';
import type { Section } from '#web/governance/legal/section.ts';

export const flagging: Section = {
  id: 'signaler',
  title: 'Signaler',
  text: [
    'Chaque membre peut signaler, par un lien à côté de ce qu’il lit.',
    'Il choisit une raison de cette liste, et la règle qui va avec\u00a0:',
  ],
  points: flagReason.options.map((reason) => `${reasons[reason]} (${FLAG_REASONS[reason]})`),
  link: { page: 'moderation', label: 'Ce qui attend la modération' },
};
