import { FLAG_REASONS, flagReason } from '#shared/governance/cases.ts';
import { reasons } from '#web/i18n/en/flags.ts';
import type { Section } from '#web/governance/legal/section.ts';

export const flagging: Section = {
  id: 'signaler',
  title: 'Flagging',
  text: [
    'Each member can flag, by a link beside what she reads.',
    'She chooses a reason of this list, with the rule that goes with it:',
  ],
  points: flagReason.options.map((reason) => `${reasons[reason]} (${FLAG_REASONS[reason]})`),
  link: { page: 'moderation', label: 'What waits for moderation' },
};
