import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

export const conversation = definePage({
  load: async () => null,
  title: (_, { t }) => t.messages.title,
  Page: () => <h1>{usePage().t.messages.title}</h1>,
});
