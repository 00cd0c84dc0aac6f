import type { Messages } from '#web/i18n/fr.ts';

/** What a boycott is of, as it is said at each of its steps. */
export const boycottRefuse: Messages['boycotts']['refuse'] = {
  asked: {
    platform: (platform) => `A call to refuse all work on ${platform}.`,
    client: (client, platform) => `A call to refuse the tasks of ${client} on ${platform}.`,
    task: (task, platform) => `A call to refuse the task “${task}” on ${platform}.`,
  },
  now: {
    platform: (platform) => `We refuse all work on ${platform}.`,
    client: (client, platform) => `We refuse the tasks of ${client} on ${platform}.`,
    task: (task, platform) => `We refuse the task “${task}” on ${platform}.`,
  },
  past: {
    platform: (platform) => `We refused all work on ${platform}.`,
    client: (client, platform) => `We refused the tasks of ${client} on ${platform}.`,
    task: (task, platform) => `We refused the task “${task}” on ${platform}.`,
  },
  failed: {
    platform: (platform) => `This was a call to refuse all work on ${platform}.`,
    client: (client, platform) =>
      `This was a call to refuse the tasks of ${client} on ${platform}.`,
    task: (task, platform) => `This was a call to refuse the task “${task}” on ${platform}.`,
  },
};
