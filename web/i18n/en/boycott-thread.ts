import type { Messages } from '#web/i18n/fr.ts';

export const boycottThread: Messages['boycottThread'] = {
  say: 'This call to a boycott is debated here. Its page has the text of today.',
  link: 'Read the call',
  withdrawn: 'A boycott withdrawn by its author',
};
