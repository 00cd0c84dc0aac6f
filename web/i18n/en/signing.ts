import type { Messages } from '#web/i18n/fr.ts';

export const signing: Messages['signing'] = {
  alike: {
    payout: 'Do the same for my other pay-outs on this platform',
    incident: 'Do the same for my other incidents on this platform',
    'task-report': 'Do the same for my other task reports on this platform',
    'client-review': 'Do the same for my other reviews of clients on this platform',
  },
  does: {
    unsigned: 'Everybody will read your pseudonym on them.',
    signed: 'Your pseudonym will leave them. Whoever copied it will know later ones, too.',
    mixed: 'All will carry your pseudonym, or none.',
  },
};
