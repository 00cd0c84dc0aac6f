import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

export const inbox = definePage({
  load: async () => null,
  title: (_, { t }) => t.inbox.title,
  Page: () => <h1>{usePage().t.inbox.title}</h1>,
});
