import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';

export const claimPseudonym = definePage({
  load: async () => null,
  title: (_, { t }) => t.imports.title,
  Page: () => <h1>{usePage().t.imports.title}</h1>,
});
