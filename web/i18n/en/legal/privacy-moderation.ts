import type { Section } from '#web/governance/legal/section.ts';

export const privacyModeration: Section = {
  id: 'moderation',
  title: 'Flagging, deciding, moderating',
  text: [
    'A flag keeps your account, the reason and your sentence.',
    'The author of what you flag never learns who you are.',
    'Those who decide read your sentence, without your name.',
    'The site keeps who wrote, flagged, or speaks for a rated party.',
    'It uses that so that these people do not decide their own matter.',
    'A year after the case ends, your sentence and your name are erased.',
    'If your flags are paused, the site keeps the date and the numbers.',
    'Who decides is known to the public by a code, never by pseudonym.',
    'The database keeps the link between this code and the account.',
    'A change that you propose or confirm is kept with your account.',
    'The site also keeps whose name it drew to answer it.',
    'Six months after it ends, these links are erased.',
    'Of a moderator, the site keeps coming turns and a cap a day.',
    'A decision stays public without limit of time, with its reasons.',
    'When an account is deleted, all this stays without a link to it.',
  ],
  link: { page: 'moderation', label: 'See moderation' },
};
