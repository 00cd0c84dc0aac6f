import { counter } from '#web/i18n/count.ts';
import type { Messages } from '#web/i18n/fr.ts';

const count = counter('en');

export const writing: Messages['writing'] = {
  card: {
    platform: 'Platform',
    client: 'Client',
    task: 'Task',
    proof: 'Reported pay-out',
    boycott: 'Boycott',
    payouts: (n) => count(n, 'reported pay-out', 'reported pay-outs'),
    median: (days) =>
      days === 0 ? 'half paid the same day' : `half paid within ${count(days, 'day', 'days')}`,
    reports: (n) => count(n, 'task report', 'task reports'),
    about: (amount) => `about ${amount}`,
    asked: (month) => `asked in ${month}`,
    pledged: (n) => count(n, 'pledge', 'pledges'),
    until: (day) => `until ${day}`,
  },
  script: {
    kept: 'Draft kept on this device.',
    restored: 'Here is your draft of #. Pictures must be chosen again.',
    offered: 'A draft of # is kept on this device.',
    use: 'Add the draft',
    drop: 'Drop the draft',
    dropped: 'Draft dropped.',
    preview: 'Preview',
    previewing: 'Making the preview…',
    noPreview: 'No preview for now. Your text is safe.',
    nothing: 'Write a few words first.',
    sending: 'Sending…',
    slow: 'The line is slow. Sending goes on.',
    notSent: 'Not sent: the line is down. Your text is kept on this device.',
    again: 'Send again',
    quoted: 'Quote added to your reply.',
    keys: 'Keyboard shortcuts',
    close: 'Close',
    keyNext: 'next post',
    keyPrevious: 'previous post',
    keyUnread: 'first unread post',
    keyReply: 'reply',
    keyHelp: 'this list',
    noUnread: 'Nothing new on this page.',
  },
};
