import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

export const thread = definePage({
  load: async () => null,
  title: (_, { t }) => t.forum.title,
  Page: () => <h1>{usePage().t.forum.title}</h1>,
});
