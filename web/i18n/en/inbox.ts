import type { Messages } from '#web/i18n/fr.ts';

export const inbox: Messages['inbox'] = {
  title: 'My inbox',
  follow: {
    begin: {
      thread: 'Follow this thread',
      platform: 'Follow this platform',
      client: 'Follow this client',
    },
    end: {
      thread: 'Stop following this thread',
      platform: 'Stop following this platform',
      client: 'Stop following this client',
    },
    done: {
      followed: 'Noted. You will read what comes in your inbox.',
      unfollowed: 'Noted. You will hear of it no more.',
    },
  },
};
