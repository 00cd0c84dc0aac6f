import { definePage } from '#web/page.ts';

export const soon = definePage({
  load: async () => null,
  title: () => 'Soon',
  Page: () => <h1>Soon</h1>,
});
