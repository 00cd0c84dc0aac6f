import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

export const search = definePage({
  load: async () => null,
  title: (_, { t }) => t.search.title,
  Page: () => <h1>{usePage().t.search.title}</h1>,
});
